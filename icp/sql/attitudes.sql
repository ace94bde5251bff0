-- what: what people said about everybody who ever bought, and whom they sent
-- in:   customers, customer_day, current_attributes, $as_of
-- out:  one row per customer with a purchase up to as_of, by customer_id: name, glad (1-5), result
--       (low, fair, high), refers ('yes' or 'no', as typed), sent (customers whose referred_by names
--       them; unknown, not none, where nobody's is known), money of the 12 months before as_of in
--       the file's currency; unknown is missing
with bought as (
    select
        customer_id,
        coalesce(sum(net) filter (day >= $as_of::date - to_months(12)), 0)::double as money
    from customer_day
    where day <= $as_of::date
    group by customer_id
    having sum(purchases) > 0
),

said as (
    select
        customer_id,
        min(try_cast(value as double)) filter (name = 'Glad when they call') as glad,
        min(lower(value)) filter (name = 'Result they get') as result,
        min(lower(value)) filter (name = 'Referred us') as refers
    from current_attributes
    where name in ('Glad when they call', 'Result they get', 'Referred us')
    group by customer_id
),

sent as (
    select bare_name(referred_by) as plain, count(*) as sent
    from customers
    where referred_by is not null
    group by plain
)

select
    bought.customer_id,
    customers.name,
    said.glad,
    said.result,
    said.refers,
    case
        when (select count(*) from sent) = 0 then null
        when by_name.plain = by_number.plain then by_name.sent
        else coalesce(by_name.sent, 0) + coalesce(by_number.sent, 0)
    end::double as sent,
    bought.money
from bought
left join customers on customers.customer_id = bought.customer_id
left join said on said.customer_id = bought.customer_id
left join sent as by_name on by_name.plain = bare_name(customers.name)
left join sent as by_number on by_number.plain = bare_name(bought.customer_id)
order by bought.customer_id
