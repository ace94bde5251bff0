-- what: what the cohorts do not tell
-- in:   customer_day, customers, $as_of
-- out:  one row: first_on = the first order; refunds_only = customers without any purchase, who are
--       in no cohort; earlier = customers who began in a month before that of their first purchase,
--       as the customer list says
with firsts as (
    select
        customer_id,
        min(day) as first_on,
        min(day) filter (purchases > 0) as bought_on
    from customer_day
    where day <= $as_of::date and orders > 0
    group by customer_id
)

select
    min(firsts.first_on) as first_on,
    count(*) filter (firsts.bought_on is null) as refunds_only,
    count(*) filter (customers.customer_since < date_trunc('month', firsts.bought_on)) as earlier
from firsts
left join customers on customers.customer_id = firsts.customer_id
