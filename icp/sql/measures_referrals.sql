-- what: who sent whom, as the customer list, the deals and the feedback say
-- in:   customers, billed_customers, deals, attributes, feedback, $as_of, $headers (lower case: the
--       columns of deals that name who sent them)
-- out:  one row per customer and company they sent: customer_id, referred_id (null where that
--       company is no customer) and referred_name (as written, of the others); nobody sends themselves, and
--       a customer whose first order comes after as_of is not sent yet
with people as materialized (
    select customer_id, name, referred_by from customers
),

said as (
    select referred_by as by_whom, customer_id as sent_id, name as sent_name
    from people
    where referred_by is not null
    union all
    select attributes.value, deals.customer_id, coalesce(deals.customer_name, deals.name)
    from deals
    join attributes
        on attributes.import_id = deals.import_id and attributes.record_id = deals.deal_id
    where list_contains($headers::varchar[], lower(attributes.name))
        and coalesce(deals.created_on <= $as_of::date, true)
    union all
    select customer_id, null, referral
    from feedback
    where referral is not null and coalesce(given_on <= $as_of::date, true)
        and lower(trim(referral)) not in ('no', 'false', '0')
),

names as (
    select bare_name(name) as bare, min(customer_id) as customer_id
    from people
    where exists (from said)  -- spares a look at all names
    group by bare_name(name)
    having count(*) = 1
),

found as (
    select
        coalesce(by_id.customer_id, by_name.customer_id) as customer_id,
        coalesce(to_id.customer_id, to_name.customer_id) as referred_id,
        if(referred_id is null, bare_name(said.sent_name), null) as bare,
        said.sent_name as written
    from said
    left join people as by_id on by_id.customer_id = kept_customer(said.by_whom)
    left join names as by_name on by_name.bare = bare_name(said.by_whom)
    left join people as to_id on to_id.customer_id = kept_customer(said.sent_id)
    left join names as to_name on to_name.bare = bare_name(said.sent_name)
),

later as (
    select customer_id from billed_customers where first_order_on > $as_of::date
)

select
    customer_id,
    referred_id,
    if(referred_id is null, min(written), null) as referred_name
from found
where customer_id is not null and referred_id is distinct from customer_id
    and not exists (from later where later.customer_id = found.referred_id)
group by customer_id, referred_id, bare
order by all
