-- what: what became of a wide report
-- in:   gathered (row_no, refusal, cells; name_at: where the customer stands)
-- out:  one row: amounts and refused rows, amounts, rows with an amount, their customers, refused
select
    count(*) as everything,
    count(*) filter (refusal is null) as amounts,
    count(distinct row_no) filter (refusal is null) as rows_with_amounts,
    count(distinct cells[name_at]) filter (refusal is null) as customers,
    count(*) filter (refusal is not null) as refused
from gathered
