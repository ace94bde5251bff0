-- what: what is known of each customer that others may share
-- in:   customer_traits, customers, billed_customers, customer_services, current_lines, $as_of (null:
--       without how long they are customers, and with all orders), $products (how many different)
-- out:  one row per trait and value: trait, value, units (the places of the customers that have it
--       when sorted by customer_id, from 0). Who bought one of the products that most customers
--       bought has 'Buys ...', where no services are set up
with numbered as (
    select customer_id, (row_number() over (order by customer_id) - 1)::integer as unit
    from customers
),

began as (
    select
        customers.customer_id,
        datesub('month', least(billed.first_purchase_on, customers.customer_since), $as_of::date)
            as months
    from customers
    left join billed_customers as billed
        on billed.customer_id = customers.customer_id and billed.first_purchase_on <= $as_of::date
    where $as_of::date is not null
),

bought as (
    select distinct customer_id, product
    from current_lines
    where product is not null and amount > 0 and coalesce(order_on <= $as_of::date, true)
        and not exists (from customer_services)
),

usual as (
    select product
    from bought
    group by product
    order by count(*) desc, product
    limit $products::integer
),

said as (
    select customer_id, trait, value from customer_traits
    union all
    select
        customer_id,
        'tenure',
        case
            when months < 12 then 'under 1 year'
            when months < 36 then '1 to 2 years'
            when months < 60 then '3 to 4 years'
            when months < 120 then '5 to 9 years'
            else '10 years and more'
        end
    from began
    where months >= 0
    union all
    select customer_id, 'Buys ' || product, 'yes' from bought semi join usual using (product)
)

select trait, value, list(unit) as units
from said
join numbered using (customer_id)
group by trait, value
order by trait, value
