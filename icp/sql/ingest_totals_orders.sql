-- what: what a file of orders brings, to check against the books
-- in:   $file (the typed rows)
-- out:  one row; amount in the file's currency
select
    count(*) filter (len(problems) = 0) as ready,
    count(*) filter (len(problems) > 0) as refused,
    count(distinct customer_id) filter (len(problems) = 0) as customers,
    count(distinct coalesce(order_id, row_no::varchar)) filter (len(problems) = 0) as orders,
    sum(amount) filter (len(problems) = 0)::double as amount,
    min(order_on) filter (len(problems) = 0) as first_on,
    max(order_on) filter (len(problems) = 0) as last_on,
    list_sort(list(distinct currency) filter (len(problems) = 0 and currency is not null))
        as currencies
from read_parquet($file)
