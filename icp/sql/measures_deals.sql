-- what: the deals of each customer, found by number or else by name
-- in:   deals, deal_rows, customers, $as_of
-- out:  one row per customer with a deal begun up to as_of: deals_won up to as_of, and cycle_days =
--       mean days from created to closed of those (null where no won deal has both days)
with people as materialized (
    select customer_id, name from customers
    where exists (from deal_rows)  -- most have none: spares a look at all names
),

names as (
    select bare_name(name) as bare, min(customer_id) as customer_id
    from people
    group by bare_name(name)
    having count(*) = 1
),

found as (
    select
        coalesce(people.customer_id, names.customer_id) as customer_id,
        deals.outcome = 'won' and coalesce(deals.closed_on <= $as_of::date, true) as won,
        date_diff('day', deals.created_on, deals.closed_on) as days
    from deals
    left join people on people.customer_id = deals.customer_id
    left join names on names.bare = bare_name(coalesce(deals.customer_name, deals.customer_id))
    where coalesce(deals.created_on <= $as_of::date, true)
)

select
    customer_id,
    count(*) filter (won)::double as deals_won,
    (avg(days) filter (won and days >= 0))::double as cycle_days
from found
where customer_id is not null
group by customer_id
order by customer_id
