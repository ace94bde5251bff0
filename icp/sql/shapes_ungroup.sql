-- what: a report grouped by customer as a plain table: the name that stands alone above its rows
--       is put into each of them
-- in:   gathered (row_no, refusal, cells: the row's text, the group's name in the first)
-- out:  the same rows; headings, totals and what stands below the table refused with their reason
with filled as (
    select
        *,
        clean_text(cells[1]) as first,
        len(list_filter(cells, lambda cell: clean_text(cell) is not null)) as cells_filled
    from gathered
),

marked as (
    select
        *,
        regexp_matches(first, '^(grand |sub)?total\b', 'i') as is_total,
        first is not null and cells_filled = 1 as is_alone,
        lead(first is null) over (order by row_no) as next_is_inside
    from filled
),

named as (
    select
        *,
        last_value(if(is_alone and not is_total and next_is_inside, first, null) ignore nulls)
            over (order by row_no rows between unbounded preceding and current row) as heading
    from marked
)

select
    row_no,
    case
        when refusal is not null then refusal
        when is_total then 'a total row'
        when is_alone and next_is_inside then 'the heading of a group'
        when is_alone then 'a line below the table'
    end as refusal,
    if(first is null, [heading] || cells[2:], cells) as cells
from named
