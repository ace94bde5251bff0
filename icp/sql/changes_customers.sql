-- what: how the customers of a file differ from those in the data, whose facts a newer file changes
--       only where it says something
-- in:   $file (the typed rows), $names (the names of its own columns)
-- out:  one row of counts: new, changed, same, known (new are not), staying (in the data and not in
--       the file); unnumbered and look_known are about orders and 0
with ready as (
    select *
    from read_parquet($file)
    where problems is null
),

listed as (
    select *, 0 as is_file
    from customer_rows
    union all by name
    select
        2147483647 as import_id,
        * exclude (
            id, amount, currency, outcome, closed_on, given_on, own, problems, doubts
        ),
        1 as is_file
    from ready
),

before as (
    select
        customer_id,
        arg_max(columns(* exclude (customer_id, import_id, row_no, is_file)), (import_id, -row_no))
    from listed
    where is_file = 0
    group by customer_id
),

after as (
    select
        customer_id,
        arg_max(columns(* exclude (customer_id, import_id, row_no, is_file)), (import_id, -row_no))
    from listed
    group by customer_id
),

own_before as (
    select record_id as customer_id, name, arg_max(value, import_id) as value
    from attributes
    semi join customer_rows using (import_id)
    group by record_id, name
),

own_pairs as (
    select customer_id, unnest(list_zip($names::varchar[], own)) as pair
    from ready
),

own_changed as (
    select distinct own_pairs.customer_id
    from own_pairs
    left join own_before
        on own_before.customer_id = own_pairs.customer_id and own_before.name = pair[1]
    where pair[2] is not null and pair[2] is distinct from own_before.value
),

compared as (
    select
        after.customer_id in (select customer_id from ready) as in_file,
        before.customer_id is null as is_new,
        before is distinct from after
        or after.customer_id in (select customer_id from own_changed) as differs
    from after
    left join before on before.customer_id = after.customer_id
)

select
    count(*) filter (is_new) as new,
    count(*) filter (in_file and not is_new and differs) as changed,
    count(*) filter (in_file and not is_new and not differs) as same,
    count(*) filter (in_file and not is_new) as known,
    count(*) filter (not in_file) as staying,
    0 as unnumbered,
    0 as look_known
from compared
