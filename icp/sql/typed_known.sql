-- what: the customers that are known by one of these names
-- in:   customers, listed_customers, current_attributes, $names (lower case)
-- out:  one row per name that one customer alone bears: name (lower case), customer_id, facts = what
--       the customer list says of it, field or own column -> text
with named as (
    select customer_id, lower(name) as name
    from customers
    where list_contains($names::varchar[], lower(name))
    qualify count(*) over (partition by lower(name)) = 1
),

facts as (
    select customer_id, fact, value
    from (
        unpivot (
            select customer_id, columns(* exclude (customer_id, import_id, row_no, name))::varchar
            from listed_customers
        )
        on columns(* exclude (customer_id))
        into name fact value value
    )
    union all
    select customer_id, name, value
    from current_attributes
)

select
    named.name,
    named.customer_id,
    coalesce(
        map(
            list(facts.fact order by facts.fact) filter (facts.fact is not null),
            list(facts.value order by facts.fact) filter (facts.fact is not null)
        ),
        map()
    ) as facts
from named
left join facts on facts.customer_id = named.customer_id
group by named.name, named.customer_id
