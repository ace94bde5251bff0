-- what: why rows stay out
-- in:   $file (the typed rows of a customer list)
-- out:  one row per reason, most rows first; amount is null, there is none
with reasons as (
    select row_no, unnest(list_distinct([problem.reason for problem in problems])) as reason
    from read_parquet($file)
)

select reason, count(*) as rows, null::double as amount
from reasons
group by reason
order by rows desc, reason
