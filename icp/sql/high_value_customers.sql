-- what: everybody who ordered up to a day
-- in:   customer_day, customers, $as_of
-- out:  one row per customer with an order, by customer_id: customer_id, name, place = theirs in
--       billed_customers
select ordered.customer_id, customers.name, ordered.place
from (
    select customer_id, any_value(place) as place
    from customer_day
    where orders > 0 and day <= $as_of::date
    group by customer_id
) as ordered
left join customers on customers.customer_id = ordered.customer_id
order by ordered.customer_id
