-- what: what people decided to be the same
-- in:   merges, $kind ('customer' or 'product')
-- out:  one row per decision, oldest first: written, kept
select written, kept
from merges
where kind = $kind and decision = 'same'
order by decided_at, written, kept
