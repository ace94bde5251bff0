-- what: how the orders of a file differ from those in the data, line by line
-- in:   $file (the typed rows)
-- out:  one row of counts: new, changed, same, known (new are not); staying is null; unnumbered =
--       rows without an order number, look_known = those of them whose customer, day and amount
--       are those of a line in the data
with typed as (
    select * exclude (import_id)
    from order_lines
    where false  -- for the columns that the file has not
    union all by name
    select * exclude (problems, doubts)
    from read_parquet($file)
    where problems is null
),

ready as (
    select
        *,
        hash(
            customer_id, customer_name, order_on, amount, currency, product, revenue_kind, cost,
            due_on, paid_on
        ) as content
    from typed
),

incoming as (
    select order_id, count(*) as lines, sum(content) as content
    from ready
    where order_id is not null
    group by order_id
),

newest as (
    select order_id, max(import_id) as import_id
    from order_lines
    semi join incoming using (order_id)
    group by order_id
),

there as (
    select
        order_id,
        count(*) as lines,
        sum(hash(
            customer_id, customer_name, order_on, amount, currency, product, revenue_kind, cost,
            due_on, paid_on
        )) as content
    from order_lines
    semi join newest using (order_id, import_id)
    group by order_id
),

compared as (
    select
        there.order_id is null as is_new,
        (there.lines, there.content) is distinct from (incoming.lines, incoming.content) as differs
    from incoming
    left join there using (order_id)
),

unnumbered as (
    select
        ready.order_on in (
            select order_on
            from order_lines
            where
                order_lines.customer_id = ready.customer_id
                and order_lines.amount = ready.amount
        ) as looks_known
    from ready
    where order_id is null
)

select
    count(*) filter (is_new) + (select count(*) from unnumbered) as new,
    count(*) filter (not is_new and differs) as changed,
    count(*) filter (not is_new and not differs) as same,
    count(*) filter (not is_new) as known,
    null::bigint as staying,
    (select count(*) from unnumbered) as unnumbered,
    (select count(*) filter (looks_known) from unnumbered) as look_known
from compared
