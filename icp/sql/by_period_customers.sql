-- what: everybody with an order up to a day
-- in:   billed_customers, customers, $as_of
-- out:  one row per customer, by customer_id: customer_id, name, place = theirs in
--       billed_customers, first_on = their first order, since = that or, if earlier, customer_since
select
    billed.customer_id,
    customers.name,
    billed.place,
    billed.first_order_on as first_on,
    least(billed.first_order_on, customers.customer_since) as since
from billed_customers as billed
join customers on customers.customer_id = billed.customer_id
where billed.first_order_on <= $as_of::date
order by billed.customer_id
