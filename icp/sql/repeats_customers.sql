-- what: customers that are one only because the blanks around them are taken off
-- in:   written_ids (written: the customer as it stands in the file)
-- out:  one row: customers, and the first of them by name
with padded as (
    select distinct written, clean_text(written) as customer
    from written_ids
    where not is_trim(written)  -- spares most rows the rest
),

kinds as (
    select customer, written
    from padded
    where customer is not null
    union
    select written, written
    from written_ids
    where written in (select customer from padded)
),

several as (
    select customer
    from kinds
    group by customer
    having count(*) > 1
)

select count(*) as customers, min(customer) as example
from several
