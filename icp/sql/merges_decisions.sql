-- what: what people decided about names that look alike
-- in:   merges, latest_customers, order_lines
-- out:  one row per decision, newest first: kind, written, written_name, kept, kept_name, decision,
--       decided_at (UTC)
with sides as (
    select written as name_id from merges where kind = 'customer'
    union
    select kept from merges where kind = 'customer'
),

called as (
    select
        sides.name_id,
        coalesce(latest.name, max(order_lines.customer_name), sides.name_id) as name
    from sides
    left join latest_customers as latest on latest.customer_id = sides.name_id
    left join order_lines on order_lines.customer_id = sides.name_id
    group by sides.name_id, latest.name
)

select
    merges.kind,
    merges.written,
    coalesce(written.name, merges.written) as written_name,
    merges.kept,
    coalesce(kept.name, merges.kept) as kept_name,
    merges.decision,
    merges.decided_at
from merges
left join called as written on merges.kind = 'customer' and written.name_id = merges.written
left join called as kept on merges.kind = 'customer' and kept.name_id = merges.kept
order by merges.decided_at desc, merges.kind, merges.written, merges.kept
