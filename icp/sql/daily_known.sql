-- what: which facts any order line knows, by itself or by a rule
-- in:   order_lines, product_services
-- out:  one row: kinds, costs, payments
select
    count(revenue_kind) > 0
    or exists (select 1 from product_services where revenue_kind is not null) as kinds,
    count(cost) > 0 as costs,
    count(paid_on) > 0 as payments
from order_lines
