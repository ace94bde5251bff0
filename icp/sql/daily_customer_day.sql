-- what: what each customer did on each day: orders on the day of their first line, payments on
--       the day they came in
-- in:   current_lines, billed_customers, $kinds, $costs and $payments (whether any line knows of
--       one: a sum of nothing but unknowns costs as much as one of amounts)
-- out:  one row per customer and day; money in the file's currency. purchases = orders with a
--       positive total, projects = purchases with project or resale work in them, net = everything,
--       sales = positive orders only, days_late = days after the due date summed over payments,
--       never below 0; place = that of billed_customers; waited = days since the customer's day of
--       purchase before this one, project_waited = since that with project or resale work, each
--       null on other days and on the first
insert into customer_day
with orders as (
    select
        customer_id,
        min(order_on) as day,
        sum(amount)::decimal(18, 4) as amount,
        if($kinds, sum(amount) filter (revenue_kind = 'recurring'), null)::decimal(18, 4)
            as recurring,
        if($kinds, sum(amount) filter (revenue_kind = 'project'), null)::decimal(18, 4) as project,
        if($kinds, sum(amount) filter (revenue_kind = 'resale'), null)::decimal(18, 4) as resale,
        if($costs, sum(cost), null)::decimal(18, 4) as cost,
        if($payments, max(due_on), null) as due_on,
        if($payments, max(paid_on), null) as paid_on
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
        if($kinds, sum(recurring), 0) as recurring,
        if($kinds, sum(project), 0) as project,
        if($kinds, sum(resale), 0) as resale,
        if($costs, sum(cost), null) as cost
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
),

days as (
    select
        customer_id,
        day,
        coalesce(ordered.orders, 0) as orders,
        coalesce(ordered.purchases, 0) as purchases,
        coalesce(ordered.projects, 0) as projects,
        coalesce(ordered.net, 0) as net,
        coalesce(ordered.sales, 0) as sales,
        coalesce(ordered.recurring, 0) as recurring,
        coalesce(ordered.project, 0) as project,
        coalesce(ordered.resale, 0) as resale,
        ordered.cost,
        coalesce(paid.payments, 0) as payments,
        coalesce(paid.days_late, 0) as days_late
    from ordered
    full join paid using (customer_id, day)
)

select
    days.*,
    billed.place,
    if(
        purchases > 0, day - lag(if(purchases > 0, day, null) ignore nulls) over by_day, null
    ) as waited,
    if(
        $kinds,
        if(projects > 0, day - lag(if(projects > 0, day, null) ignore nulls) over by_day, null),
        null
    ) as project_waited
from days
join billed_customers as billed using (customer_id)
window by_day as (partition by billed.place order by day)
order by billed.place, day  -- the places are by customer_id, and quicker to sort
