-- what: what became of a list of users or devices
-- in:   gathered (refusal, cells, how many a customer has in the last)
-- out:  one row: customers and refused rows, customers, refused rows, users or devices
select
    count(*) as everything,
    count(*) filter (refusal is null) as customers,
    count(*) filter (refusal is not null) as refused,
    coalesce(sum(cells[-1]::bigint), 0)::bigint as counted
from gathered
