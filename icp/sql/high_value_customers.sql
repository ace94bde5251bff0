-- what: everybody who ordered up to a day
-- in:   customer_day, customers, $as_of
-- out:  one row per customer with an order, by customer_id: customer_id, name
select ordered.customer_id, customers.name
from (
    select distinct customer_id
    from customer_day
    where orders > 0 and day <= $as_of::date
) as ordered
left join customers on customers.customer_id = ordered.customer_id
order by ordered.customer_id
