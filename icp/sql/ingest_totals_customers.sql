-- what: what a customer list brings
-- in:   $file (the typed rows)
-- out:  one row; the columns of ingest_totals_orders, those about orders unknown
select
    count(*) filter (len(problems) = 0) as ready,
    count(*) filter (len(problems) > 0) as refused,
    count(*) filter (len(problems) = 0) as customers,
    null::bigint as orders,
    null::double as amount,
    null::date as first_on,
    null::date as last_on,
    []::varchar[] as currencies
from read_parquet($file)
