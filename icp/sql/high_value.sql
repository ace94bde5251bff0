-- what: what each customer brought on each day, by quarters before a day
-- in:   customer_day, $as_of, $revenue ('net' or 'sales'), $quarters
-- out:  one row per customer and day with an order; place = the customer's in billed_customers;
--       period 0 = the 3 months before as_of and as_of itself, 1 = the 3 months before those, and so
--       on; $quarters holds all that is older; money, margin = money less cost (missing where the
--       cost is not known), in the file's currency; ordered = yes
with bounds as (
    select
        quarter::integer as quarter,
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
)

select
    ordered.place,
    days.quarter as period,
    if($revenue = 'sales', ordered.sales, ordered.net)::double as money,
    (if($revenue = 'sales', ordered.sales, ordered.net) - ordered.cost)::double as margin,
    true as ordered
from customer_day as ordered
join days on days.day = ordered.day
where ordered.orders > 0
