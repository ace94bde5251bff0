-- what: the service of each product by the saved rules
-- in:   service_rules, written_products
-- out:  one row per product that a rule fits, under the name that is kept
insert into product_services
select product, service, revenue_kind
from fitted_services((select list(service_rules) from service_rules))
order by product
