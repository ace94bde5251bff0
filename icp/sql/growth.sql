-- what: since when each customer buys, and whether that was before the data begin
-- in:   billed_customers, customers, $as_of
-- out:  one row per customer with a purchase up to as_of, by customer_id; place = theirs in
--       billed_customers; first_on = their first purchase, months = whole months since then,
--       began_before = that was in the data's first month, or customer_since is earlier than that
--       month
with data as (
    select date_trunc('month', min(first_order_on)) as first_month from billed_customers
)

select
    billed.customer_id,
    billed.place,
    customers.name,
    billed.first_purchase_on as first_on,
    datesub('month', first_on, $as_of::date) as months,
    first_on < data.first_month + to_months(1)
        or coalesce(customers.customer_since < data.first_month, false) as began_before
from billed_customers as billed
cross join data
join customers on customers.customer_id = billed.customer_id
where first_on <= $as_of::date
order by billed.customer_id
