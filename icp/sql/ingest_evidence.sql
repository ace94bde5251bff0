-- what: what the columns say about how their dates and numbers are written
-- in:   mapped (dates and numbers: lists of the row's text values; currency)
-- out:  one row: counts of values that only make sense day first, month first, either way; with a
--       decimal comma, a decimal point, either way; one undecided value of each sort; and the
--       currencies there are
with dates as (
    select clean_text(unnest(dates)) as written
    from mapped
),

date_parts as (
    select
        written,
        regexp_extract(written, '^(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})\b', ['a', 'mark', 'b', 'y'])
            as part
    from dates
    where written is not null
),

date_votes as (
    select
        count(*) filter (part.mark = '.' or part.a::integer > 12) as day_first,
        count(*) filter (part.b::integer > 12) as month_first,
        count(*) filter (part.a <> part.b) as either_date,
        any_value(written) filter (part.a <> part.b) as date_example
    from date_parts
    where part.mark <> ''
),

numbers as (
    select bare_number(clean_text(unnest(numbers))) as written
    from mapped
),

number_votes as (
    select
        count(*) filter (regexp_matches(written, '(,\d{1,2}|,\d{4,}|\.\d{3},\d*)$')) as comma,
        count(*) filter (
            regexp_matches(written, '(\.\d{1,2}|\.\d{4,}|,\d{3}\.\d*|^-?0?\.\d+)$')
        ) as point,
        count(*) filter (regexp_matches(written, '^-?[1-9]\d{0,2}\.\d{3}$')) as either_number,
        any_value(written) filter (regexp_matches(written, '^-?[1-9]\d{0,2}\.\d{3}$'))
            as number_example
    from numbers
    where written is not null
),

money as (
    select upper(clean_text(currency)) as currency
    from mapped
)

select
    *,
    (
        select coalesce(list_sort(list(distinct currency) filter (currency is not null)), [])
        from money
    ) as currencies
from date_votes
cross join number_votes
