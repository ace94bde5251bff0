-- what: on how few the revenue hung in each of some windows of 12 months
-- in:   customer_day, customers, $as_of, $revenue ('net' or 'sales'), $step (months between two
--       windows, a part of 12 from 3 on), $windows (at most 8)
-- out:  one row per window with an order in it, oldest first: ends_on ($as_of and each $step months
--       before; the day itself counts for $as_of alone), begins_on, covered (the orders begin
--       within a week after the window does and end at most a month before it), customers, total
--       in the file's currency; the largest (customer_id, name) and shares of the total, null
--       where that is not positive; hhi = sum of squared shares
with parts as (
    select
        part::integer as part,
        ($as_of::date - to_months(($step * (part + 1))::integer))::date as from_day,
        ($as_of::date - to_months(($step * part)::integer))::date + (part = 0)::integer as to_day
    from range($windows + 12 // $step - 1) parts(part)
),

known as materialized (
    select distinct day from customer_day where orders > 0
),

days as (
    select known.day, parts.part
    from known
    join parts on known.day >= parts.from_day and known.day < parts.to_day
),

dated as (
    select
        ordered.customer_id,
        days.part,
        if($revenue = 'sales', ordered.sales, ordered.net) as money
    from customer_day as ordered
    join days on days.day = ordered.day
    where if($revenue = 'sales', ordered.purchases, ordered.orders) > 0
),

-- half the time of a row for each customer and window
wide as (
    pivot dated on part in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    using sum(money) group by customer_id
),

listed as (
    select customer_id, [*columns(* exclude (customer_id))] as brought from wide
),

valued as (
    select
        customer_id,
        unnest(range($windows)) as start,
        unnest([
            list_sum(brought[start + 1 : start + 12 // $step]) for start in range($windows)
        ]) as value
    from listed
),

windows as (
    select
        start,
        count(*) as customers,
        sum(value) as total,
        min_by(customer_id, (-value, customer_id)) as customer_id,
        max(value, 10) as largest,
        sum(value::double * value::double) as squares
    from valued
    where value is not null
    group by start
),

bounds as (
    select min(day) as first_on, max(day) as last_on from known
)

select
    ($as_of::date - to_months(($step * start)::integer))::date as ends_on,
    ($as_of::date - to_months(($step * start + 12)::integer))::date as begins_on,
    first_on <= begins_on + 7 and last_on >= ends_on - to_months(1) as covered,
    windows.customers,
    total::double as total,
    windows.customer_id,
    customers.name,
    case when total > 0 then (largest[1] / total)::double end as top_1_share,
    case when total > 0 then (list_sum(largest[:3]) / total)::double end as top_3_share,
    case when total > 0 then (list_sum(largest) / total)::double end as top_10_share,
    case when total > 0 then squares / power(total::double, 2) end as hhi
from windows
cross join bounds
left join customers on customers.customer_id = windows.customer_id
order by ends_on
