-- what: which of the texts name a customer
-- in:   customers, $texts
-- out:  one row per such text: text; names of three letters and less are no proof
select distinct texts.text
from (select unnest($texts::varchar[]) as text) as texts
join customers on length(customers.name) > 3 and contains(lower(texts.text), lower(customers.name))
order by texts.text
