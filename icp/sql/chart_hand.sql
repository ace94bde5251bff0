-- what: what stands in the chart by hand
-- in:   chart_entries, customer_alias, $ids
-- out:  one row per customer of $ids and fact written by hand: customer_id, fact, value (null = left
--       blank), written_at, author (null where nobody said who)
with latest as (
    select kept_customer(chart_entries.customer_id) as customer_id, * exclude (customer_id)
    from chart_entries
    qualify row_number() over (
        partition by kept_customer(chart_entries.customer_id), fact order by seq desc
    ) = 1
)

select customer_id, fact, value, written_at, author
from latest
where not taken_back and list_contains($ids::varchar[], customer_id)
order by customer_id, fact
