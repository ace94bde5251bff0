-- what: the rows that are refused, each with its reasons
-- in:   $file (the typed rows), $fields and $headers (which column of the file is which
--       field), $sheets and $before (how many rows stand before each of several sheets)
-- out:  one row per reason: row (as a spreadsheet counts), column (the file's header), value, reason
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
    problems.row_no as "row",
    coalesce(headers.header, problem.field) as "column",
    problem.value as value,
    problem.reason || coalesce(
        ' (sheet "' || sheets.name || '", row ' || problems.row_no - sheets.before || ')', ''
    ) as reason
from problems
left join headers on headers.field = problem.field
asof left join sheets on sheets.before < problems.row_no
order by "row", "column"
