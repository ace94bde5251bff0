-- what: what is current; remade whenever a workspace is attached
-- in:   the tables of schema.sql
-- out:  customers: one row per known customer; current_lines: one row per order line that counts;
--       current_attributes: one row per customer and own column
-- the newest that is known of each fact: a file that brings one fact leaves the others as they were
create or replace view listed_customers as
select customer_id, arg_max(columns(* exclude (import_id, row_no, customer_id)), import_id)
from customer_rows
group by customer_id;

create or replace view customers as
select
    coalesce(listed.customer_id, billed.customer_id) as customer_id,
    coalesce(listed.name, billed.name, listed.customer_id, billed.customer_id) as name,
    listed.* exclude (customer_id, name)
from listed_customers as listed
full join billed_customers as billed on billed.customer_id = listed.customer_id;

create or replace view current_attributes as
select customer_id, name, arg_max(value, import_id) as value
from attributes
group by customer_id, name;

create or replace view current_lines as
select
    order_lines.* replace (
        in_own_currency(order_lines.amount, rates.rate) as amount,
        in_own_currency(order_lines.cost, rates.rate) as cost
    )
from order_lines
left join rates on rates.currency = order_lines.currency
semi join (
    select order_id, max(import_id) as import_id
    from order_lines
    group by order_id
) as newest on newest.order_id = order_lines.order_id and newest.import_id = order_lines.import_id;

-- what each customer ordered in the window_months before as_of and on as_of itself (null = all up
-- to as_of): one row per customer with an order in it; money in the file's currency by
-- revenue ('net' or 'sales'); recency in days from the last purchase to as_of, null without one;
-- active_months = calendar months with a purchase, months = calendar months from the first purchase
-- ever to the day before as_of, both at most window_months; months is at least 1; cost is null
-- where that of a day is not known
create or replace macro customer_facts(as_of, revenue, window_months) as table
with bounds as (
    select
        coalesce(as_of - to_months(window_months::integer), date '0001-01-01') as from_day,
        date_trunc('month', as_of - 1) as last_month
),

known as (
    select customer_day.*, date_trunc('month', day) as month
    from customer_day
    where day <= as_of
),

firsts as (
    select customer_id, min(day) as first_on
    from known
    where purchases > 0
    group by customer_id
),

known_months as (
    select
        customer_id,
        greatest(
            least(
                date_diff('month', first_on, last_month) + 1,
                coalesce(window_months::integer, 2147483647)
            ),
            1
        ) as months
    from firsts
    cross join bounds
),

windowed as (
    select
        customer_id,
        max(day) filter (purchases > 0) as last_on,
        max(day) filter (projects > 0) as last_project_on,
        sum(purchases) as purchases,
        sum(projects) as projects,
        count(distinct month) filter (
            purchases > 0
            and (
                window_months is null
                or month > last_month - to_months(window_months::integer)
            )
        ) as active_months,
        case revenue when 'sales' then sum(sales) else sum(net) end as money,
        sum(recurring) as recurring,
        sum(project) as project,
        sum(resale) as resale,
        case
            when count(*) filter (orders > 0 and cost is null) = 0 then sum(cost)
        end as cost,
        sum(payments) as payments,
        sum(days_late) as days_late,
        sum(orders) as orders
    from known
    cross join bounds
    where day >= from_day
    group by customer_id
)

select
    windowed.customer_id,
    customers.name,
    firsts.first_on,
    windowed.last_on,
    date_diff('day', windowed.last_on, as_of)::integer as recency_days,
    date_diff('day', windowed.last_project_on, as_of)::integer as project_recency_days,
    windowed.purchases::integer as purchases,
    windowed.projects::integer as projects,
    least(windowed.active_months, known_months.months)::integer as active_months,
    known_months.months::integer as months,
    windowed.money as money,
    windowed.recurring as recurring,
    windowed.project as project,
    windowed.resale as resale,
    windowed.cost as cost,
    windowed.payments::integer as payments,
    (windowed.days_late / nullif(windowed.payments, 0))::double as days_late
from windowed
left join known_months on known_months.customer_id = windowed.customer_id
left join firsts on firsts.customer_id = windowed.customer_id
left join customers on customers.customer_id = windowed.customer_id
where windowed.orders > 0;

-- one row per customer, trait and value that is known; trait = a field of ours or a user's column
create or replace view customer_traits as
with ours as (
    select
        customer_id,
        industry,
        business_type,
        employee_band(employees) as employees,
        own_revenue,
        location,
        case
            when distance < 10 then 'under 10'
            when distance < 25 then '10 to 24'
            when distance < 50 then '25 to 49'
            when distance >= 50 then '50 and more'
        end as distance,
        lead_source,
        if(referred_by is null, null, 'yes') as referred_by,
        testimonial,
        case when nps >= 9 then '9-10' when nps >= 7 then '7-8' when nps < 7 then '0-6' end as nps,
        payment_terms,
        contact_title,
        account_manager
    from customers
)

select customer_id, trait, value
from (unpivot ours on columns(* exclude (customer_id)) into name trait value value)
union all
select customer_id, name as trait, value from current_attributes;
