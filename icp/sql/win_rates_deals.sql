-- what: every deal that had begun by a day, as it stood then
-- in:   deals, customers, $as_of
-- out:  one row per deal, by deal_id: deal_id, customer_id (null where it is with nobody in the
--       data), name, outcome ('won', 'lost', 'open', null = not known; closed later is open), days
--       from created to closed (null where a day is not known or they are the wrong way round),
--       amount (in the workspace's own currency), lead_source, product, owner
with people as materialized (
    select customer_id, name from customers
),

names as (
    select bare_name(name) as bare, min(customer_id) as customer_id
    from people
    group by bare_name(name)
    having count(*) = 1
),

begun as (
    select
        *,
        coalesce(closed_on > $as_of::date, false) as later,
        date_diff('day', created_on, closed_on) as days
    from deals
    where coalesce(created_on <= $as_of::date, true)
        or (outcome in ('won', 'lost') and closed_on <= $as_of::date)
)

select
    begun.deal_id,
    coalesce(people.customer_id, names.customer_id) as customer_id,
    coalesce(begun.customer_name, people.name, begun.name, begun.deal_id) as name,
    if(later and begun.outcome is not null, 'open', begun.outcome) as outcome,
    if(not later and days >= 0, days, null)::double as days,
    begun.amount::double as amount,
    begun.lead_source,
    begun.product,
    begun.owner
from begun
left join people on people.customer_id = begun.customer_id
left join names on names.bare = bare_name(coalesce(begun.customer_name, begun.customer_id))
order by begun.deal_id
