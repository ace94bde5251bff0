-- what: what each customer brought in each quarter before a day
-- in:   customer_day, $as_of, $revenue ('net' or 'sales'), $quarters
-- out:  one row per customer and quarter with an order in it; place = that of the customer in
--       high_value_customers, from 0; quarter 0 = the 3 months before as_of and as_of itself, 1 =
--       the 3 months before those, and so on; $quarters holds all that is older; money, margin =
--       money less cost (missing where the cost of a day is not known), in the file's currency
with bounds as (
    select
        quarter,
        if(
            quarter = $quarters::integer,
            date '0001-01-01',
            $as_of::date - to_months(3 * (quarter + 1)::integer)
        ) as from_day,
        if(
            quarter = 0,
            $as_of::date + 1,
            ($as_of::date - to_months(3 * quarter::integer))::date
        ) as to_day
    from range($quarters::integer + 1) quarters(quarter)
),

days as (
    select known.day, bounds.quarter
    from (select distinct day from customer_day) as known
    join bounds on known.day >= bounds.from_day and known.day < bounds.to_day
),

cells as (
    select
        ordered.customer_id,
        days.quarter,
        sum(if($revenue = 'sales', sales, net))::double as money,
        if(
            count(*) filter (cost is null) = 0,
            sum(if($revenue = 'sales', sales, net) - cost),
            null
        )::double as margin
    from customer_day as ordered
    join days on days.day = ordered.day
    where ordered.orders > 0
    group by ordered.customer_id, days.quarter
),

places as (
    select customer_id, row_number() over (order by customer_id) - 1 as place
    from (select distinct customer_id from cells)
)

select places.place, cells.quarter, cells.money, cells.margin
from cells
join places on places.customer_id = cells.customer_id
