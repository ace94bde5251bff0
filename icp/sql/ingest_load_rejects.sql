-- what: keep the rows that were refused, each with its reasons
-- in:   $file (the typed rows), $import_id, $fields and $headers (which column is which field), $sheets
--       and $before (how many rows stand before each of several sheets)
-- out:  rejects: one row per reason
insert into rejects
with problems as (
    select row_no, unnest(listed_reasons(problems)) as problem
    from read_parquet($file)
    where problems is not null
),

headers as (
    select unnest($fields::varchar[]) as field, unnest($headers::varchar[]) as header
),

sheets as (
    select unnest($sheets::varchar[]) as name, unnest($before::bigint[]) as before
)

select
    $import_id,
    problems.row_no,
    coalesce(headers.header, problem.field),
    problem.value,
    problem.reason || coalesce(
        ' (sheet "' || sheets.name || '", row ' || problems.row_no - sheets.before || ')', ''
    )
from problems
left join headers on headers.field = problem.field
asof left join sheets on sheets.before < problems.row_no
