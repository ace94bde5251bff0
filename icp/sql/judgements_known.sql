-- what: what is known of some customers, typed or from a file, as it was written
-- in:   customers, current_attributes, $ids, $traits
-- out:  one row per customer and trait that is known: customer_id, trait, value
with facts as (
    unpivot (select customer_id, industry, employees from customers)
    on industry, employees
    into name trait value value
)

select customer_id, trait, value
from facts
where list_contains($ids::varchar[], customer_id) and list_contains($traits::varchar[], trait)
union all
select customer_id, name, value
from current_attributes
where list_contains($ids::varchar[], customer_id) and list_contains($traits::varchar[], name)
