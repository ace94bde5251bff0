-- what: the customers by when they first bought, and what they buy in each period since
-- in:   customer_day, $as_of, $revenue ('net' or 'sales'), $months (1, 3 or 12: calendar months,
--       quarters or years)
-- out:  one row per cohort and period that had begun by as_of, in that order; cohort and period are
--       their first days, since = periods from one to the other; customers of the cohort, active =
--       those with a purchase in the period, money in the file's currency (what came before the
--       first purchase counts with it); whole = the period was over by as_of
with known as (
    select
        customer_id,
        date_diff('month', date '1900-01-01', day) // $months::integer as period,
        bool_or(purchases > 0) as bought,
        sum(if($revenue = 'sales', sales, net)) as money
    from customer_day
    where day <= $as_of::date and orders > 0
    group by all
),

firsts as (
    select customer_id, min(period) as cohort
    from known
    where bought
    group by customer_id
),

sums as (
    select
        cohort,
        greatest(period, cohort) as period,
        count(*) filter (bought) as active,
        sum(money) as money
    from known
    join firsts on firsts.customer_id = known.customer_id
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
    from known
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
