-- what: what support and answers say of each customer
-- in:   feedback, $as_of, $window_months (null = all)
-- out:  one row per customer with feedback up to as_of: hours, tickets and visits in the window
--       that ends with as_of (null where nothing of that kind was ever written down of the
--       customer; what bears no date counts as in the window); nps = the latest answer up to as_of;
--       testimonial = one that was written down, lower case
with heard as (
    select
        *,
        coalesce(given_on >= $as_of::date - to_months($window_months::integer), true) as recent,
        coalesce(
            tickets,
            case
                when feedback_id not similar to 'row \d+ of import \d+'
                    and coalesce(nps, visits) is null and coalesce(referral, testimonial) is null
                    then 1
            end
        ) as ticket_count
    from feedback
    where given_on is null or given_on <= $as_of::date
)

select
    customer_id,
    if(count(hours) > 0, coalesce(sum(hours) filter (recent), 0), null)::double as hours,
    if(count(ticket_count) > 0, coalesce(sum(ticket_count) filter (recent), 0), null)::double
        as tickets,
    if(count(visits) > 0, coalesce(sum(visits) filter (recent), 0), null)::double as visits,
    (arg_max(nps, (coalesce(given_on, date '0001-01-01'), import_id, feedback_id)) filter (
        nps is not null
    ))::double as nps,
    lower(trim(max(testimonial))) as testimonial
from heard
group by customer_id
order by customer_id
