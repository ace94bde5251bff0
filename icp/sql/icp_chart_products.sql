-- what: what the customers in the chart bought in the 12 months that end with as_of
-- in:   current_lines, $ids, $as_of
-- out:  one row per customer who bought something with a name: customer_id, products (the service
--       where it is known, most money first)
with sums as (
    select customer_id, coalesce(service, product) as product, sum(amount) as net
    from current_lines
    where list_contains($ids::varchar[], customer_id)
        and order_on between $as_of::date - to_months(12) and $as_of::date
        and coalesce(service, product) is not null
    group by all
)

select customer_id, list(product order by net desc, product) as products
from sums
where net > 0
group by customer_id
order by customer_id
