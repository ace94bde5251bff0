-- what: what came from one customer: answers, tickets, hours of support, referrals
-- in:   feedback, imports, $customer_id
-- out:  one row per row of feedback, the newest first and those without a day last: given_on (null =
--       not known), nps, tickets, hours, visits, referral, testimonial, comment, file_name
select
    given_on,
    nps::double as nps,
    tickets::double as tickets,
    hours::double as hours,
    visits::double as visits,
    referral,
    testimonial,
    comment,
    imports.file_name
from feedback
left join imports on imports.import_id = feedback.import_id
where feedback.customer_id = $customer_id
order by given_on desc nulls last, feedback_id
