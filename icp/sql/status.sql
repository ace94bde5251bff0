-- what: when everybody bought and how long they usually wait in between, and who never bought
-- in:   customer_day, billed_customers, customers, prospects, $as_of, $revenue ('net' or 'sales')
-- out:  one row per customer and per prospect whose name no customer bears, by listed and
--       customer_id; listed ('customers' or 'prospects'), customer_since; first_on, last_on and
--       orders of purchases, usual_days = the lower middle of the days between days of purchase
--       (from two waits on); project_on and project_usual_days: the same of purchases with project
--       or resale work; revenue (all) and year_revenue (of the 12 months up to last_on), in the
--       file's currency, missing for whom there is no order
with known as (
    select
        place,
        max(day) filter (purchases > 0) as last_on,
        sum(purchases)::integer as orders,
        if(count(waited) > 1, quantile_disc(waited, 0.5), null) as usual_days,
        max(day) filter (projects > 0) as project_on,
        if(count(project_waited) > 1, quantile_disc(project_waited, 0.5), null)
            as project_usual_days,
        sum(if($revenue = 'sales', sales, net)) filter (orders > 0)::double as revenue,
        (last_on - to_months(12))::date as year_before
    from customer_day
    where day <= $as_of::date
    group by place
),

paid as (
    select
        ordered.place,
        sum(if($revenue = 'sales', sales, net))::double as year_revenue
    from customer_day as ordered
    join known on known.place = ordered.place and ordered.day > known.year_before
    where ordered.orders > 0 and ordered.day <= $as_of::date
    group by ordered.place
),

billed as (
    select
        billed_customers.customer_id,
        if(known.orders > 0, billed_customers.first_purchase_on, null) as first_on,
        known.* exclude (place, year_before),
        paid.year_revenue
    from known
    join billed_customers on billed_customers.place = known.place
    left join paid on paid.place = known.place
),

everybody as (
    select 'customers' as listed, customer_id, name, customer_since from customers
    union all
    select 'prospects', prospect_id, coalesce(name, prospect_id), null
    from prospects
    where bare_name(coalesce(name, prospect_id)) not in (
        select bare_name(name)
        from customers
        where exists (from prospects)  -- spares a look at all names
    )
)

select everybody.*, billed.* exclude (customer_id)
from everybody
left join billed
    on billed.customer_id = everybody.customer_id and everybody.listed = 'customers'
order by everybody.listed, everybody.customer_id
