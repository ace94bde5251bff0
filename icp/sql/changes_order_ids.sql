-- what: how many orders of a large file are in the data, by their number alone
-- in:   $file (the typed rows)
-- out:  one row of counts as changes_orders gives them; changed, same and look_known are not counted
with incoming as (
    select distinct order_id
    from read_parquet($file)
    where problems is null and order_id is not null
),

unnumbered as (
    select count(*) as n
    from read_parquet($file)
    where problems is null and order_id is null
),

known as (
    select count(*) as n
    from incoming
    semi join order_lines using (order_id)
)

select
    (select count(*) from incoming) - known.n + unnumbered.n as new,
    null::bigint as changed,
    null::bigint as same,
    known.n as known,
    null::bigint as staying,
    unnumbered.n as unnumbered,
    null::bigint as look_known
from known
cross join unnumbered
