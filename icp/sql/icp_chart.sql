-- what: what the data say of the customers in the chart
-- in:   customers, customer_day, client_numbers, current_attributes, feedback, imports, $ids,
--       $as_of, $referred (lower case: own columns that say whether somebody referred us)
-- out:  one row per customer of $ids that there is, in their order: customer_id, name, number, the
--       fields of a customer list, distance and the header above it (which may say its unit),
--       referred and testimonial (in lower case, as written), money (net, in the 12 months that end with as_of; null without any
--       order ever), months (calendar months as a customer, of those 12), tenure_months (whole ones)
--       and began_before: they were there when the data begin, so it may be more
with wanted as (
    select unnest($ids::varchar[]) as customer_id, unnest(range(len($ids::varchar[]))) as place
),

bounds as (
    select
        $as_of::date - to_months(12) as from_day,
        date_trunc('month', $as_of::date - 1) as last_month,
        (select date_trunc('month', min(day))::date from customer_day) as data_day,
        (
            select arg_max(mapping ->> 'distance', import_id)
            from imports
            where kind = 'customers' and not undone and mapping ->> 'distance' is not null
        ) as distance_header
),

billed as (
    select
        customer_id,
        min(day) filter (purchases > 0) as first_on,
        coalesce(sum(net) filter (day >= from_day), 0) as money
    from customer_day
    semi join wanted using (customer_id)
    cross join bounds
    where day <= $as_of::date
    group by customer_id
),

told as (
    select customer_id, arg_min(lower(trim(value)), lower(name)) as referred
    from current_attributes
    semi join wanted using (customer_id)
    where list_contains($referred::varchar[], lower(name))
    group by customer_id
),

praise as (
    select customer_id, max(testimonial) as testimonial
    from feedback
    where coalesce(given_on <= $as_of::date, true)
    group by customer_id
),

known as (
    select
        wanted.place,
        customers.*,
        numbers.number,
        billed.first_on,
        billed.money,
        told.referred,
        praise.testimonial as praised,
        coalesce(
            first_on < data_day + to_months(1) and coalesce(customer_since >= first_on, true), false
        ) as began_before,
        if(began_before, data_day, least(first_on, customer_since)) as since
    from wanted
    cross join bounds
    join customers on customers.customer_id = wanted.customer_id
    left join client_numbers as numbers on numbers.customer_id = wanted.customer_id
    left join billed on billed.customer_id = wanted.customer_id
    left join told on told.customer_id = wanted.customer_id
    left join praise on praise.customer_id = wanted.customer_id
)

select
    customer_id,
    name,
    number,
    employees,
    industry,
    business_type,
    own_revenue,
    coalesce(location, country) as location,
    distance::double as distance,
    distance_header,
    referred,
    lower(trim(coalesce(praised, testimonial))) as testimonial,
    money::double as money,
    greatest(least(date_diff('month', first_on, last_month) + 1, 12), 1)::integer as months,
    if(since <= $as_of::date, datesub('month', since, $as_of::date), null)::integer
        as tenure_months,
    began_before
from known
cross join bounds
order by place
