-- what: what became of the orders whose lines were joined
-- in:   gathered (part: 'lines' or 'orders', refusal, order_id)
-- out:  one row: orders, those that can be read and have no line, rows of orders that are refused
with orders as (
    select order_id, bool_and(refusal is null) as is_good
    from gathered
    where part = 'orders' and order_id is not null
    group by order_id
),

lines as (
    select distinct order_id
    from gathered
    where part = 'lines' and order_id is not null
)

select
    count(*) as orders,
    count(*) filter (is_good and lines.order_id is null) as without_lines,
    (select count(*) from gathered where part = 'orders' and refusal is not null) as refused
from orders
left join lines on lines.order_id = orders.order_id
