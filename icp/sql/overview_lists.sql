-- what: how many there are of what comes beside customers and orders
-- in:   listed_products, deals, prospects, feedback
-- out:  one row per kind of file of which there are any: kind, n
select kind, n
from (
    select 'products' as kind, count(*) as n from listed_products
    union all
    select 'deals', count(*) from deals
    union all
    select 'prospects', count(*) from prospects
    union all
    select 'feedback', count(*) from feedback
)
where n > 0
