-- what: when everybody bought and how long they usually wait in between, and who never bought
-- in:   customer_day, customers, prospects, $as_of, $revenue ('net' or 'sales'), $back_months
-- out:  one row per customer and per prospect whose name no customer bears, by listed and
--       customer_id; listed ('customers' or 'prospects'), customer_since; first_on, last_on and
--       orders of purchases, usual_days = the lower middle of the days between days of purchase
--       (from two gaps on), back_days = the longest such gap that ended in the last $back_months,
--       on back_on; project_on and project_usual_days: the same of purchases with project or resale
--       work; revenue (all) and year_revenue (of the 12 months up to last_on), in the file's
--       currency, missing for whom there is no order
with known as (
    select *, if($revenue = 'sales', sales, net) as money
    from customer_day
    where day <= $as_of::date
),

purchased as (
    select
        *,
        day - lag(day) over days as gap,
        if(projects > 0, day, null) as project_day,
        project_day - lag(project_day ignore nulls) over days as project_gap
    from known
    where purchases > 0
    window days as (partition by customer_id order by day)
),

bought as (
    select
        customer_id,
        min(day) as first_on,
        max(day) as last_on,
        sum(purchases)::integer as orders,
        if(count(gap) >= 2, quantile_disc(gap, 0.5), null)::integer as usual_days,
        max(gap) filter (day >= $as_of::date - to_months($back_months::integer))::integer
            as back_days,
        arg_max(day, gap) filter (day >= $as_of::date - to_months($back_months::integer))
            as back_on,
        max(project_day) as project_on,
        if(count(project_gap) >= 2, quantile_disc(project_gap, 0.5), null)::integer
            as project_usual_days
    from purchased
    group by customer_id
),

paid as (
    select
        known.customer_id,
        sum(money)::double as revenue,
        sum(money) filter (day > bought.last_on - to_months(12))::double as year_revenue
    from known
    left join bought on bought.customer_id = known.customer_id
    where known.orders > 0
    group by known.customer_id
),

everybody as (
    select 'customers' as listed, customer_id, name, customer_since from customers
    union all
    select 'prospects', prospect_id, coalesce(name, prospect_id), null
    from prospects
    where bare_name(coalesce(name, prospect_id)) not in (select bare_name(name) from customers)
)

select
    everybody.*,
    bought.* exclude (customer_id),
    paid.* exclude (customer_id)
from everybody
left join bought
    on bought.customer_id = everybody.customer_id and everybody.listed = 'customers'
left join paid
    on paid.customer_id = everybody.customer_id and everybody.listed = 'customers'
order by everybody.listed, everybody.customer_id
