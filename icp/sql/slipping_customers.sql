-- what: since when each customer buys, and signs that stand beside their bills
-- in:   customer_day, customers, feedback, $as_of
-- out:  one row per customer with a purchase up to as_of, by customer_id; first_on and last_on of
--       purchases, seen_months = whole months since first_on; project_on and resale_on = the last
--       day with such work, project_days and resale_days = the lower middle of the days between
--       them (from two gaps on); nps = the latest answer, nps_before = the one before it
with known as (
    select *
    from customer_day
    where day <= $as_of::date and purchases > 0
),

lumps as (
    select
        customer_id,
        list_sort(list(day) filter (project > 0)) as project_days,
        list_sort(list(day) filter (resale > 0)) as resale_days
    from known
    where project > 0 or resale > 0
    group by customer_id
),

gaps as (
    select
        customer_id,
        project_days[-1] as project_on,
        resale_days[-1] as resale_on,
        list_sort(
            list_transform(project_days[2:], lambda day, before: day - project_days[before])
        ) as project_gaps,
        list_sort(
            list_transform(resale_days[2:], lambda day, before: day - resale_days[before])
        ) as resale_gaps
    from lumps
),

waits as (
    select
        customer_id,
        project_on,
        resale_on,
        if(len(project_gaps) > 1, project_gaps[(len(project_gaps) + 1) // 2], null)::double
            as project_days,
        if(len(resale_gaps) > 1, resale_gaps[(len(resale_gaps) + 1) // 2], null)::double
            as resale_days
    from gaps
),

answers as (
    select customer_id, list(nps::double order by given_on desc, import_id desc)[:2] as latest
    from feedback
    where nps is not null and coalesce(given_on <= $as_of::date, true)
    group by customer_id
),

bought as (
    select customer_id, min(day) as first_on, max(day) as last_on
    from known
    group by customer_id
)

select
    bought.customer_id,
    customers.name,
    bought.first_on,
    bought.last_on,
    datesub('month', bought.first_on, $as_of::date)::integer as seen_months,
    waits.* exclude (customer_id),
    coalesce(answers.latest[1], customers.nps::double) as nps,
    answers.latest[2] as nps_before
from bought
left join customers on customers.customer_id = bought.customer_id
left join waits on waits.customer_id = bought.customer_id
left join answers on answers.customer_id = bought.customer_id
order by bought.customer_id
