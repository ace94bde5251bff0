-- what: what each customer did on each day: orders on the day of their first line, payments on
--       the day they came in
-- in:   current_lines
-- out:  one row per customer and day; money in the file's currency. purchases = orders with a
--       positive total, projects = purchases with project or resale work in them, net = everything,
--       sales = positive orders only, days_late = days after the due date summed over payments,
--       never below 0
insert into customer_day
with orders as (
    select
        customer_id,
        min(order_on) as day,
        sum(amount) as amount,
        sum(amount) filter (revenue_kind = 'recurring') as recurring,
        sum(amount) filter (revenue_kind = 'project') as project,
        sum(amount) filter (revenue_kind = 'resale') as resale,
        sum(cost) as cost,
        max(due_on) as due_on,
        max(paid_on) as paid_on
    from current_lines
    group by customer_id, order_id
),

ordered as (
    select
        customer_id,
        day,
        count(*) as orders,
        count(*) filter (amount > 0) as purchases,
        count(*) filter (amount > 0 and coalesce(project, 0) + coalesce(resale, 0) > 0) as projects,
        sum(amount) as net,
        coalesce(sum(amount) filter (amount > 0), 0) as sales,
        coalesce(sum(recurring), 0) as recurring,
        coalesce(sum(project), 0) as project,
        coalesce(sum(resale), 0) as resale,
        sum(cost) as cost,
        0 as payments,
        0 as days_late
    from orders
    group by customer_id, day
),

paid as (
    select
        customer_id,
        paid_on as day,
        0 as orders,
        0 as purchases,
        0 as projects,
        0 as net,
        0 as sales,
        0 as recurring,
        0 as project,
        0 as resale,
        null as cost,
        count(*) as payments,
        sum(greatest(date_diff('day', due_on, paid_on), 0)) as days_late
    from orders
    where amount > 0 and due_on is not null and paid_on is not null
    group by customer_id, paid_on
),

events as (
    select * from ordered
    union all
    select * from paid
)

select
    customer_id,
    day,
    sum(orders),
    sum(purchases),
    sum(projects),
    sum(net),
    sum(sales),
    sum(recurring),
    sum(project),
    sum(resale),
    sum(cost),
    sum(payments),
    sum(days_late)
from events
group by customer_id, day
order by customer_id, day
