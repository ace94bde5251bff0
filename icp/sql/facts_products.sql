-- what: how many different products each customer bought in the window that ends with as_of
-- in:   product_day, $as_of, $window_months (null = all)
-- out:  one row per customer with a named product in the window, by customer_id
with bounds as (
    select coalesce(
        $as_of::date - to_months($window_months::integer), date '0001-01-01'
    ) as from_day
)

-- a product counts on its first day in the window only: the last time before lies outside
select customer_id, sum(products)::integer as products
from product_day
cross join bounds
where day between from_day and $as_of::date and (last_day is null or last_day < from_day)
group by customer_id
order by customer_id
