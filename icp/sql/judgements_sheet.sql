-- what: the customers worth filling in what billing doesn't know
-- in:   customer_facts, $as_of, $top and $quiet (how many of each)
-- out:  one row per customer, by customer_id: "group" ('top' = most revenue in the 12 months before
--       as_of; 'quiet' = the longest silent of the larger half by all revenue, nothing bought for 6
--       months), money in the file's currency (12 months for top, all time for quiet), last_on;
--       the largest first, then the longest silent
with recent as (
    select customer_id, name, money, last_on
    from customer_facts($as_of::date, 'net', 12)
    where money > 0
),

top as (
    select 'top' as "group", *, row_number() over (order by money desc, customer_id) as place
    from recent
    qualify place <= $top
),

ever as (
    select customer_id, name, money, last_on, percent_rank() over (order by money) as share_below
    from customer_facts($as_of::date, 'net', null)
    where purchases > 0
),

silent as (
    select
        'quiet' as "group",
        ever.* exclude (share_below),
        row_number() over (order by last_on, money desc, customer_id) as place
    from ever
    anti join top on top.customer_id = ever.customer_id
    where share_below >= 0.5 and last_on < $as_of::date - to_months(6)
    qualify place <= $quiet
)

select "group", customer_id, name, money::double as money, last_on
from (select * from top union all select * from silent)
order by "group" desc, place
