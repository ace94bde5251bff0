-- what: what the columns say about how their dates and numbers are written
-- in:   mapped (dates and numbers: lists of the row's text values; the text of other fields)
-- out:  one row: counts of values that only make sense day first, month first, either way; with a
--       decimal comma, a decimal point, either way; one undecided value of each sort; the
--       currencies; amounts without and with a fraction; rows that continue an order whose total,
--       date and customer stand in its first row; and the largest discount
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
        count(*) filter (regexp_full_match(
                written, '[+-]?(\d+,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3})+,\d*)'
            )) as comma,
        count(*) filter (
            regexp_full_match(
                written, '[+-]?(\d+\.(\d{1,2}|\d{4,})|\d{1,3}(,\d{3})+\.\d*|0?\.\d+)'
            )
        ) as point,
        count(*) filter (regexp_matches(written, '^-?[1-9]\d{0,2}\.\d{3}$')) as either_number,
        any_value(written) filter (regexp_matches(written, '^-?[1-9]\d{0,2}\.\d{3}$'))
            as number_example
    from numbers
    where written is not null
),

money as (
    select
        upper(clean_text(currency)) as currency,
        clean_text(amount) as amount,
        parse_number(clean_text(discount), false) as discount,
        has_amount
        and clean_text(order_id) is not null
        and coalesce(
            clean_text(customer_id),
            clean_text(customer_name),
            clean_text(order_on),
            clean_text(amount)
        ) is null as continued
    from mapped
)

select
    *,
    (
        select coalesce(list_sort(list(distinct currency) filter (currency is not null)), [])
        from money
    ) as currencies,
    (select count(*) from money where regexp_full_match(amount, '-?\d+')) as whole_amounts,
    (
        select count(*) from money where amount is not null and not regexp_full_match(amount, '-?\d+')
    ) as broken_amounts,
    (select any_value(amount) from money where regexp_full_match(amount, '-?\d{3,}'))
        as amount_example,
    (select count(*) from money where continued) as continued,
    (select max(discount)::double from money) as largest_discount
from date_votes
cross join number_votes
