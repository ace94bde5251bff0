-- what: the customers by when they first bought, and what they buy in each period since
-- in:   customer_day, billed_customers, $as_of, $revenue ('net' or 'sales'), $months (1, 3 or 12: calendar months,
--       quarters or years)
-- out:  one row per cohort and period that had begun by as_of, in that order; cohort and period are
--       their first days, since = periods from one to the other; customers of the cohort, active =
--       those with a purchase in the period, money in the file's currency (what came before the
--       first purchase counts with it); whole = the period was over by as_of
with days as (
    select
        day,
        date_diff('month', date '1900-01-01', day) // $months::integer as period,
        (date '1900-01-01' + to_months((period * $months)::integer))::date as begins_on
    from (select distinct day from customer_day where orders > 0 and day <= $as_of::date)
),

firsts as (
    select billed.place, days.period as cohort
    from billed_customers as billed
    join days on days.day = billed.first_purchase_on
),

sums as (
    select
        firsts.cohort,
        greatest(days.period, firsts.cohort) as period,
        -- each customer on their first day of purchase in the period
        count(*) filter (
            ordered.purchases > 0
            and coalesce(ordered.day - ordered.waited < days.begins_on, true)
        ) as active,
        sum(if($revenue = 'sales', ordered.sales, ordered.net)) as money
    from customer_day as ordered
    join days on days.day = ordered.day
    join firsts on firsts.place = ordered.place
    where ordered.orders > 0
    group by all
),

cohorts as (
    select cohort, count(*) as customers
    from firsts
    group by cohort
),

last_one as (
    select
        greatest(
            date_diff('month', date '1900-01-01', $as_of::date - 1) // $months::integer,
            max(period)
        ) as period
    from days
)

select
    (date '1900-01-01' + to_months((cohorts.cohort * $months)::integer))::date as cohort,
    since,
    (date '1900-01-01' + to_months(((cohorts.cohort + since) * $months)::integer))::date as period,
    cohorts.customers,
    coalesce(sums.active, 0) as active,
    coalesce(sums.money, 0)::double as money,
    (date '1900-01-01' + to_months(((cohorts.cohort + since + 1) * $months)::integer))::date
        <= $as_of::date + 1 as whole
from cohorts
cross join last_one
cross join unnest(range(last_one.period - cohorts.cohort + 1)) as steps(since)
left join sums on sums.cohort = cohorts.cohort and sums.period = cohorts.cohort + since
order by 1, since
