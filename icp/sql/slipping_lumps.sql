-- what: how often some customers buy project and resale work, and when last
-- in:   customer_day, $customers (their ids), $as_of
-- out:  one row per customer with such work in a purchase up to as_of; project_on and resale_on = the
--       last day with it, project_days and resale_days = the lower middle of the days between such
--       days (from two waits on)
with lumps as (
    select
        customer_id,
        list_sort(list(day) filter (project > 0)) as project_days,
        list_sort(list(day) filter (resale > 0)) as resale_days
    from customer_day
    where
        customer_id in (select unnest($customers::varchar[]))
        and day <= $as_of::date
        and purchases > 0
        and (project > 0 or resale > 0)
    group by customer_id
),

waits as (
    select
        customer_id,
        project_days[-1] as project_on,
        resale_days[-1] as resale_on,
        list_transform(project_days[2:], lambda day, before: day - project_days[before])
            as project_waits,
        list_transform(resale_days[2:], lambda day, before: day - resale_days[before])
            as resale_waits
    from lumps
)

select
    customer_id,
    project_on,
    resale_on,
    if(
        len(project_waits) > 1, list_aggregate(project_waits, 'quantile_disc', 0.5), null
    )::double as project_days,
    if(
        len(resale_waits) > 1, list_aggregate(resale_waits, 'quantile_disc', 0.5), null
    )::double as resale_days
from waits
