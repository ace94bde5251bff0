-- what: the rows of a file of orders as values, or the reasons why a row cannot be one
-- in:   mapped (row_no, refusal, how it is written, why it is ruled out, and the text of each
--       field of fields.ORDERS)
-- out:  one row per row of the file; amount in the file's currency; problems = why it is refused,
--       doubts = values that count as unknown
with cleaned as (
    select
        row_no,
        refusal,
        day_first,
        decimal_comma,
        has_amount,
        wanted_currency,
        amount_unit,
        discount_unit,
        ruled_where,
        ruled_value,
        ruled_reason,
        clean_text(customer_id) as id,
        clean_text(customer_name) as customer_name,
        clean_text(order_id) as order_id,
        clean_text(order_on) as order_text,
        clean_text(amount) as amount_text,
        clean_text(quantity) as quantity_text,
        clean_text(unit_price) as price_text,
        clean_text(cost) as cost_text,
        upper(clean_text(currency)) as currency,
        clean_text(product) as product,
        clean_text(revenue_kind) as kind_text,
        clean_text(due_on) as due_text,
        clean_text(paid_on) as paid_text,
        coalesce(
            regexp_matches(clean_text(transaction_type), '^(credit|refund)', 'i'), false
        ) as is_credit,
        clean_text(refund) as refund_text,
        clean_text(discount) as discount_text
    from mapped
),

parsed as (
    select
        *,
        coalesce(id, customer_name) as customer_id,
        if(refund_text is null, 0, parse_number(refund_text, decimal_comma)) as refunded,
        if(
            discount_text is null,
            1,
            1 - try(
                parse_number(discount_text, decimal_comma)::decimal(12, 6) * discount_unit
            )
        ) as price_share,
        parse_date(order_text, day_first) as order_on,
        case
            when has_amount then parse_number(amount_text, decimal_comma)
            else try(
                parse_number(quantity_text, decimal_comma)
                * parse_number(price_text, decimal_comma)
                * price_share
            )
        end as written,
        case
            when lower(kind_text) in ('recurring', 'subscription', 'contract') then 'recurring'
            when lower(kind_text) in ('project', 'service', 'services') then 'project'
            when lower(kind_text) in ('resale', 'hardware', 'product') then 'resale'
        end as revenue_kind,
        try_cast(parse_number(cost_text, decimal_comma) as decimal(18, 4)) as cost,
        parse_date(due_text, day_first) as due_on,
        parse_date(paid_text, day_first) as paid_on
    from cleaned
),

netted as (
    select
        *,
        try_cast(
            try((if(is_credit, -abs(written), written) - refunded) * amount_unit)
            as decimal(18, 4)
        ) as amount
    from parsed
),

judged as (
    select
        *,
        case
            when refusal is not null
                then [{
                    'field': null::varchar,
                    'value': coalesce(id, customer_name),
                    'reason': refusal
                }]
            when regexp_matches(coalesce(id, customer_name), '^(grand |sub)?total\b', 'i')
                then [{
                    'field': 'customer_id',
                    'value': coalesce(id, customer_name),
                    'reason': 'a total row'
                }]
            when ruled_reason is not null
                then [{'field': ruled_where, 'value': ruled_value, 'reason': ruled_reason}]
            when currency is distinct from coalesce(wanted_currency, currency)
                then [{
                    'field': 'currency',
                    'value': currency,
                    'reason': if(
                        currency is null,
                        'no currency, and the others are in ',
                        'not in '
                    ) || wanted_currency
                }]
            else list_filter(
                [
                    if(customer_id is null, {
                        'field': 'customer_id', 'value': id, 'reason': 'no customer'
                    }, null),
                    if(order_on is null, {
                        'field': 'order_on',
                        'value': order_text,
                        'reason': if(order_text is null, 'no date', 'not a date we can read')
                    }, null),
                    if(refunded is null, {
                        'field': 'refund',
                        'value': refund_text,
                        'reason': 'not an amount we can read'
                    }, null),
                    if(price_share is null and not has_amount, {
                        'field': 'discount',
                        'value': discount_text,
                        'reason': 'not a discount we can read'
                    }, null),
                    if(amount is null and refunded is not null and (
                        has_amount or price_share is not null
                    ), {
                        'field': coalesce(ruled_where, if(has_amount, 'amount', 'unit_price')),
                        'value': if(
                            has_amount, amount_text, concat_ws(' x ', quantity_text, price_text)
                        ),
                        'reason': if(
                            coalesce(amount_text, quantity_text, price_text) is null,
                            'no amount',
                            'not an amount we can read'
                        )
                    }, null)
                ],
                lambda problem: problem is not null
            )
        end as problems,
        list_filter(
            [
                if(cost is null and cost_text is not null, {
                    'field': 'cost', 'value': cost_text
                }, null),
                if(due_on is null and due_text is not null, {
                    'field': 'due_on', 'value': due_text
                }, null),
                if(paid_on is null and paid_text is not null, {
                    'field': 'paid_on', 'value': paid_text
                }, null),
                if(revenue_kind is null and kind_text is not null, {
                    'field': 'revenue_kind', 'value': kind_text
                }, null)
            ],
            lambda doubt: doubt is not null
        ) as doubts
    from netted
)

select
    row_no,
    order_id,
    customer_id,
    customer_name,
    order_on,
    amount,
    currency,
    product,
    revenue_kind,
    cost,
    due_on,
    paid_on,
    problems,
    doubts
from judged
