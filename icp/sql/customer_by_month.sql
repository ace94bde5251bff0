-- what: what one customer brought each month
-- in:   customer_day, $customer_id, $as_of, $revenue ('net' or 'sales')
-- out:  one row per calendar month from the first to the last with an order; money in the file's
--       currency, 0 in months without
with paid as (
    select
        date_trunc('month', day) as month,
        sum(case $revenue when 'sales' then sales else net end) as money
    from customer_day
    where customer_id = $customer_id and day <= $as_of::date and orders > 0
    group by month
),

months as (
    select unnest(generate_series(min(month), max(month), interval 1 month))::date as month
    from paid
)

select months.month, coalesce(paid.money, 0)::double as money
from months
left join paid on paid.month = months.month
order by months.month
