-- what: the customers to sort by hand, with the few facts that help
-- in:   customer_facts, customers, $as_of
-- out:  one row per customer, the largest first: customer_id, name, money (of the 12 months before
--       as_of, null without an order in them), first_on, last_on (of all time), industry, employees
with recent as (
    select customer_id, money
    from customer_facts($as_of::date, 'net', 12)
),

ever as (
    select customer_id, first_on, last_on, money
    from customer_facts($as_of::date, 'net', null)
)

select
    customers.customer_id,
    customers.name,
    recent.money::double as money,
    least(ever.first_on, customers.customer_since) as first_on,
    ever.last_on,
    customers.industry,
    employee_band(customers.employees) as employees
from customers
left join recent on recent.customer_id = customers.customer_id
left join ever on ever.customer_id = customers.customer_id
order by recent.money desc nulls last, ever.money desc nulls last, customers.customer_id
