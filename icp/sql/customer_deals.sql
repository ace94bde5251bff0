-- what: one customer's deals
-- in:   deals, imports, $customer_id
-- out:  one row per deal, the newest day first and those without one last: name, outcome ('won',
--       'lost', 'open', null = not known), stage, amount (in the workspace's own currency),
--       created_on, closed_on (null = not known), owner, file_name
select
    coalesce(deals.name, deals.deal_id) as name,
    deals.outcome,
    deals.stage,
    deals.amount::double as amount,
    deals.created_on,
    deals.closed_on,
    deals.owner,
    imports.file_name
from deals
left join imports on imports.import_id = deals.import_id
where deals.customer_id = $customer_id
order by coalesce(deals.closed_on, deals.created_on) desc nulls last, deals.deal_id
