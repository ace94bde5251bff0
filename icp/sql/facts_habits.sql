-- what: how often each customer buys in the window that ends with as_of
-- in:   customer_day, $as_of, $window_months (null = all)
-- out:  one row per customer with an order in the window; see customer_facts
select customer_id, first_on, purchases, projects, active_months, months
from customer_facts($as_of::date, 'net', $window_months)
