-- what: each product with the service that these rules give it
-- in:   products, current_lines, $rules (position, how, pattern, service, revenue_kind of each)
-- out:  one row per product, left-overs first, then the biggest money: product, service and
--       revenue_kind (null = none of the rules), position (of the rule), lines, net
select
    products.product,
    fitted.service,
    fitted.revenue_kind,
    fitted.position,
    products.lines,
    products.net::double as net
from products
left join fitted_services($rules::struct(
    "position" integer, how varchar, pattern varchar, service varchar, revenue_kind varchar
)[]) as fitted on fitted.product = products.product
order by fitted.service is null desc, products.net desc, products.product
