-- what: when everybody bought and how long they usually wait in between, and who never bought
-- in:   customer_day, customers, prospects, $as_of, $revenue ('net' or 'sales'), $back_months
-- out:  one row per customer and per prospect whose name no customer bears, by listed and
--       customer_id; listed ('customers' or 'prospects'), customer_since; first_on, last_on and
--       orders of purchases, usual_days = the lower middle of the days between days of purchase
--       (from two gaps on), back_days = the longest such gap that ended in the last $back_months,
--       on back_on; project_on and project_usual_days: the same of purchases with project or resale
--       work; revenue (all) and year_revenue (of the 12 months up to last_on), in the file's
--       currency, missing for whom there is no order
with bought as (
    select
        customer_id,
        list_sort(list(day) filter (purchases > 0)) as days,
        list_sort(list(day) filter (projects > 0)) as project_days,
        count(*) filter (
            purchases > 0 and day >= $as_of::date - to_months($back_months::integer)
        ) as late_days,
        sum(purchases)::integer as orders,
        sum(if($revenue = 'sales', sales, net)) filter (orders > 0)::double as revenue
    from customer_day
    where day <= $as_of::date
    group by customer_id
),

-- how long each day of purchase but the first had been waited for; the lists lie side by side
waited as (
    select
        customer_id,
        days,
        project_days,
        orders,
        revenue,
        list_transform(days[2:], lambda day, place: day - days[place]) as gaps,
        list_transform(project_days[2:], lambda day, place: day - project_days[place])
            as project_gaps,
        gaps[greatest(len(gaps) - late_days, 0) + 1:] as late_gaps
    from bought
),

known as (
    select
        customer_id,
        days[1] as first_on,
        days[-1] as last_on,
        orders,
        if(len(gaps) >= 2, list_aggregate(gaps, 'quantile_disc', 0.5), null)::integer
            as usual_days,
        list_max(late_gaps)::integer as back_days,
        days[len(days) - len(late_gaps) + list_position(late_gaps, back_days)] as back_on,
        project_days[-1] as project_on,
        if(
            len(project_gaps) >= 2, list_aggregate(project_gaps, 'quantile_disc', 0.5), null
        )::integer as project_usual_days,
        revenue,
        (days[-1] - to_months(12))::date as year_before
    from waited
),

paid as (
    select
        ordered.customer_id,
        sum(if($revenue = 'sales', sales, net))::double as year_revenue
    from customer_day as ordered
    join known on known.customer_id = ordered.customer_id and ordered.day > known.year_before
    where ordered.orders > 0 and ordered.day <= $as_of::date
    group by ordered.customer_id
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
    known.* exclude (customer_id, year_before),
    paid.year_revenue
from everybody
left join known
    on known.customer_id = everybody.customer_id and everybody.listed = 'customers'
left join paid
    on paid.customer_id = everybody.customer_id and everybody.listed = 'customers'
order by everybody.listed, everybody.customer_id
