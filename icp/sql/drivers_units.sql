-- what: whom the traits are about: customers, or deals that are won or lost
-- in:   customers, deals, $unit ('customer' or 'deal'), $as_of (null = all)
-- out:  one row per customer or closed deal, by unit_id: unit_id, customer_id (null where a deal is
--       with nobody in the data), name, won (null for customers)
with people as materialized (
    select customer_id, name from customers
),

names as (
    select bare_name(name) as bare, min(customer_id) as customer_id
    from people
    group by bare_name(name)
    having count(*) = 1
)

select customer_id as unit_id, customer_id, name, null::boolean as won
from people
where $unit = 'customer'
union all
select
    deals.deal_id,
    coalesce(people.customer_id, names.customer_id),
    coalesce(deals.customer_name, people.name, deals.name, deals.deal_id),
    deals.outcome = 'won'
from deals
left join people on people.customer_id = deals.customer_id
left join names on names.bare = bare_name(coalesce(deals.customer_name, deals.customer_id))
where $unit = 'deal' and deals.outcome in ('won', 'lost')
    and coalesce(deals.closed_on <= $as_of::date, true)
order by unit_id
