-- what: how many rows equal an earlier one
-- in:   hashed (row_hash: one number for the text of a row's cells)
-- out:  one row: repeated
select (count(*) - count(distinct row_hash))::bigint as repeated
from hashed
