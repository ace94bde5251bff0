-- what: how all who sorted see each customer
-- in:   latest_sorts
-- out:  one row per customer that somebody called good, OK or bad, by customer_id: good, ok, bad (how
--       many called it so), verdict (what most say; 'split' where no verdict has more than the
--       others), reasons (of those who say what most say, or of all, the commonest first), notes
--       ("author: note"), look_again_on (the earliest), actions
with said as (
    select * from latest_sorts where verdict in ('good', 'ok', 'bad')
),

votes as (
    select customer_id, verdict, count(*) as votes
    from said
    group by customer_id, verdict
),

most as (
    select
        customer_id,
        if(count(*) = 1, any_value(verdict), 'split') as verdict
    from votes
    where votes = (select max(votes) from votes as other where other.customer_id = votes.customer_id)
    group by customer_id
),

given as (
    select customer_id, list(reason order by times desc, reason) as reasons
    from (
        select said.customer_id, reason, count(*) as times
        from said
        cross join unnest(said.reasons) as one(reason)
        join most on most.customer_id = said.customer_id
        where most.verdict in ('split', said.verdict)
        group by said.customer_id, reason
    )
    group by customer_id
)

select
    said.customer_id,
    count(*) filter (said.verdict = 'good')::integer as good,
    count(*) filter (said.verdict = 'ok')::integer as ok,
    count(*) filter (said.verdict = 'bad')::integer as bad,
    most.verdict,
    coalesce(any_value(given.reasons), []) as reasons,
    coalesce(list(author || ': ' || note order by author) filter (note is not null), []) as notes,
    min(look_again_on) as look_again_on,
    coalesce(list(distinct action order by action) filter (action is not null), []) as actions
from said
join most on most.customer_id = said.customer_id
left join given on given.customer_id = said.customer_id
group by said.customer_id, most.verdict
order by said.customer_id
