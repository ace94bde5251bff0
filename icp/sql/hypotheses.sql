-- what: the hypotheses as they read now
-- in:   hypotheses
-- out:  one row per hypothesis that was not taken back, the oldest first: hypothesis_id, "group",
--       text, wrong_if, question, author (of the latest entry), written_at, worded_at (since when it
--       has its text), seq (of the latest entry)
with latest as (
    select
        hypothesis_id,
        max(seq) as seq,
        min(saved_at) as written_at,
        arg_max({'text': "text"}, seq)."text" as "text"
    from hypotheses
    group by hypothesis_id
    having arg_max({'text': "text"}, seq)."text" is not null
),

reworded as (
    select hypothesis_id, max(hypotheses.seq) as seq
    from hypotheses
    join latest using (hypothesis_id)
    where hypotheses."text" <> latest."text"
    group by hypothesis_id
),

worded as (
    select hypothesis_id, min(saved_at) as worded_at
    from hypotheses
    left join reworded using (hypothesis_id)
    where hypotheses.seq > coalesce(reworded.seq, 0)
    group by hypothesis_id
)

select
    hypothesis_id,
    hypotheses."group",
    hypotheses."text",
    hypotheses.wrong_if,
    hypotheses.question,
    hypotheses.author,
    latest.written_at,
    worded.worded_at,
    latest.seq
from latest
join hypotheses using (hypothesis_id, seq)
join worded using (hypothesis_id)
order by hypothesis_id
