-- what: the customers with orders who are not in the customer list
-- in:   customer_day, customers, listed_customers
-- out:  one row per customer, the biggest money first: name, orders, net in the file's currency
select
    customers.name,
    sum(customer_day.orders)::bigint as orders,
    sum(customer_day.net)::double as net
from customer_day
join customers on customers.customer_id = customer_day.customer_id
anti join listed_customers as listed on listed.customer_id = customer_day.customer_id
group by customers.customer_id, customers.name
order by net desc, customers.name
