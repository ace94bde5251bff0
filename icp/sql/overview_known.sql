-- what: for how many customers each fact is known
-- in:   customers
-- out:  one row per fact that is known of any: fact, customers, share of all customers (0-1)
with counted as (
    select count(columns(* exclude (customer_id, name)))
    from customers
),

facts as (
    unpivot counted on columns(*) into name fact value customers
)

select
    fact,
    customers,
    customers / (select count(*) from customers) as share
from facts
where customers > 0
order by customers desc, fact
