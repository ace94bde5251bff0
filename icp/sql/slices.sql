-- what: what everybody who ever bought brought in the window that ends with as_of
-- in:   customer_day, customers, $as_of, $revenue ('net' or 'sales'), $window_months (null = all)
-- out:  one row per customer with a purchase up to as_of, by customer_id; money in the file's
--       currency and buys (a purchase), both in the window
with bounds as (
    select coalesce(
        $as_of::date - to_months($window_months::integer), date '0001-01-01'
    ) as from_day
),

bought as (
    select
        customer_id,
        coalesce(
            sum(if($revenue = 'sales', sales, net)) filter (day >= from_day), 0
        )::double as money,
        coalesce(sum(purchases) filter (day >= from_day), 0) > 0 as buys
    from customer_day
    cross join bounds
    where day <= $as_of::date and orders > 0
    group by customer_id
    having sum(purchases) > 0
)

select bought.customer_id, customers.name, bought.money, bought.buys
from bought
left join customers on customers.customer_id = bought.customer_id
order by bought.customer_id
