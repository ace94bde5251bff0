-- what: rows that equal an earlier one are refused
-- in:   packed (row_no, refusal, the staged columns, cells: their text as one list)
-- out:  the same rows without cells
select
    * exclude (cells) replace (
        coalesce(
            refusal,
            if(
                row_number() over (partition by cells, refusal is null order by row_no) > 1,
                'repeats an earlier row',
                null
            )
        ) as refusal
    )
from packed
