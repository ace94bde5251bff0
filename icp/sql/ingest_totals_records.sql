-- what: what a list brings, to check against the books
-- in:   $file (the typed rows)
-- out:  one row; the columns of ingest_totals_orders, with orders unknown, amount = that of won
--       deals, first_on and last_on = when deals were closed or feedback was given; then the deals
--       won, lost and open, and those of which that, or the customer, is not known
with ready as (
    select *, coalesce(given_on, if(outcome in ('won', 'lost'), closed_on, null)) as day
    from read_parquet($file)
    where problems is null
)

select
    count(*) as ready,
    (select count(*) from read_parquet($file) where problems is not null) as refused,
    count(distinct customer_id) as customers,
    null::bigint as orders,
    sum(amount) filter (outcome = 'won')::double as amount,
    min(day) as first_on,
    max(day) as last_on,
    list_sort(list(distinct currency) filter (currency is not null)) as currencies,
    count(*) filter (outcome = 'won') as won,
    count(*) filter (outcome = 'lost') as lost,
    count(*) filter (outcome = 'open') as still_open,
    count(*) filter (outcome is null) as undecided,
    count(*) filter (customer_id is null) as without_customer
from ready
