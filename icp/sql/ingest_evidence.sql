-- what: what the columns say about how their dates and numbers are written
-- in:   mapped (the text of each field; amount_unit is below 1 where amounts may be cents),
--       written_dates and written_numbers (written, n: how often each text stands there)
-- out:  one row: counts of values that only make sense day first, month first, either way; with a
--       decimal comma, a decimal point, either way; one undecided value of each sort, and one
--       such as 1,234 (either, if no other tells, but thousands as a rule); the currencies; amounts
--       without and with a fraction, if they may be cents; rows that continue an order whose total,
--       date and customer stand in its first row; and the largest discount
with dates as (
    select
        regexp_extract(
            stripped(written),
            '^(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})\b',
            ['a', 'mark', 'b', 'y']
        ) as part,
        written,
        n
    from written_dates
),

-- no where: it would go through all rows before they are grouped
date_votes as (
    select
        coalesce(
            sum(n) filter (part.mark = '.' or try_cast(part.a as integer) > 12), 0
        ) as day_first,
        coalesce(sum(n) filter (try_cast(part.b as integer) > 12), 0) as month_first,
        coalesce(sum(n) filter (part.a <> part.b), 0) as either_date,
        min(written) filter (part.a <> part.b) as date_example
    from dates
),

numbers as (
    select
        case
            when regexp_full_match(written, '-?\d+([.,]\d+)?') then written
            else bare_number(clean_text(written))
        end as written,
        n
    from written_numbers
),

number_votes as (
    select
        coalesce(sum(n) filter (
            regexp_full_match(
                written,
                '[+-]?(\d+,(\d{1,2}|\d{4,})|(0|\d{4,}),\d{3}'
                || '|\d{1,3}(\.\d{3})+,\d*|\d{1,3}(\.\d{3}){2,})'
            )
        ), 0) as comma,
        coalesce(sum(n) filter (
            regexp_full_match(
                written,
                '[+-]?(\d+\.(\d{1,2}|\d{4,})|(0|\d{4,})?\.\d+'
                || '|\d{1,3}(,\d{3})+\.\d*|\d{1,3}(,\d{3}){2,})'
            )
        ), 0) as point,
        coalesce(sum(n) filter (regexp_matches(written, '^-?[1-9]\d{0,2}\.\d{3}$')), 0)
            as either_number,
        min(written) filter (regexp_matches(written, '^-?[1-9]\d{0,2}\.\d{3}$'))
            as number_example,
        min(written) filter (regexp_matches(written, '^[1-9]\d{0,2},\d{3}$'))
            as thousands_example
    from numbers
),

amounts as (
    select clean_text(amount) as amount, n
    from (select amount, count(*) as n from mapped where amount_unit < 1 group by amount)
),

amount_votes as (
    select
        coalesce(sum(n) filter (regexp_full_match(amount, '-?\d+')), 0) as whole_amounts,
        coalesce(sum(n) filter (not regexp_full_match(amount, '-?\d+')), 0) as broken_amounts,
        min(amount) filter (regexp_full_match(amount, '-?\d{3,}')) as amount_example
    from amounts
),

money as (
    select coalesce(
        list_sort(list(distinct upper(clean_text(currency))) filter (clean_text(currency) <> '')),
        []
    ) as currencies
    from (select distinct currency from mapped)
),

discounts as (
    select max(coalesce(
        parse_number(clean_text(discount), false), parse_number(clean_text(discount), true)
    ))::double as largest_discount
    from (select distinct discount from mapped)
),

continuing as (
    select count(*) as continued
    from mapped
    where
        has_amount
        and not amount_pointed
        and (amount is null or amount < '!' or amount > '~')  -- spares most rows the rest
        and stripped(concat(amount, customer_id, customer_name, order_on)) = ''
        and clean_text(order_id) is not null
)

select
    date_votes.*,
    number_votes.*,
    money.currencies,
    amount_votes.*,
    continuing.continued,
    discounts.largest_discount
from date_votes
cross join number_votes
cross join money
cross join amount_votes
cross join continuing
cross join discounts
