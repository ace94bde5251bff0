-- what: since when each customer buys, and whether that was before the data begin
-- in:   customer_day, customers, $as_of
-- out:  one row per customer with a purchase up to as_of, by customer_id; place = theirs in
--       billed_customers; first_on = their first
--       purchase, months = whole months since then, began_before = that was in the data's first
--       month, or customer_since is earlier than that month
with data as (
    select date_trunc('month', min(day)) as first_month
    from customer_day
    where orders > 0
),

firsts as (
    select customer_id, any_value(place) as place, min(day) as first_on
    from customer_day
    where purchases > 0 and day <= $as_of::date
    group by customer_id
)

select
    firsts.customer_id,
    firsts.place,
    customers.name,
    firsts.first_on,
    datesub('month', firsts.first_on, $as_of::date) as months,
    firsts.first_on < data.first_month + to_months(1)
        or coalesce(customers.customer_since < data.first_month, false) as began_before
from firsts
cross join data
left join customers on customers.customer_id = firsts.customer_id
order by firsts.customer_id
