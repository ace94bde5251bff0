-- what: what the cohorts do not tell
-- in:   billed_customers, customers, $as_of
-- out:  one row: first_on = the first order; refunds_only = customers without any purchase, who are
--       in no cohort; earlier = customers who began in a month before that of their first purchase,
--       as the customer list says
select
    min(billed.first_order_on) as first_on,
    count(*) filter (billed.first_purchase_on > $as_of::date or billed.first_purchase_on is null)
        as refunds_only,
    count(*) filter (
        billed.first_purchase_on <= $as_of::date
        and customers.customer_since < date_trunc('month', billed.first_purchase_on)
    ) as earlier
from billed_customers as billed
join customers on customers.customer_id = billed.customer_id
where billed.first_order_on <= $as_of::date
