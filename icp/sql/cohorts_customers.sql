-- what: the customers of one cohort, and what each bought in one period
-- in:   customer_day, customers, $as_of, $revenue ('net' or 'sales'), $cohort and $period (first
--       days), $months (how many each lasts)
-- out:  one row per customer who first bought in the cohort, those with most money first, equals by
--       customer_id; bought = with a purchase in the period, money of it in the file's currency,
--       last_on = their last purchase up to as_of
with known as (
    select
        customer_id,
        min(day) filter (purchases > 0) as first_on,
        max(day) filter (purchases > 0) as last_on,
        coalesce(
            bool_or(purchases > 0) filter (
                day >= $period::date and day < $period::date + to_months($months::integer)
            ),
            false
        ) as bought,
        sum(if($revenue = 'sales', sales, net)) filter (
            day < $period::date + to_months($months::integer)
            and (day >= $period::date or $period::date = $cohort::date)
        ) as money
    from customer_day
    where day <= $as_of::date and orders > 0
    group by customer_id
)

select
    known.customer_id,
    customers.name,
    known.first_on,
    known.last_on,
    known.bought,
    coalesce(known.money, 0)::double as money
from known
left join customers on customers.customer_id = known.customer_id
where
    known.first_on >= $cohort::date
    and known.first_on < $cohort::date + to_months($months::integer)
order by money desc, known.customer_id
