-- what: what each customer brought on each day, by years before a day
-- in:   customer_day, $as_of, $revenue ('net' or 'sales'), $years
-- out:  one row per customer and day with an order; place = the customer's in billed_customers;
--       period 0 = the 12 months before as_of and as_of itself, 1 = the 12 months before those, and
--       so on, $years of them; money in the file's currency, ordered = yes, bought = with a purchase
with bounds as (
    select
        year::integer as year,
        ($as_of::date - to_months(12 * (year + 1)::integer))::date as from_day,
        if(year = 0, $as_of::date + 1, ($as_of::date - to_months(12 * year::integer))::date)
            as to_day
    from range($years::integer) years(year)
),

days as (
    select known.day, bounds.year
    from (select distinct day from customer_day) as known
    join bounds on known.day >= bounds.from_day and known.day < bounds.to_day
)

select
    ordered.place,
    days.year as period,
    if($revenue = 'sales', ordered.sales, ordered.net)::double as money,
    true as ordered,
    ordered.purchases > 0 as bought
from customer_day as ordered
join days on days.day = ordered.day
where ordered.orders > 0
