-- what: what people decided to be different
-- in:   merges, $kind ('customer' or 'product')
-- out:  one row per decision, under the names that are kept: written, kept
select
    if($kind = 'product', kept_product(merges.written), kept_customer(merges.written)) as written,
    if($kind = 'product', kept_product(merges.kept), kept_customer(merges.kept)) as kept
from merges
where kind = $kind and decision = 'different'
