-- what: some staged rows as they stand in the file
-- in:   $file (the staged rows), $row_nos
-- out:  one row per wanted row of the file, by its number: row_no, cells
select row_no, list_value(*columns('^c\d+$'))::varchar[] as cells
from read_parquet($file)
where list_contains($row_nos::bigint[], row_no)
order by row_no
