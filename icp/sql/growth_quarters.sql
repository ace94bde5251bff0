-- what: what each customer brought from their own first purchase on
-- in:   customer_day, $as_of, $revenue ('net' or 'sales')
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
    select bought.place, days.*
    from (
        select place, min(day) as day
        from customer_day
        where purchases > 0 and day <= $as_of::date
        group by place
    ) as bought
    join days on days.day = bought.day
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
