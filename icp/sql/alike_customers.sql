-- what: the customers as they count, to look for names that are alike
-- in:   customers, latest_customers, customer_day
-- out:  one row per customer, those to be kept first: name_id, name, numbered (has a number beside
--       its name), orders, net in the file's currency
with ordered as (
    select customer_id, sum(orders)::bigint as orders, sum(net)::double as net
    from customer_day
    group by customer_id
)

select
    customers.customer_id as name_id,
    customers.name,
    bare_name(customers.customer_id) <> bare_name(customers.name) as numbered,
    coalesce(ordered.orders, 0) as orders,
    coalesce(ordered.net, 0) as net
from customers
left join ordered on ordered.customer_id = customers.customer_id
left join (select distinct kept_customer(customer_id) as customer_id from latest_customers) as listed
    on listed.customer_id = customers.customer_id
order by listed.customer_id is not null desc, numbered desc, net desc, name_id
