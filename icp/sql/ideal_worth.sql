-- what: what each customer leaves, and whether it refers
-- in:   customers, customer_facts, feedback, latest_judgements, $as_of
-- out:  one row per customer, by customer_id: name, margin (revenue of the 12 months before as_of
--       less what it cost; null where a cost is unknown), referrals (customers it sent, at least 1
--       where somebody said that it refers; null where nothing is known of any referral), nps (the
--       latest answer)
with people as materialized (
    select customer_id, name, bare_name(name) as bare, referred_by, nps
    from customers
),

names as (
    select bare, min(customer_id) as customer_id
    from people
    group by bare
    having count(*) = 1
),

sent as (
    select coalesce(senders.customer_id, names.customer_id) as customer_id, count(*) as customers
    from people
    left join people as senders on senders.customer_id = people.referred_by
    left join names on names.bare = bare_name(people.referred_by)
    where people.referred_by is not null
    group by all
),

told as (
    select customer_id, if(lower(value) = 'yes', 1, 0) as referrals
    from latest_judgements
    where trait = 'Referred us' and value is not null
),

heard as (
    select customer_id, arg_max(nps, coalesce(given_on, date '0001-01-01')) as nps
    from feedback
    where nps is not null and coalesce(given_on <= $as_of::date, true)
    group by customer_id
),

recorded as (
    select if(count(referred_by) > 0, 0, null) as none
    from people
)

select
    people.customer_id,
    people.name,
    (facts.money - facts.cost)::double as margin,
    coalesce(greatest(sent.customers, told.referrals), recorded.none)::double as referrals,
    coalesce(heard.nps, people.nps)::double as nps
from people
cross join recorded
left join customer_facts($as_of::date, 'net', 12) as facts
    on facts.customer_id = people.customer_id
left join sent on sent.customer_id = people.customer_id
left join told on told.customer_id = people.customer_id
left join heard on heard.customer_id = people.customer_id
order by people.customer_id
