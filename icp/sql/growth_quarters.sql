-- what: what each customer brought from their own first purchase on
-- in:   customer_day, billed_customers, $as_of, $revenue ('net' or 'sales')
-- out:  one row per customer and day with an order; place = the customer's in billed_customers;
--       period 0 = the 3 months from the first purchase on, 1 = the next 3, and so on; money in the
--       file's currency
with days as (
    select
        day,
        12 * year(day) + month(day) as month,
        day(day) as day_of_month,
        day = last_day(day) as is_last
    from (select distinct day from customer_day where day <= $as_of::date)
),

firsts as (
    select billed.place, days.*
    from billed_customers as billed
    join days on days.day = billed.first_purchase_on
)

select
    ordered.place,
    -- months that are over, as datesub counts them, which takes five times as long for each row
    (
        (
            days.month - firsts.month
            - (days.day_of_month < firsts.day_of_month and not days.is_last)::integer
        ) // 3
    )::integer as period,
    if($revenue = 'sales', ordered.sales, ordered.net)::double as money
from customer_day as ordered
join firsts on firsts.place = ordered.place
join days on days.day = ordered.day
where ordered.orders > 0 and ordered.day >= firsts.day
