-- what: how much a list repeats its customers
-- in:   gathered (refusal, cells; customer_at: where the customer stands)
-- out:  one row: rows with a customer, customers
select
    count(clean_text(cells[customer_at])) as rows_named,
    count(distinct clean_text(cells[customer_at])) as customers
from gathered
where refusal is null
