-- what: what each customer did on each day: orders on the day of their first line, payments on
--       the day they came in
-- in:   current_lines, billed_customers
-- out:  one row per customer and day; money in the file's currency. purchases = orders with a
--       positive total, projects = purchases with project or resale work in them, net = everything,
--       sales = positive orders only, days_late = days after the due date summed over payments,
--       never below 0
insert into customer_day
with orders as (
    select
        customer_id,
        min(order_on) as day,
        sum(amount)::decimal(18, 4) as amount,
        sum(amount) filter (revenue_kind = 'recurring')::decimal(18, 4) as recurring,
        sum(amount) filter (revenue_kind = 'project')::decimal(18, 4) as project,
        sum(amount) filter (revenue_kind = 'resale')::decimal(18, 4) as resale,
        sum(cost)::decimal(18, 4) as cost,
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
        sum(amount) filter (amount > 0) as sales,
        sum(recurring) as recurring,
        sum(project) as project,
        sum(resale) as resale,
        sum(cost) as cost
    from orders
    group by customer_id, day
),

paid as (
    select
        customer_id,
        paid_on as day,
        count(*) as payments,
        sum(greatest(date_diff('day', due_on, paid_on), 0)) as days_late
    from orders
    where amount > 0 and due_on is not null and paid_on is not null
    group by customer_id, paid_on
)

select
    customer_id,
    day,
    coalesce(ordered.orders, 0),
    coalesce(ordered.purchases, 0),
    coalesce(ordered.projects, 0),
    coalesce(ordered.net, 0),
    coalesce(ordered.sales, 0),
    coalesce(ordered.recurring, 0),
    coalesce(ordered.project, 0),
    coalesce(ordered.resale, 0),
    ordered.cost,
    coalesce(paid.payments, 0),
    coalesce(paid.days_late, 0),
    billed.place
from ordered
full join paid using (customer_id, day)
join billed_customers as billed using (customer_id)
order by customer_id, day
