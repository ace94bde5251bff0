-- what: why rows stay out, with the money they would have brought
-- in:   $file (the typed rows)
-- out:  one row per reason, most rows first; amount in the file's currency, null where none of the
--       rows has a readable amount
with reasons as (
    select
        row_no,
        amount,
        unnest(list_distinct([one.reason for one in listed_reasons(problems)])) as reason
    from read_parquet($file)
    where problems is not null
)

select reason, count(*) as rows, sum(amount)::double as amount
from reasons
group by reason
order by rows desc, reason
