-- what: who came back: the longest wait of each customer that ended lately
-- in:   customer_day, $as_of, $back_months
-- out:  one row per customer with a wait between days of purchase that ended in the last
--       $back_months: back_days, and back_on, the day it ended (of equal waits the first)
select
    customer_id,
    max(waited)::double as back_days,
    -- a later day counts less: fewer than 100,000 have passed since 1900
    arg_max(day, 100000 * waited - (day - date '1900-01-01')) as back_on
from customer_day
where
    day between $as_of::date - to_months($back_months::integer) and $as_of::date
    and waited is not null
group by customer_id
