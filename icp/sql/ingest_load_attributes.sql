-- what: keep the users' own columns
-- in:   $file (the typed rows), $import_id, $names (the headers of own)
-- out:  attributes: one row per record, column and value that is known
insert into attributes
with pairs as (
    select
        coalesce(id, 'row ' || row_no || ' of import ' || $import_id) as record_id,
        unnest(list_zip($names::varchar[], own)) as pair
    from read_parquet($file)
    where problems is null
)

select $import_id, record_id, pair[1], pair[2]
from pairs
where pair[2] is not null
