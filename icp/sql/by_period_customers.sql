-- what: everybody with an order up to a day
-- in:   customer_day, customers, $as_of
-- out:  one row per customer, by customer_id: customer_id, name, place = theirs in
--       billed_customers, first_on = their first order, since = that or, if earlier, customer_since
select
    ordered.customer_id,
    customers.name,
    ordered.place,
    ordered.first_on,
    least(ordered.first_on, customers.customer_since) as since
from (
    select customer_id, any_value(place) as place, min(day) as first_on
    from customer_day
    where orders > 0 and day <= $as_of::date
    group by customer_id
) as ordered
left join customers on customers.customer_id = ordered.customer_id
order by ordered.customer_id
