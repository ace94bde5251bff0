-- what: what each customer ordered in the window that ends with as_of
-- in:   customer_day, customers, $as_of, $revenue ('net' or 'sales'), $window_months (null = all)
-- out:  one row per customer with an order in the window, by customer_id; see customer_facts
select *
from customer_facts($as_of::date, $revenue, $window_months)
order by customer_id
