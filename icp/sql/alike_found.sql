-- what: how many customers with orders are in the customer list
-- in:   customer_day, listed_customers
-- out:  one row: customers with orders, those of them in the list, the others and what they ordered
--       (net, in the file's currency); listed = customers in the list, with orders or without
with ordered as (
    select customer_id, sum(net) as net
    from customer_day
    group by customer_id
)

select
    count(*) as customers,
    count(listed.customer_id) as found,
    count(*) - count(listed.customer_id) as missing,
    coalesce(sum(ordered.net) filter (listed.customer_id is null), 0)::double as missing_net,
    (select count(*) from listed_customers) as listed
from ordered
left join listed_customers as listed on listed.customer_id = ordered.customer_id
