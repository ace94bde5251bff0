-- what: what each customer brought in each quarter from their own first purchase on
-- in:   customer_day, $as_of, $revenue ('net' or 'sales')
-- out:  one row per customer and quarter with an order in it; place = the customer's by
--       customer_id among those with a purchase up to as_of, from 0; quarter 0 = the 3 months from
--       the first purchase on; money in the file's currency
with firsts as (
    select
        customer_id,
        min(day) as first_on,
        (row_number() over (order by customer_id) - 1)::integer as place
    from customer_day
    where purchases > 0 and day <= $as_of::date
    group by customer_id
)

select
    firsts.place,
    (datesub('month', firsts.first_on, ordered.day) // 3)::integer as quarter,
    sum(if($revenue = 'sales', sales, net))::double as money
from customer_day as ordered
join firsts on firsts.customer_id = ordered.customer_id
where ordered.orders > 0 and ordered.day between firsts.first_on and $as_of::date
group by firsts.place, quarter
