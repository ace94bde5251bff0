-- what: the values of a field as files write them, with what was decided about them
-- in:   written_values, standard_values, $field
-- out:  one row per value, those that differ in case and blanks alone together: written (the most
--       frequent spelling), customers, standard (null where nothing was decided)
with spelled as (
    select same_text(written) as plain, written, count(*) as customers
    from written_values
    where field = $field
    group by plain, written
),

decided as (
    select same_text(written) as plain, any_value(standard) as standard
    from standard_values
    where field = $field and decided_at is not null
    group by plain
),

grouped as (
    select
        plain,
        first(written order by customers desc, written) as written,
        sum(customers)::bigint as customers
    from spelled
    group by plain
)

select grouped.written, grouped.customers, decided.standard
from grouped
left join decided on decided.plain = grouped.plain
order by grouped.written
