-- what: keep the rows that were refused, each with its reasons
-- in:   $file (the typed rows), $import_id, $fields and $headers (which column is which field)
-- out:  rejects: one row per reason
insert into rejects
with problems as (
    select row_no, unnest(problems) as problem
    from read_parquet($file)
),

headers as (
    select unnest($fields::varchar[]) as field, unnest($headers::varchar[]) as header
)

select
    $import_id,
    problems.row_no,
    coalesce(headers.header, problem.field),
    problem.value, problem.reason
from problems
left join headers on headers.field = problem.field
