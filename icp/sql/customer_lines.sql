-- what: one customer's order lines, each with the file it came from
-- in:   current_lines, imports, $customer_id
-- out:  one row per line, newest first: order_id (null where the file gave none), order_on, amount
--       in the workspace's own currency, product, file_name, "row" (as a spreadsheet counts)
select
    nullif(
        lines.order_id, 'row ' || lines.row_no || ' of import ' || lines.import_id
    ) as order_id,
    lines.order_on,
    lines.amount::double as amount,
    lines.product,
    imports.file_name,
    lines.row_no as "row"
from current_lines as lines
left join imports on imports.import_id = lines.import_id
where lines.customer_id = $customer_id
order by lines.order_on desc, lines.import_id desc, lines.row_no
