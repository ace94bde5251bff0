-- what: the product names as they count, to look for names that are alike
-- in:   products
-- out:  one row per product, those to be kept first: name_id, name, numbered (never: a product is
--       its name), orders (lines), net in the file's currency
select
    product as name_id,
    product as name,
    false as numbered,
    lines as orders,
    net::double as net
from products
order by lines desc, name_id
