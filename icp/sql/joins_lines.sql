-- what: each order line with the customer, date and other facts of its order
-- in:   gathered (part: 'lines' or 'orders'; row_no, refusal, cells: the row's text; order_id: the
--       order number in it; order_header: its name among the lines; orders_name: the file of
--       the orders; kept: which cells of an order its lines take over)
-- out:  one row per line: row_no, refusal, cells (the line's, then those of its order), and where
--       the order is not known ruled_where, ruled_value, ruled_reason
with orders as (
    select
        order_id,
        min_by(list_select(cells, kept), row_no) as facts,
        min_by(refusal, row_no) as refusal,
        min(cells) <> max(cells) as is_unclear
    from gathered
    where part = 'orders' and order_id is not null
    group by order_id
),

reasoned as (
    select
        lines.*,
        orders.facts,
        case
            when lines.refusal is not null then null
            when lines.order_id is null then 'no order number'
            when orders.order_id is null then 'no such order in ' || lines.orders_name
            when orders.refusal is not null
                then 'its order is left out of ' || lines.orders_name || ': ' || orders.refusal
            when orders.is_unclear
                then 'its order stands in ' || lines.orders_name || ' more than once, differently'
        end as reason
    from gathered as lines
    left join orders on orders.order_id = lines.order_id
    where lines.part = 'lines'
)

select
    row_no,
    refusal,
    if(reason is null, null, order_header) as ruled_where,
    if(reason is null, null, order_id) as ruled_value,
    reason as ruled_reason,
    cells || coalesce(if(reason is null, facts, null), list_transform(kept, lambda one: null))
        as cells
from reasoned
