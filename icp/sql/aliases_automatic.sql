-- what: customers who are written by name in other files and stand under a number in the list
-- in:   written_customers, latest_customers, merges
-- out:  one row per written name that is no number of the list but, capitals and blanks aside, the
--       name of exactly one listed customer: written, kept, kept_name; not where people decided
with names as (
    select
        bare_name(name) as bare,
        min(customer_id) as customer_id,
        min(name) as name
    from latest_customers
    where name is not null
    group by bare_name(name)
    having count(*) = 1
),

decided as (
    select * from merges where kind = 'customer'
),

different as (
    select written, kept from decided where decision = 'different'
    union all
    select kept, written from decided where decision = 'different'
)

select written.customer_id as written, names.customer_id as kept, names.name as kept_name
from written_customers as written
join names on names.bare = bare_name(written.customer_id)
anti join latest_customers as listed on listed.customer_id = written.customer_id
anti join decided on decided.written = written.customer_id and decided.decision = 'same'
anti join different
    on different.written = written.customer_id and different.kept = names.customer_id
order by written
