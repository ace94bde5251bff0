-- what: customers that are one only because the blanks around them are taken off
-- in:   written_ids (written: the customer as it stands in the file)
-- out:  one row: customers, and the first of them by name
with kinds as (
    select clean_text(written) as customer, count(distinct written) as ways
    from (select distinct written from written_ids)
    group by customer
    having customer is not null and ways > 1
)

select count(*) as customers, min(customer) as example
from kinds
