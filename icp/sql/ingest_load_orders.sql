-- what: put the rows that are ready among the order lines
-- in:   $file (the typed rows), $import_id
-- out:  order_lines; a row without an order number is an order of its own, and what
--       no column says is null
insert into order_lines by name
select
    $import_id as import_id,
    row_no,
    coalesce(order_id, 'row ' || row_no || ' of import ' || $import_id) as order_id,
    * exclude (row_no, order_id, problems, doubts)
from read_parquet($file)
where problems is null
