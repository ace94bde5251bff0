-- what: what the rows of a file that are ready bring in each currency
-- in:   $file (the typed rows), rates
-- out:  one row per currency, most rows first; amount in it, converted in the workspace's own, rate
--       1 for that one
select
    typed.currency,
    count(*) as rows,
    sum(typed.amount)::double as amount,
    coalesce(any_value(rates.rate), 1)::double as rate,
    sum(in_own_currency(typed.amount, rates.rate))::double as converted
from read_parquet($file) as typed
left join rates on rates.currency = typed.currency
where typed.problems is null
group by typed.currency
order by count(*) desc, typed.currency
