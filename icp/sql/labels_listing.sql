-- what: every text that a customer goes by, with the customer's number
-- in:   client_numbers, customers, customer_alias, deals
-- out:  one row per text: written, customer_id, number
with texts as (
    select customer_id as written, customer_id from client_numbers
    union all
    select name, customer_id from customers
    union all
    select written_id, kept_id from customer_alias
    union all
    select customer_name, customer_id from deals
)

select texts.written, arg_min(texts.customer_id, number) as customer_id, min(number) as number
from texts
join client_numbers on client_numbers.customer_id = texts.customer_id
where texts.written is not null
group by texts.written
