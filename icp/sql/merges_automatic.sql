-- what: the customers written by name alone in other files whom the list knows by exactly that name
-- in:   customer_alias, written_customers, merges, customers
-- out:  one row per written name that counts under a listed customer without anybody's decision:
--       written, kept, kept_name
select
    customer_alias.written_id as written,
    customer_alias.kept_id as kept,
    customers.name as kept_name
from customer_alias
join customers on customers.customer_id = customer_alias.kept_id
anti join latest_customers as listed on listed.customer_id = customer_alias.written_id
anti join merges
    on merges.kind = 'customer' and merges.decision = 'same'
    and merges.written = customer_alias.written_id
order by written
