-- what: put the rows that are ready among the customers
-- in:   $file (the typed rows), $import_id
-- out:  customer_rows
insert into customer_rows
select $import_id, * exclude (amount, own, problems, doubts)
from read_parquet($file)
where len(problems) = 0
