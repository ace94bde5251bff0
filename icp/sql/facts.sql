-- what: what each customer ordered in the window that ends with as_of
-- in:   customer_day, customers, $as_of, $revenue ('net' or 'sales'), $window_months (null = all)
-- out:  one row per customer with an order in the window, by customer_id; money in the file's
--       currency, recency in days from the last purchase to as_of (null without a purchase),
--       active_months = calendar months with a purchase, months = calendar months from the first
--       purchase ever to the day before as_of, both at most window_months
with bounds as (
    select
        coalesce($as_of::date - to_months($window_months::integer), date '0001-01-01') as from_day,
        date_trunc('month', $as_of::date - 1) as last_month
),

known as (
    select customer_day.*, date_trunc('month', day) as month
    from customer_day
    where day <= $as_of::date
),

firsts as (
    select customer_id, min(day) as first_on
    from known
    where purchases > 0
    group by customer_id
),

windowed as (
    select
        customer_id,
        max(day) filter (purchases > 0) as last_on,
        sum(purchases) as purchases,
        sum(projects) as projects,
        count(distinct month) filter (
            purchases > 0
            and (
                $window_months is null
                or month > last_month - to_months($window_months::integer)
            )
        ) as active_months,
        case $revenue when 'sales' then sum(sales) else sum(net) end as money,
        sum(recurring) as recurring,
        sum(project) as project,
        sum(resale) as resale,
        sum(payments) as payments,
        sum(days_late) as days_late,
        sum(orders) as orders
    from known
    cross join bounds
    where day >= from_day
    group by customer_id
)

select
    windowed.customer_id,
    customers.name,
    firsts.first_on,
    windowed.last_on,
    date_diff('day', windowed.last_on, $as_of::date)::integer as recency_days,
    windowed.purchases::integer as purchases,
    windowed.projects::integer as projects,
    windowed.active_months::integer as active_months,
    least(
        date_diff('month', firsts.first_on, bounds.last_month) + 1,
        coalesce($window_months::integer, 2147483647)
    )::integer as months,
    windowed.money::double as money,
    windowed.recurring::double as recurring,
    windowed.project::double as project,
    windowed.resale::double as resale,
    windowed.payments::integer as payments,
    (windowed.days_late / nullif(windowed.payments, 0))::double as days_late
from windowed
cross join bounds
left join firsts on firsts.customer_id = windowed.customer_id
left join customers on customers.customer_id = windowed.customer_id
where windowed.orders > 0
order by windowed.customer_id
