-- what: what a file of orders brings, to check against the books
-- in:   $file (the typed rows)
-- out:  one row; amount in the file's currency
with ready as (
    select *
    from read_parquet($file)
    where problems is null
)

select
    count(*) as ready,
    (select count(*) from read_parquet($file) where problems is not null) as refused,
    count(distinct customer_id) as customers,
    count(distinct order_id) + count(*) filter (order_id is null) as orders,
    sum(amount)::double as amount,
    min(order_on) as first_on,
    max(order_on) as last_on,
    list_sort(list(distinct currency) filter (currency is not null)) as currencies
from ready
