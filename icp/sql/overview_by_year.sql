-- what: orders, customers and money in each calendar year
-- in:   customer_day
-- out:  one row per year with an order, oldest first; net in the file's currency
select
    year(day)::integer as year,
    sum(orders)::bigint as orders,
    count(distinct customer_id) as customers,
    sum(net)::double as net
from customer_day
where orders > 0
group by year(day)
order by year
