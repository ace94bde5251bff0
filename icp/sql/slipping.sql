-- what: what each customer brought on each day of the months before a day, by kind
-- in:   customer_day, $as_of, $months
-- out:  one row per customer and day with an order; place = the customer's in billed_customers;
--       period 0 = the month that ends with as_of, 1 = the one before it and so on up to $months -
--       1; recurring, project, resale, other (of no kind) and everything, net, in the file's currency
with bounds as (
    select
        month::integer as month,
        ($as_of::date - to_months(month::integer + 1))::date as after_day,
        ($as_of::date - to_months(month::integer))::date as last_day
    from range($months::bigint) months(month)
),

days as (
    select known.day, bounds.month
    from (select distinct day from customer_day) as known
    join bounds on known.day > bounds.after_day and known.day <= bounds.last_day
)

select
    ordered.place,
    days.month as period,
    ordered.recurring::double as recurring,
    ordered.project::double as project,
    ordered.resale::double as resale,
    (ordered.net - ordered.recurring - ordered.project - ordered.resale)::double as other,
    ordered.net::double as everything
from customer_day as ordered
join days on days.day = ordered.day
where ordered.orders > 0
