-- what: what the tiers need to know of every customer, also of those who stopped buying
-- in:   customer_day, customers, customer_facts, $as_of, $revenue ('net' or 'sales'),
--       $window_months
-- out:  one row per customer with a purchase up to as_of, by customer_id; purchases, money (in the
--       file's currency), active_months of months, payments and their mean days_late (null without
--       payments) in the window that ends with as_of; tenure_months = whole months since the first
--       purchase or, if earlier, since customer_since
with bounds as (
    select $as_of::date - to_months($window_months::integer) as from_day
),

everybody as (
    select
        customer_id,
        min(day) filter (purchases > 0) as first_on,
        sum(payments) filter (day >= from_day) as payments,
        sum(days_late) filter (day >= from_day) as days_late
    from customer_day
    cross join bounds
    where day <= $as_of::date
    group by customer_id
)

select
    everybody.customer_id,
    customers.name,
    coalesce(recent.purchases, 0) as purchases,
    coalesce(recent.money, 0)::double as money,
    coalesce(recent.active_months, 0) as active_months,
    coalesce(recent.months, $window_months::integer) as months,
    datesub(
        'month', least(everybody.first_on, customers.customer_since), $as_of::date
    )::integer as tenure_months,
    (everybody.days_late / nullif(everybody.payments, 0))::double as days_late
from everybody
left join customer_facts($as_of::date, $revenue, $window_months) as recent
    on recent.customer_id = everybody.customer_id
left join customers on customers.customer_id = everybody.customer_id
where everybody.first_on is not null
order by everybody.customer_id
