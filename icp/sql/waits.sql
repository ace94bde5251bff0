-- what: the days on which each customer bought
-- in:   customer_day, $as_of
-- out:  one row per customer and day with a purchase up to as_of; place = the customer's in
--       billed_customers, day = days since 1900; whether there was project or resale work in a
--       purchase of the day, project work on the day, and resale work
select
    place,
    (day - date '1900-01-01')::integer as day,
    projects > 0 as project_or_resale,
    project > 0 as project,
    resale > 0 as resale
from customer_day
where purchases > 0 and day <= $as_of::date
