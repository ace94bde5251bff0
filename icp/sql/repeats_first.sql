-- what: rows that equal an earlier one are refused
-- in:   packed (row_no, refusal, cells: the row's text)
-- out:  the same rows
select
    row_no,
    coalesce(
        refusal,
        if(
            row_number() over (partition by cells, refusal is null order by row_no) > 1,
            'repeats an earlier row',
            null
        )
    ) as refusal,
    cells
from packed
