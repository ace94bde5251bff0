-- what: the customers by profit, with the running profit: where it is made and where it is lost
-- in:   customer_facts, $as_of, $revenue ('net' or 'sales'), $window_months (null = all)
-- out:  one row per customer with an order in the window and a known cost (all of them where no
--       cost is known: then profit is revenue), most profitable first, equals by customer_id;
--       money in the file's currency, running_share of the total (null where that is not positive)
with facts as (
    select customer_id, name, money, cost, bool_or(cost is not null) over () as has_cost
    from customer_facts($as_of::date, $revenue, $window_months)
    where $revenue = 'net' or purchases > 0
),

profits as (
    select customer_id, name, if(has_cost, money - cost, money) as profit, has_cost
    from facts
),

ranked as (
    select
        *,
        row_number() over best_first as rank,
        sum(profit) over best_first as running,
        sum(profit) over () as total
    from profits
    where profit is not null
    window best_first as (order by profit desc, customer_id)
)

select
    rank,
    customer_id,
    name,
    profit::double as profit,
    running::double as running_profit,
    case when total > 0 then (running / total)::double end as running_share,
    has_cost
from ranked
order by rank
