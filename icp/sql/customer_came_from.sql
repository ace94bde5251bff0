-- what: where what we know of a customer came from
-- in:   listed_customers, imports, $customer_id
-- out:  one row, or none for a customer that only orders name: file_name, "row" (as a spreadsheet
--       counts), imported_at
select
    imports.file_name,
    listed.row_no as "row",
    imports.imported_at
from listed_customers as listed
join imports on imports.import_id = listed.import_id
where listed.customer_id = $customer_id
