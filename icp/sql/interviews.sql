-- what: the interviews as they read now
-- in:   interviews, customers, kept_customer
-- out:  one row per interview that was not deleted, the latest held first: interview_id, kind,
--       company_id (the customer it counts as today), name (the customer's of today, else as
--       typed), person, held_on, held_by, quotes, answers (question -> text), findings
--       (hypothesis_id -> what it says), found_at (hypothesis_id -> when that was said), author (of
--       the latest entry), written_at, changed_at
with latest as (
    select *
    from interviews
    qualify row_number() over (partition by interview_id, part, about order by seq desc) = 1
),

whole as (
    select
        interview_id,
        any_value(value) filter (part = 'kind') as kind,
        any_value(value) filter (part = 'company_id') as company_id,
        any_value(value) filter (part = 'name') as name,
        any_value(value) filter (part = 'person') as person,
        any_value(value) filter (part = 'held_on')::date as held_on,
        any_value(value) filter (part = 'held_by') as held_by,
        any_value(value) filter (part = 'quotes') as quotes,
        list({'about': about, 'value': value} order by seq)
            filter (part = 'answer' and value is not null) as answers,
        list({'about': about, 'value': value, 'at': saved_at} order by seq)
            filter (part = 'finding' and value is not null) as findings,
        arg_max(author, seq) as author,
        max(saved_at) as changed_at
    from latest
    group by interview_id
    having any_value(value) filter (part = 'deleted') is null
),

begun as (
    select interview_id, min(saved_at) as written_at
    from interviews
    group by interview_id
)

select
    whole.interview_id,
    whole.kind,
    if(whole.kind = 'customer', kept_customer(whole.company_id), whole.company_id) as company_id,
    if(whole.kind = 'customer', coalesce(customers.name, whole.name), whole.name) as name,
    coalesce(whole.person, '') as person,
    whole.held_on,
    whole.held_by,
    coalesce(whole.quotes, '') as quotes,
    coalesce(whole.answers, []) as answers,
    coalesce(whole.findings, []) as findings,
    whole.author,
    begun.written_at,
    whole.changed_at
from whole
join begun using (interview_id)
left join customers
    on whole.kind = 'customer' and customers.customer_id = kept_customer(whole.company_id)
order by whole.held_on desc, whole.interview_id desc
