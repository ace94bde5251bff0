-- what: whether a deal is won, lost or open, by its flags, else by what its status and stage say
-- in:   mapped (outcome and stage as written; is_won, is_lost, is_closed; the typed cells)
-- out:  mapped; outcome = won, lost or open, null where it is closed and nothing says how, which
--       counts as a doubt; customer_id = the first number where there are several
with told as (
    select
        *,
        lower(concat_ws(' / ', outcome, stage)) as said,
        coalesce(regexp_full_match(customer_id, '\d+(\s*;\s*\d+)+'), false) as several
    from mapped
),

decided as (
    select
        *,
        case
            when is_won then 'won'
            when is_lost or (is_closed and not is_won) then 'lost'
            when regexp_matches(said, '(^|[^a-z])(closed ?)?lost($|[^a-z])|not won|verloren')
                then 'lost'
            when regexp_matches(said, '(^|[^a-z])(closed ?)?won($|[^a-z])|gewonnen') then 'won'
            when is_closed is null
                and regexp_matches(said, '\b(closed|cancell?ed|abandoned|dead|disqualified)\b')
                then null
            when said <> '' and is_closed is distinct from true or is_closed = false then 'open'
        end as decision
    from told
)

select
    * exclude (said, decision) replace (
        decision as outcome,
        upper(currency) as currency,
        if(several, regexp_extract(customer_id, '\d+'), customer_id) as customer_id,
        if(
            decision is null,
            list_append(typed_fields, if(stage is null, 'outcome', 'stage')),
            typed_fields
        ) as typed_fields,
        if(decision is null, list_append(typed_texts, coalesce(stage, outcome)), typed_texts)
            as typed_texts,
        if(decision is null, list_append(typed_known, false), typed_known) as typed_known
    )
from decided
