-- what: the notes about one customer as they read now
-- in:   notes, kept_customer, $customer_id
-- out:  one row per note that was not taken back, the newest first: note_id, text, author (of the
--       latest entry), written_at, changed_at (null where it was never changed)
select
    note_id,
    arg_max({'text': "text"}, seq)."text" as "text",
    arg_max({'author': author}, seq).author as author,
    min(saved_at) as written_at,
    if(count(distinct "text") > 1, arg_max(saved_at, seq), null) as changed_at
from notes
where kept_customer(customer_id) = $customer_id
group by note_id
having arg_max({'text': "text"}, seq)."text" is not null
order by note_id desc
