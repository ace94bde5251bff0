-- what: the staged rows with what was edited by hand laid over them
-- in:   $file (the staged rows), $row_nos, $places (of the column, from 1) and $texts: one of each
--       per edited cell
-- out:  one row per row of the file: row_no, refusal (none for an edited row), cells
with edits as (
    select
        unnest($row_nos::bigint[]) as row_no,
        unnest($places::integer[]) as place,
        unnest($texts::varchar[]) as text
),

edited as (
    select row_no, map(list(place), list(text)) as texts
    from edits
    group by row_no
),

staged as (
    select row_no, refusal, list_value(*columns('^c\d+$'))::varchar[] as cells
    from read_parquet($file)
)

select
    staged.row_no,
    if(edited.row_no is null, staged.refusal, null) as refusal,
    if(
        edited.row_no is null,
        staged.cells,
        list_transform(staged.cells, lambda cell, place: coalesce(edited.texts[place], cell))
    ) as cells
from staged
left join edited on edited.row_no = staged.row_no
