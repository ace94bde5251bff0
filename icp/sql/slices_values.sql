-- what: the value of one trait of each customer
-- in:   customer_traits, $trait
-- out:  one row per customer of whom it is known, by customer_id
select customer_id, value
from customer_traits
where trait = $trait
order by customer_id
