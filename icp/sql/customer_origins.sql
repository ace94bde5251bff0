-- what: where each fact about a customer came from
-- in:   customer_rows, attributes, imports, latest_judgements, judgements, customer_alias,
--       $customer_id
-- out:  one row per field or own column that a file or somebody gives: fact; of what was typed:
--       typed_at, author (null where nobody said who); of what is in a file: file_name, "row" (as a
--       spreadsheet counts), imported_at
with names as (
    select $customer_id as customer_id
    union all
    select written_id from customer_alias where kept_id = $customer_id
),

listed as (
    select *
    from customer_rows
    semi join names using (customer_id)
),

written as (
    select customer_id, import_id, row_no, fact
    from (
        unpivot (
            select
                import_id,
                row_no,
                customer_id,
                columns(* exclude (import_id, row_no, customer_id))::varchar
            from listed
        )
        on columns(* exclude (import_id, row_no, customer_id)) into name fact value value
    )
    union all
    select record_id, own.import_id, listed.row_no, own.name
    from attributes as own
    join listed on listed.import_id = own.import_id and listed.customer_id = own.record_id
),

-- of several the newest of the kept name, as in listed_customers
newest as (
    select fact, arg_min(written, (customer_id <> $customer_id, -import_id, row_no)) as place
    from written
    group by fact
),

typed as (
    select trait as fact, saved_at as typed_at, author
    from judgements
    semi join names using (customer_id)
    qualify row_number() over (partition by trait order by seq desc) = 1
)

select
    coalesce(typed.fact, newest.fact) as fact,
    typed.typed_at,
    typed.author,
    if(typed.fact is null, imports.file_name, null) as file_name,
    if(typed.fact is null, newest.place.row_no, null) as "row",
    if(typed.fact is null, imports.imported_at, null) as imported_at
from newest
full join typed on typed.fact = newest.fact
left join imports on imports.import_id = newest.place.import_id
