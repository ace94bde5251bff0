-- what: a report with a column for each period as one row for each amount in it
-- in:   gathered (row_no, refusal, cells: the row's text; name_at: where the customer stands;
--       places, headers, days, keys: of the columns that are periods; kept: of those that stay)
-- out:  row_no, refusal, ruled_where (the header of the amount, for refusals), ruled_value,
--       ruled_reason, cells: those kept, then order number, day and amount. A blank or zero cell
--       gives no row; a row that is refused gives one. A sub-customer bears its customer's name
with named as (
    select
        *,
        clean_text(cells[name_at]) as name,
        list_filter(
            list_zip(headers, days, keys, list_select(cells, places)),
            lambda one: clean_text(one[4]) is not null
                and not regexp_full_match(bare_number(clean_text(one[4])), '[+-]?0+([.,]0*)?')
        ) as amounts
    from gathered
),

-- "Total for Acme" ends the customers that "Acme" began
closing as (
    select row_no, regexp_extract(name, '^total (?:for )?(.+)$', 1, 'i') as opened
    from named
    where regexp_matches(name, '^total .', 'i')
),

families as (
    select closing.row_no as last_row, max(named.row_no) as first_row, any_value(named.name) as name
    from closing
    inner join named on named.name = closing.opened and named.row_no < closing.row_no
    group by closing.row_no
),

judged as (
    select
        named.*,
        min_by(families.name, families.first_row) as family,
        bool_or(families.last_row = named.row_no) as ends_family,
        bool_or(families.first_row = named.row_no) as begins_family
    from named
    left join families on named.row_no between families.first_row and families.last_row
    group by all
),

reasoned as (
    select
        *,
        case
            when refusal is not null then refusal
            when regexp_matches(name, '^(((grand |sub)?total)|sum|summe|gesamt(summe)?)$', 'i')
                or ends_family
                then 'a total row'
            when name is null and len(amounts) > 0 then 'no customer'
            when begins_family and len(amounts) = 0 then 'the heading of a group'
        end as reason
    from judged
)

select
    row_no,
    reason as refusal,
    amount[1] as ruled_where,
    null::varchar as ruled_value,
    null::varchar as ruled_reason,
    list_select(list_concat(cells[:name_at - 1], [customer], cells[name_at + 1:]), kept)
        || [customer || ', ' || amount[3], amount[2], amount[4]] as cells
from (
    select
        *,
        if(reason is null, coalesce(family, name), name) as customer,
        unnest(if(reason is null, amounts, [null])) as amount
    from reasoned
)
