-- what: what each customer brought in the window, what that cost us, and how late they paid
-- in:   customer_day, customer_facts, $as_of, $revenue ('net' or 'sales'), $window_months (null =
--       all)
-- out:  one row per customer with a purchase up to as_of or an order in the window, by customer_id;
--       ordered = with an order in it ('sales': with a purchase), without one money and cost are 0;
--       money in the file's currency, cost null where not known of every order; months = calendar
--       months from the first purchase on, at most those of the window; late_days over the payments
--       of the window and their mean days_late
with bounds as (
    select coalesce(
        $as_of::date - to_months($window_months::integer), date '0001-01-01'
    ) as from_day
),

everybody as (
    select
        customer_id,
        bool_or(purchases > 0) as bought,
        sum(payments) filter (day >= from_day) as payments,
        sum(days_late) filter (day >= from_day) as late_days
    from customer_day
    cross join bounds
    where day <= $as_of::date
    group by customer_id
),

recent as (
    select customer_id, name, money, cost, months
    from customer_facts($as_of::date, $revenue, $window_months)
    where $revenue = 'net' or purchases > 0
)

select
    everybody.customer_id,
    coalesce(recent.name, everybody.customer_id) as name,
    recent.customer_id is not null as ordered,
    recent.months,
    coalesce(recent.money, 0)::double as revenue,
    if(recent.customer_id is null, 0, recent.cost)::double as cost,
    if(everybody.payments > 0, everybody.late_days, null)::double as late_days,
    (everybody.late_days / nullif(everybody.payments, 0))::double as payment
from everybody
left join recent on recent.customer_id = everybody.customer_id
where everybody.bought or recent.customer_id is not null
order by everybody.customer_id
