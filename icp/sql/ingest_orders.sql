-- what: the rows of a file of orders as values, or the reasons why a row cannot be one
-- in:   mapped (row_no, refusal, how it is written, why it is ruled out, the text of each field of
--       fields.ORDERS, and whether all of it is clean or pointed, see reader_uniform)
-- out:  one row per row of the file; amount in the file's currency; problems = why it is refused,
--       doubts = values that count as unknown, both null where there are none
with tidied as (
    select
        * replace (
            if(customer_id_clean, customer_id, clean_text(customer_id)) as customer_id,
            clean_text(customer_name) as customer_name,
            if(order_id_clean, order_id, clean_text(order_id)) as order_id,
            upper(clean_text(currency)) as currency,
            clean_text(product) as product,
            clean_text(revenue_kind) as revenue_kind,
            clean_text(refund) as refund,
            if(tax_off, clean_text(tax), null) as tax,
            clean_text(discount) as discount
        ),
        coalesce(
            regexp_matches(clean_text(transaction_type), '^(credit|refund)', 'i'), false
        ) as is_credit
    from mapped
),

-- most values are written in the usual ways: only the text of the others is looked at closely
usual as (
    select
        *,
        coalesce(customer_id, customer_name) as customer,
        usual_date(order_on, day_first) as usual_order,
        usual_date(due_on, day_first) as usual_due,
        usual_date(paid_on, day_first) as usual_paid,
        usual_number(cost, decimal_comma) as usual_cost,
        case
            when has_amount and refund is null and tax is null and not is_credit and amount_unit = 1
                then if(
                    amount_pointed and not decimal_comma,
                    try_cast(amount as decimal(18, 4)),
                    usual_number(amount, decimal_comma)
                )
        end as usual_amount
    from tidied
),

others as (
    select
        * replace (
            if(usual_order is null, clean_text(order_on), null) as order_on,
            if(usual_due is null, clean_text(due_on), null) as due_on,
            if(usual_paid is null, clean_text(paid_on), null) as paid_on,
            if(usual_cost is null, clean_text(cost), null) as cost,
            if(usual_amount is null, clean_text(amount), null) as amount,
            clean_text(quantity) as quantity,
            clean_text(unit_price) as unit_price
        ),
        if(refund is null, 0, parse_number(refund, decimal_comma)) as refunded,
        if(tax is null, 0, parse_number(tax, decimal_comma)) as taxed,
        if(
            discount is null,
            1,
            1 - try(parse_number(discount, decimal_comma)::decimal(12, 6) * discount_unit)
        ) as price_share
    from usual
),

parsed as (
    select
        *,
        coalesce(usual_order, parse_date(order_on, day_first)) as ordered_on,
        coalesce(usual_due, parse_date(due_on, day_first)) as due_day,
        coalesce(usual_paid, parse_date(paid_on, day_first)) as paid_day,
        coalesce(
            usual_cost, try_cast(parse_number(cost, decimal_comma) as decimal(18, 4))
        ) as costs,
        case
            when usual_amount is not null then null
            when has_amount then parse_number(amount, decimal_comma)
            else try(
                parse_number(quantity, decimal_comma)
                * parse_number(unit_price, decimal_comma)
                * price_share
            )
        end as gross,
        case
            when lower(revenue_kind) in ('recurring', 'subscription', 'contract') then 'recurring'
            when lower(revenue_kind) in ('project', 'service', 'services') then 'project'
            when lower(revenue_kind) in ('resale', 'hardware', 'product') then 'resale'
        end as kind
    from others
),

-- what was paid back holds its part of the tax
untaxed as (
    select
        * replace (
            if(taxed = 0, gross, try(gross - taxed)) as gross,
            if(
                taxed <> 0 and gross <> 0,
                try_cast(refunded * (1 - taxed / gross) as decimal(38, 8)),
                refunded
            ) as refunded
        )
    from parsed
),

netted as (
    select
        *,
        coalesce(
            usual_amount,
            try_cast(
                try((if(is_credit, -abs(gross), gross) - refunded) * amount_unit)
                as decimal(18, 4)
            )
        ) as net
    from untaxed
),

judged as (
    select
        *,
        case
            when refusal is not null
                then one_reason(null, customer, refusal)
            when customer between 'G' and 'u'  -- spares most rows the search
                and regexp_matches(customer, '^(grand |sub)?total\b', 'i')
                then one_reason('customer_id', customer, 'a total row')
            when ruled_reason is not null
                then one_reason(ruled_where, ruled_value, ruled_reason)
            when currency is distinct from coalesce(wanted_currency, currency)
                then one_reason(
                    'currency',
                    currency,
                    if(currency is null, 'no currency, and the others are in ', 'not in ')
                    || wanted_currency
                )
            when customer is not null and ordered_on is not null and net is not null then null
            else to_json(list_filter(
                [
                    if(customer is null, {
                        'field': 'customer_id', 'value': null, 'reason': 'no customer'
                    }, null),
                    if(ordered_on is null, {
                        'field': 'order_on',
                        'value': order_on,
                        'reason': if(
                            order_on is null, 'no date', 'not a date we can read'
                        )
                    }, null),
                    if(refunded is null, {
                        'field': 'refund',
                        'value': refund,
                        'reason': 'not an amount we can read'
                    }, null),
                    if(taxed is null, {
                        'field': 'tax',
                        'value': tax,
                        'reason': 'not a tax we can read'
                    }, null),
                    if(price_share is null and not has_amount, {
                        'field': 'discount',
                        'value': discount,
                        'reason': 'not a discount we can read'
                    }, null),
                    if(net is null and refunded is not null and taxed is not null and (
                        has_amount or price_share is not null
                    ), {
                        'field': coalesce(ruled_where, if(has_amount, 'amount', 'unit_price')),
                        'value': if(
                            has_amount,
                            amount,
                            concat_ws(' x ', quantity, unit_price)
                        ),
                        'reason': if(
                            coalesce(
                                amount, quantity, unit_price
                            ) is null,
                            'no amount',
                            'not an amount we can read'
                        )
                    }, null)
                ],
                lambda problem: problem is not null
            ))::varchar
        end as problems,
        case
            when (costs is not null or cost is null)
                and (due_day is not null or due_on is null)
                and (paid_day is not null or paid_on is null)
                and (kind is not null or revenue_kind is null)
                then null
            else to_json(list_filter(
                [
                    if(costs is null and cost is not null, {
                        'field': 'cost', 'value': cost
                    }, null),
                    if(due_day is null and due_on is not null, {
                        'field': 'due_on', 'value': due_on
                    }, null),
                    if(paid_day is null and paid_on is not null, {
                        'field': 'paid_on', 'value': paid_on
                    }, null),
                    if(kind is null and revenue_kind is not null, {
                        'field': 'revenue_kind', 'value': revenue_kind
                    }, null)
                ],
                lambda doubt: doubt is not null
            ))::varchar
        end as doubts
    from netted
)

select
    row_no,
    order_id,
    customer as customer_id,
    customer_name,
    ordered_on as order_on,
    net as amount,
    currency,
    product,
    kind as revenue_kind,
    costs as cost,
    due_day as due_on,
    paid_day as paid_on,
    problems,
    doubts
from judged
