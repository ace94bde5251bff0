-- what: what own columns and typed judgements say of each customer
-- in:   current_attributes, $names (lower case, the surest first)
-- out:  one row per customer and name that is known: customer_id, name and value in lower case
select customer_id, lower(name) as name, lower(trim(value)) as value
from current_attributes
where list_contains($names::varchar[], lower(name))
order by all
