-- what: how the customers of a file differ from those in the data
-- in:   $file (the typed rows), $names (the names of its own columns)
-- out:  one row of counts: new, changed, same, known (new are not), staying (in the data and not in
--       the file); unnumbered and look_known are about orders and 0
with incoming as (
    select
        facts.customer_id,
        facts,
        list_sort(list_filter(
            list_zip($names::varchar[], written.own), lambda pair: pair[2] is not null
        )) as own
    from (
        select * exclude (
            row_no, id, amount, currency, outcome, closed_on, given_on, own, problems, doubts
        )
        from read_parquet($file)
        where len(problems) = 0
    ) as facts
    join read_parquet($file) as written on
        written.customer_id = facts.customer_id and len(written.problems) = 0
),

newest as (
    select *
    from customer_rows
    qualify row_number() over (partition by customer_id order by import_id desc, row_no) = 1
),

newest_own as (
    select
        attributes.record_id as customer_id,
        list_sort(list(row(attributes.name, attributes.value))) as own
    from attributes
    semi join newest
        on newest.customer_id = attributes.record_id and newest.import_id = attributes.import_id
    group by attributes.record_id
),

there as (
    select facts.customer_id, facts, coalesce(newest_own.own, []) as own
    from (select * exclude (import_id, row_no) from newest) as facts
    left join newest_own on newest_own.customer_id = facts.customer_id
),

compared as (
    select
        incoming.customer_id is null as stays,
        there.customer_id is null as is_new,
        incoming.facts is distinct from there.facts
        or incoming.own::varchar is distinct from there.own::varchar as differs
    from incoming
    full join there on there.customer_id = incoming.customer_id
)

select
    count(*) filter (is_new) as new,
    count(*) filter (not is_new and not stays and differs) as changed,
    count(*) filter (not is_new and not stays and not differs) as same,
    count(*) filter (not is_new and not stays) as known,
    count(*) filter (stays) as staying,
    0 as unnumbered,
    0 as look_known
from compared
