-- what: the product names as they count, to look for names that are alike
-- in:   products, deals, listed_products
-- out:  one row per product, those to be kept first: name_id, name, numbered (never: a product is
--       its name), orders (lines and deals), net (won deals with it) in the own currency
with named as (
    select product, lines, net, false as listed
    from products
    union all
    select product, count(*), sum(amount) filter (outcome = 'won'), false
    from deals
    where product is not null
    group by product
    union all
    select kept_product(name), 0, 0, true
    from listed_products
    where name is not null
)

select
    product as name_id,
    product as name,
    false as numbered,
    sum(lines)::bigint as orders,
    coalesce(sum(net), 0)::double as net
from named
group by product
order by bool_or(listed) desc, orders desc, name_id
