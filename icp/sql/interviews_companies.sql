-- what: customers and prospects whose name or number holds a text
-- in:   customers, prospects, $sought, $most
-- out:  at most $most rows, those that begin with the text first, then by name: kind, company_id,
--       name
with companies as (
    select 'customer' as kind, customer_id as company_id, name
    from customers
    union all
    select 'prospect', prospect_id, coalesce(name, prospect_id)
    from prospects
)

select kind, company_id, name
from companies
where contains(lower(name), lower($sought)) or lower(company_id) = lower($sought)
order by not starts_with(lower(name), lower($sought)), lower(name), kind, company_id
limit $most
