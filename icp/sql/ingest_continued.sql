-- what: further lines of an order whose customer, date and total stand in its first row only
-- in:   mapped
-- out:  mapped, with the order's customer, date, currency and status in its further lines, which
--       bring no amount or tax of their own
with judged as (
    select
        *,
        clean_text(order_id) is not null
        and coalesce(
            clean_text(customer_id),
            clean_text(customer_name),
            clean_text(order_on),
            clean_text(amount)
        ) is null as continues
    from mapped
)

select
    * exclude (continues) replace (
        if(continues, first_value(customer_id) over rows_of_order, customer_id) as customer_id,
        if(continues, first_value(customer_name) over rows_of_order, customer_name)
            as customer_name,
        if(continues, first_value(order_on) over rows_of_order, order_on) as order_on,
        if(continues, first_value(currency) over rows_of_order, currency) as currency,
        if(continues, first_value(ruled_where) over rows_of_order, ruled_where) as ruled_where,
        if(continues, first_value(ruled_value) over rows_of_order, ruled_value) as ruled_value,
        if(continues, first_value(ruled_reason) over rows_of_order, ruled_reason) as ruled_reason,
        if(continues, '0', amount) as amount,
        if(continues, null, tax) as tax
    )
from judged
window rows_of_order as (partition by order_id order by continues, row_no)
