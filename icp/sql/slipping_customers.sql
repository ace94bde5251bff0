-- what: since when each customer buys, and signs that stand beside their bills
-- in:   customer_day, billed_customers, customers, feedback, $as_of
-- out:  one row per customer with a purchase up to as_of, by customer_id; place = theirs in
--       billed_customers; first_on and last_on of purchases, seen_months = whole months since
--       first_on; nps = the latest answer, nps_before = the one before it
with answers as (
    select customer_id, list(nps::double order by given_on desc, import_id desc)[:2] as latest
    from feedback
    where nps is not null and coalesce(given_on <= $as_of::date, true)
    group by customer_id
),

bought as (
    select place, max(day) as last_on
    from customer_day
    where day <= $as_of::date and purchases > 0
    group by place
)

select
    billed.customer_id,
    billed.place,
    customers.name,
    billed.first_purchase_on as first_on,
    bought.last_on,
    datesub('month', first_on, $as_of::date)::integer as seen_months,
    coalesce(answers.latest[1], customers.nps::double) as nps,
    answers.latest[2] as nps_before
from bought
join billed_customers as billed on billed.place = bought.place
join customers on customers.customer_id = billed.customer_id
left join answers on answers.customer_id = billed.customer_id
order by billed.customer_id
