-- what: how much a list repeats its customers
-- in:   gathered (refusal, cells; customer_at: where the customer stands)
-- out:  one row: rows with a customer, customers, rows of the customer in the middle
with customers as (
    select clean_text(cells[customer_at]) as customer, count(*) as n
    from gathered
    where refusal is null and clean_text(cells[customer_at]) is not null
    group by customer
)

select coalesce(sum(n), 0)::bigint, count(*), median(n)
from customers
