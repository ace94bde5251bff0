-- what: the whole of a workspace in a few figures
-- in:   customers, customer_day, order_lines, meta
-- out:  one row: customers, with_orders, orders, first_on, last_on, months (calendar months from the
--       first order to the last), net in the currency (null where no file named one)
with ordered as (
    select *
    from customer_day
    where orders > 0
)

select
    (select count(*) from customers) as customers,
    count(distinct customer_id) as with_orders,
    coalesce(sum(orders), 0)::bigint as orders,
    min(day) as first_on,
    max(day) as last_on,
    coalesce(date_diff('month', min(day), max(day)) + 1, 0) as months,
    coalesce(sum(net), 0)::double as net,
    coalesce((select currency from meta), (select max(currency) from order_lines)) as currency
from ordered
