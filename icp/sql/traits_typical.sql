-- what: what a group of customers has in common, beside all others
-- in:   customer_traits, customers, $ids (the group's customer ids), $least (fewest in the group)
-- out:  one row per trait and value that at least $least of the group share: n of known in the
--       group of `customers` in it, others_n of others_known among the rest; unknown is counted
--       nowhere; the widest gap between the shares first
with members as (
    select customer_id, list_contains($ids::varchar[], customer_id) as inside
    from customers
),

-- a column of many different numbers is a measure, not a trait
categories as (
    select trait
    from customer_traits
    group by trait
    having count(distinct value) filter (try_cast(value as double) is not null) <= 12
),

counted as (
    select
        trait,
        value,
        count(*) filter (inside) as n,
        count(*) filter (not inside) as others_n
    from customer_traits
    semi join categories using (trait)
    join members using (customer_id)
    group by trait, value
),

with_known as (
    select
        *,
        sum(n) over (partition by trait)::bigint as known,
        sum(others_n) over (partition by trait)::bigint as others_known
    from counted
)

select
    trait,
    value,
    n,
    known,
    (select count(*) from members where inside) as customers,
    others_n,
    others_known,
    n / known as share,
    others_n / nullif(others_known, 0) as others_share
from with_known
where n >= $least
order by share - coalesce(others_share, 0) desc, n desc, trait, value
