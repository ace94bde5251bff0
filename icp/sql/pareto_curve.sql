-- what: the customers by value, with what they and all larger ones bring
-- in:   customer_facts, $as_of, $revenue ('net' or 'sales'), $window_months (null = all)
-- out:  one row per customer with an order in the window ('sales': with a purchase), largest
--       first, equal values by customer_id; value in the file's currency, shares of the net sum
--       (null where that is not positive); abc = A up to 80 %, B up to 95 %, C the rest, the
--       customer that crosses a line in the upper class
with valued as (
    select customer_id, name, money as value
    from customer_facts($as_of::date, $revenue, $window_months)
    where $revenue = 'net' or purchases > 0
),

ranked as (
    select
        *,
        row_number() over largest_first as rank,
        sum(value) over largest_first as running,
        sum(value) over () as total
    from valued
    window largest_first as (order by value desc, customer_id)
)

select
    rank,
    customer_id,
    name,
    value::double as value,
    case when total > 0 then (value / total)::double end as share,
    case when total > 0 then (running / total)::double end as running_share,
    case
        when total <= 0 then null
        when 100 * (running - value) < 80 * total then 'A'
        when 100 * (running - value) < 95 * total then 'B'
        else 'C'
    end as abc
from ranked
order by rank
