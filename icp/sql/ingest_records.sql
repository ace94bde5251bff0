-- what: the rows of a list as they are loaded, or the reasons why a row cannot be
-- in:   mapped (row_no, refusal, why it is ruled out, the value of each field, id, who and thing =
--       what the row is, typed_* = the cells that are no text, needs_* = what a row must have,
--       own = the text of the file's other columns)
-- out:  one row per row of the file; problems = why it is refused, doubts = values that count as
--       unknown, both null where there are none
with placed as (
    select
        * replace (list_transform(own, lambda value: clean_text(value)) as own),
        first_value(row_no) over (
            partition by id order by refusal is not null or ruled_reason is not null, row_no
        ) as first_row
    from mapped
),

judged as (
    select
        *,
        case
            when refusal is not null
                then [{'field': null::varchar, 'value': who, 'reason': refusal}]
            -- "Total", "Total: 5", "Total for Birch", but not "Total Care"
            when regexp_matches(who, '^(grand |sub)?totals?\s*($|[^\w\s&]|\d|(for|of|all)\b)', 'i')
                then [{'field': who_field, 'value': who, 'reason': 'a total row'}]
            when ruled_reason is not null
                then [{'field': ruled_where, 'value': ruled_value, 'reason': ruled_reason}]
            when list_contains(needs_met, false)
                then list_transform(
                    list_filter(range(1, len(needs_met) + 1), lambda place: not needs_met[place]),
                    lambda place: {
                        'field': need_fields[place],
                        'value': null::varchar,
                        'reason': need_reasons[place]
                    }
                )
            when row_no > first_row and id is not null and not repeats
                then [{
                    'field': who_field,
                    'value': id,
                    'reason': 'the same ' || thing || ' as in row ' || first_row
                }]
            when currency is distinct from coalesce(wanted_currency, currency)
                and amount is not null
                then [{
                    'field': 'currency',
                    'value': currency,
                    'reason': if(
                        currency is null,
                        'no currency, and the others are in ',
                        'not in '
                    ) || wanted_currency
                }]
            else []
        end as problems,
        list_transform(
            list_filter(
                range(1, len(typed_fields) + 1),
                lambda place: typed_texts[place] is not null and not typed_known[place]
            ),
            lambda place: {'field': typed_fields[place], 'value': typed_texts[place]}
        ) as doubts
    from placed
)

select
    * exclude (
        refusal,
        ruled_where,
        ruled_value,
        ruled_reason,
        who,
        who_field,
        thing,
        repeats,
        wanted_currency,
        typed_fields,
        typed_texts,
        typed_known,
        need_fields,
        need_reasons,
        needs_met,
        first_row
    ) replace (written_reasons(problems) as problems, written_reasons(doubts) as doubts)
from judged
