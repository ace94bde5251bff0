-- what: what each customer bought of each service
-- in:   current_lines
-- out:  one row per customer and service; net in the file's currency
insert into customer_services
select customer_id, service, sum(amount) as net, count(distinct order_id) as orders
from current_lines
where service is not null
group by customer_id, service
order by customer_id, service
