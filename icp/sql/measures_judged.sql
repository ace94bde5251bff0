-- what: what own columns and typed judgements say of each customer
-- in:   current_attributes, $names (lower case, the surest of a measure first)
-- out:  one row per customer and name that is known: customer_id, place (of the name, from 1) and
--       value in lower case
select
    customer_id,
    list_position($names::varchar[], lower(name)) as place,
    min(lower(trim(value))) as value
from current_attributes
where list_contains($names::varchar[], lower(name))
group by all
