-- what: how many different products each customer bought on each day, by when they last bought them
-- in:   current_lines
-- out:  one row per customer, day and last_day (null = never before); products have a name and
--       stand on a positive line of a purchase; the day is that of the order
insert into product_day
with purchases as (
    select customer_id, order_id, min(order_on) as day
    from current_lines
    group by customer_id, order_id
    having sum(amount) > 0
),

bought as (
    select lines.customer_id, lines.product, purchases.day
    from current_lines as lines
    inner join purchases
        on purchases.customer_id = lines.customer_id and purchases.order_id = lines.order_id
    where lines.product is not null and lines.amount > 0
),

-- a product twice on one day is followed by that day, which no window holds without the first
followed as (
    select
        customer_id,
        day,
        lag(day) over (partition by customer_id, product order by day) as last_day
    from bought
)

select customer_id, day, last_day, count(*) as products
from followed
group by customer_id, day, last_day
order by customer_id, day
