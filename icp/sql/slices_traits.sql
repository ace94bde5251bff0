-- what: which traits customers can be sliced by
-- in:   customer_traits
-- out:  one row per trait, the best known first: trait, known (customers), different (values)
select trait, count(*) as known, count(distinct value) as different
from customer_traits
group by trait
having different > 1
order by known desc, trait
