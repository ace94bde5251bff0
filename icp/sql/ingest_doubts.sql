-- what: values of rows that are loaded which could not be read and count as unknown
-- in:   $file (the typed rows)
-- out:  one row per field: n, and the first such value with its row
with doubts as (
    select row_no, unnest(listed_reasons(doubts)) as doubt
    from read_parquet($file)
    where problems is null and doubts is not null
)

select
    doubt.field as field,
    count(*) as n,
    min_by(doubt.value, row_no) as example,
    min(row_no) as row_no
from doubts
group by field
order by field
