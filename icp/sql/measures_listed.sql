-- what: what the customer list says of each customer beside names and sizes
-- in:   customers
-- out:  one row per customer of whom anything is known: payment_terms and testimonial as written in
--       lower case, nps
select
    customer_id,
    lower(trim(payment_terms)) as payment_terms,
    lower(trim(testimonial)) as testimonial,
    nps::double as nps
from customers
where coalesce(payment_terms, testimonial, nps::varchar) is not null
order by customer_id
