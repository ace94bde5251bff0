-- what: the customers that have an order, with the name of their newest order
-- in:   current_lines
-- out:  one row per customer, place by customer_id from 0; name is null where no order gives one;
--       the first days are told by daily_first_days.sql
insert into billed_customers (customer_id, name, place)
select
    customer_id,
    max_by(customer_name, (order_on, row_no)) filter (customer_name is not null) as name,
    row_number() over (order by customer_id) - 1 as place
from current_lines
group by customer_id
order by customer_id
