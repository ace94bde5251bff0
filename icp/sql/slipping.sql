-- what: what each customer brought in each of the months before a day, by kind
-- in:   customer_day, $as_of, $months
-- out:  one row per customer with a purchase up to as_of and month with an order in it; place = the
--       customer's by customer_id, from 0; month 0 = the month that ends with as_of, 1 = the one
--       before it and so on up to $months - 1; recurring, project, resale, other (of no kind) and
--       everything, net, in the file's currency
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
),

places as (
    select customer_id, (row_number() over (order by customer_id) - 1)::integer as place
    from customer_day
    where day <= $as_of::date and purchases > 0
    group by customer_id
),

sums as (
    select
        ordered.customer_id,
        days.month,
        sum(recurring) as recurring,
        sum(project) as project,
        sum(resale) as resale,
        sum(net) as everything
    from customer_day as ordered
    join days on days.day = ordered.day
    where ordered.orders > 0
    group by ordered.customer_id, days.month
)

select
    places.place,
    sums.month,
    sums.recurring::double as recurring,
    sums.project::double as project,
    sums.resale::double as resale,
    (sums.everything - sums.recurring - sums.project - sums.resale)::double as other,
    sums.everything::double as everything
from sums
join places on places.customer_id = sums.customer_id
