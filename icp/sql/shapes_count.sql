-- what: a list of customers' users or devices as a list of the customers, with how many they have
-- in:   gathered (row_no, refusal, cells; customer_at: where the customer stands; counted_at: where
--       what is counted stands, null to count rows; kept: the columns of the customer; missing: the
--       reason where a row has nothing to count)
-- out:  row_no (the customer's first), refusal, cells (the customer's, then how many); a row that is
--       refused stays
with named as (
    select
        *,
        clean_text(cells[customer_at]) as customer,
        lower(coalesce(clean_text(cells[counted_at]), if(counted_at is null, row_no::varchar, null)))
            as counted
    from gathered
),

reasoned as (
    select
        *,
        case
            when refusal is not null then refusal
            when regexp_matches(customer, '^(grand |sub)?total\b', 'i') then 'a total row'
            when customer is null then 'no customer'
            when counted is null then missing
        end as reason
    from named
)

select row_no, reason as refusal, list_append(list_select(cells, kept), null) as cells
from reasoned
where reason is not null
union all
select
    min(row_no),
    null,
    list_append(min_by(list_select(cells, kept), row_no), count(distinct counted)::varchar)
from reasoned
where reason is null
group by customer
