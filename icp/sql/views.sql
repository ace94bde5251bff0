-- what: what is current, and how text becomes a value; remade whenever a workspace is attached
-- in:   the tables of schema.sql
-- out:  customers: one row per known customer; current_lines: one row per order line that counts;
--       current_attributes: one row per customer and own column
create or replace view listed_customers as
select *
from customer_rows
qualify import_id = max(import_id) over (partition by customer_id);

create or replace view customers as
select
    coalesce(listed.customer_id, billed.customer_id) as customer_id,
    coalesce(listed.name, billed.name, listed.customer_id, billed.customer_id) as name,
    listed.* exclude (import_id, row_no, customer_id, name)
from listed_customers as listed
full join billed_customers as billed on billed.customer_id = listed.customer_id;

create or replace view current_attributes as
select attributes.customer_id, attributes.name, attributes.value
from attributes
semi join listed_customers as listed
    on listed.customer_id = attributes.customer_id and listed.import_id = attributes.import_id;

create or replace view current_lines as
select order_lines.*
from order_lines
semi join (
    select order_id, max(import_id) as import_id
    from order_lines
    group by order_id
) as newest on newest.order_id = order_lines.order_id and newest.import_id = order_lines.import_id;
