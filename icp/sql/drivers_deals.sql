-- what: what is known of each closed deal and of the account it was with
-- in:   deals, attributes, customers, customer_traits, $as_of (null = all), $senders (lower case:
--       the columns that name who sent them, of which only is said that somebody did)
-- out:  one row per trait and value: trait, value, units (the places of the deals that have it when
--       sorted by deal_id, from 0); what the deal says goes before what the customer list says
--       under the same name
with closed as materialized (
    select *
    from deals
    where outcome in ('won', 'lost') and coalesce(closed_on <= $as_of::date, true)
),

people as materialized (
    select customer_id, name from customers
),

names as (
    select bare_name(name) as bare, min(customer_id) as customer_id
    from people
    group by bare_name(name)
    having count(*) = 1
),

accounts as (
    select closed.deal_id, coalesce(people.customer_id, names.customer_id) as customer_id
    from closed
    left join people on people.customer_id = closed.customer_id
    left join names on names.bare = bare_name(coalesce(closed.customer_name, closed.customer_id))
),

said as materialized (
    select deal_id as unit_id, trait, value
    from (
        unpivot (select deal_id, product, owner, lead_source from closed)
        on columns(* exclude (deal_id)) into name trait value value
    )
    union all
    select
        attributes.record_id,
        attributes.name,
        if(list_contains($senders::varchar[], lower(attributes.name)), 'yes', attributes.value)
    from attributes
    join closed
        on closed.import_id = attributes.import_id and closed.deal_id = attributes.record_id
),

said_traits as (
    select distinct lower(replace(trait, ' ', '_')) as bare from said
),

everything as (
    select unit_id, trait, value from said
    union all
    select accounts.deal_id, trait, value
    from customer_traits
    join accounts using (customer_id)
    anti join said_traits on said_traits.bare = lower(replace(trait, ' ', '_'))
),

numbered as (
    select deal_id as unit_id, (row_number() over (order by deal_id) - 1)::integer as unit
    from closed
)

select trait, value, list(unit) as units
from everything
join numbered using (unit_id)
group by trait, value
order by trait, value
