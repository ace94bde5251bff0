-- what: what each customer brought in each quarter from their own first order on
-- in:   customer_day, customers, $as_of, $revenue ('net' or 'sales'), $quarters
-- out:  one row per customer with a purchase up to as_of, by customer_id; first_on = their first
--       purchase, months = whole months since then, began_before = that was in the data's first
--       month, or customer_since is earlier than that month; quarters = money of each of the first
--       $quarters quarters (3 months from first_on), first_year = of the first four; average = a
--       year's money over all whole quarters up to as_of (missing before the first is over); in the
--       file's currency
with data as (
    select date_trunc('month', min(day)) as first_month
    from customer_day
    where orders > 0
),

firsts as (
    select customer_id, min(day) as first_on
    from customer_day
    where purchases > 0 and day <= $as_of::date
    group by customer_id
),

by_quarter as (
    select
        firsts.customer_id,
        first_on,
        datesub('month', first_on, $as_of::date) as months,
        datesub('month', first_on, day) // 3 as quarter,
        sum(if($revenue = 'sales', sales, net)) as money
    from customer_day as ordered
    join firsts on firsts.customer_id = ordered.customer_id
    where ordered.orders > 0 and day between first_on and $as_of::date
    group by all
),

by_customer as (
    select
        customer_id,
        first_on,
        months,
        map(list(quarter), list(money::double)) as money,
        coalesce(sum(money) filter (quarter < 4), 0)::double as first_year,
        (4 * sum(money) filter (quarter < months // 3) / nullif(months // 3, 0))::double as average
    from by_quarter
    group by customer_id, first_on, months
)

select
    spent.customer_id,
    customers.name,
    spent.first_on,
    spent.months,
    spent.first_on < data.first_month + to_months(1)
        or coalesce(customers.customer_since < data.first_month, false) as began_before,
    list_transform(
        range($quarters::bigint), lambda quarter: coalesce(spent.money[quarter], 0)
    ) as quarters,
    spent.first_year,
    spent.average
from by_customer as spent
cross join data
left join customers on customers.customer_id = spent.customer_id
order by spent.customer_id
