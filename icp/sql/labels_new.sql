-- what: a number for each customer that has none yet, in an order that tells nothing
-- in:   customers, deal_rows, feedback_rows, meta
-- out:  client_numbers
insert into client_numbers
with everyone as (
    select customer_id from customers
    union
    select kept_customer(customer_id) from deal_rows where customer_id is not null
    union
    select kept_customer(customer_id) from feedback_rows
),

fresh as (
    select customer_id, md5(meta.label || chr(0) || customer_id) as place
    from everyone
    anti join client_numbers using (customer_id)
    cross join meta
)

select
    customer_id,
    (select coalesce(max(number), 0) from client_numbers)
    + row_number() over (order by place, customer_id)
from fresh
