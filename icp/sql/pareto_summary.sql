-- what: how concentrated the revenue is
-- in:   customer_facts, $as_of, $revenue ('net' or 'sales'), $window_months (null = all)
-- out:  one row; total = net sum in the file's currency; shares of it are null where it is not
--       positive; gini over the positive values; hhi = sum of squared shares
with valued as (
    select customer_id, money as value
    from customer_facts($as_of::date, $revenue, $window_months)
    where $revenue = 'net' or purchases > 0
),

ranked as (
    select
        value,
        row_number() over largest_first as rank,
        sum(value) over largest_first as running,
        sum(value) over () as total,
        count(*) over () as customers,
        row_number() over (order by value, customer_id desc)
            - count(*) filter (value <= 0) over () as positive_rank,
        count(*) filter (value > 0) over () as positives
    from valued
    window largest_first as (order by value desc, customer_id)
)

select
    count(*) as customers,
    coalesce(max(total), 0)::double as total,
    min(rank) filter (100 * running >= 80 * total and total > 0) as customers_for_80,
    ceil(0.2 * count(*))::bigint as top_20_customers,
    (sum(value) filter (5 * (rank - 1) < customers and total > 0) / max(total))::double
        as top_20_share,
    (max(value) filter (rank = 1 and total > 0) / max(total))::double as top_1_share,
    (sum(value) filter (rank <= 3 and total > 0) / max(total))::double as top_3_share,
    (sum(value) filter (rank <= 10 and total > 0) / max(total))::double as top_10_share,
    (
        sum((2 * positive_rank - positives - 1)::double * value::double) filter (value > 0)
        / (max(positives) * sum(value::double) filter (value > 0))
    )::double as gini,
    sum(power(value::double / total::double, 2)) filter (total > 0) as hhi,
    count(*) filter (value < 0) as below_zero,
    coalesce(sum(value) filter (value < 0), 0)::double as below_zero_total,
    count(*) filter (value = 0) as at_zero
from ranked
