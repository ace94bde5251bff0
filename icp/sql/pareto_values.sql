-- what: what each customer of the window is worth, before the cost to serve them
-- in:   customer_facts, $as_of, $revenue ('net' or 'sales'), $window_months (null = all)
-- out:  one row per customer with an order in the window ('sales': with a purchase), by
--       customer_id; revenue and margin (less direct cost, null where that is not known of every
--       order) in the file's currency, orders = purchases, payment = days late on average,
--       late_days = their sum (both null without a payment)
select
    customer_id,
    name,
    money::double as revenue,
    (money - cost)::double as margin,
    purchases as orders,
    days_late as payment,
    days_late * payments as late_days
from customer_facts($as_of::date, $revenue, $window_months)
where $revenue = 'net' or purchases > 0
order by customer_id
