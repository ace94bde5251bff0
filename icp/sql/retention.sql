-- what: what each customer brought in each year before a day
-- in:   customer_day, customers, $as_of, $revenue ('net' or 'sales'), $years
-- out:  one row per customer and year with an order in it, by customer_id; year 0 = the 12 months
--       before as_of and as_of itself, 1 = the 12 months before those, and so on, $years of them;
--       money in the file's currency, bought = with a purchase; first_on = the first order ever,
--       since = that or, if earlier, customer_since
with bounds as (
    select
        year,
        ($as_of::date - to_months(12 * (year + 1)::integer))::date as from_day,
        if(year = 0, $as_of::date + 1, ($as_of::date - to_months(12 * year::integer))::date)
            as to_day
    from range($years::integer) years(year)
),

days as (
    select known.day, bounds.year
    from (select distinct day from customer_day) as known
    join bounds on known.day >= bounds.from_day and known.day < bounds.to_day
),

firsts as (
    select customer_id, min(day) as first_on
    from customer_day
    where orders > 0
    group by customer_id
),

sums as (
    select
        ordered.customer_id,
        days.year,
        sum(if($revenue = 'sales', sales, net)) as money,
        bool_or(purchases > 0) as bought
    from customer_day as ordered
    join days on days.day = ordered.day
    where ordered.orders > 0
    group by ordered.customer_id, days.year
)

select
    sums.customer_id,
    customers.name,
    sums.year::integer as year,
    sums.money::double as money,
    sums.bought,
    firsts.first_on,
    least(firsts.first_on, customers.customer_since) as since
from sums
join firsts on firsts.customer_id = sums.customer_id
left join customers on customers.customer_id = sums.customer_id
order by sums.customer_id, year
