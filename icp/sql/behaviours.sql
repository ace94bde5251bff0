-- what: what tells how a customer, or a company that only asked, behaves towards us
-- in:   customers, customer_day, feedback, deals, deal_rows, current_attributes, $as_of
-- out:  one row per customer or company with a deal, by listed and customer_id; listed ('customers',
--       or 'deals' for a company that is no customer by number or name: its plain name is the
--       customer_id); in the 12 months before as_of: year_orders (purchases), sales, refunded (in
--       the file's currency), days_late (mean over payments); nps (latest), result (that they get),
--       discount (a column of the customer list with this word, as a number); tickets (a month, in
--       the last 3 months) and tickets_before (in up to 12 months before those); asked, won, lost
--       and open deals, open_on (the oldest open one was created), usual_days (the middle of all
--       won deals, from created to closed); unknown is missing, deals never are
with year as (
    select
        customer_id,
        sum(purchases)::double as year_orders,
        sum(sales)::double as sales,
        sum(sales - net)::double as refunded,
        (sum(days_late) / nullif(sum(payments), 0))::double as days_late
    from customer_day
    where day between $as_of::date - to_months(12) and $as_of::date
    group by customer_id
),

said as (
    select
        customer_id,
        arg_max(nps, given_on)::double as nps,
        (sum(tickets) filter (given_on >= $as_of::date - to_months(3)) / 3)::double as tickets,
        sum(tickets) filter (given_on < $as_of::date - to_months(3))::double as older_tickets,
        least(12, date_diff(
            'month', min(given_on) filter (tickets is not null), $as_of::date - to_months(3)
        )) as older_months
    from feedback
    where given_on between $as_of::date - to_months(15) and $as_of::date
    group by customer_id
),

traits as (
    select
        customer_id,
        lower(min(value) filter (name = 'Result they get')) as result,
        max(try_cast(replace(value, '%', '') as double)) filter (name ilike '%discount%')
            as discount
    from current_attributes
    where name = 'Result they get' or name ilike '%discount%'
    group by customer_id
),

known_names as (
    select bare_name(name) as plain, any_value(customer_id) as customer_id
    from customers
    where exists (from deal_rows)  -- most have none: spares a look at all names
    group by plain
    having count(*) = 1
),

asked as (
    select
        coalesce(named.customer_id, listed.customer_id) as customer_id,
        coalesce(deals.customer_name, deals.name, deals.deal_id) as company,
        deals.outcome = 'open' or coalesce(deals.closed_on > $as_of::date, false) as is_open,
        coalesce(deals.outcome = 'lost', false) and not is_open as is_lost,
        coalesce(deals.outcome = 'won', false) and not is_open as is_won,
        deals.created_on,
        if(is_won, deals.closed_on - deals.created_on, null) as won_days
    from deals
    left join customers as named on named.customer_id = deals.customer_id
    left join known_names as listed
        on listed.plain = bare_name(coalesce(deals.customer_name, deals.name))
    where coalesce(deals.created_on <= $as_of::date, true)
),

dealt as (
    select
        if(customer_id is null, 'deals', 'customers') as listed,
        coalesce(customer_id, bare_name(company)) as customer_id,
        min(company) as company,
        count(*)::integer as asked,
        count(*) filter (is_won)::integer as won,
        count(*) filter (is_lost)::integer as lost,
        count(*) filter (is_open)::integer as open,
        min(created_on) filter (is_open) as open_on
    from asked
    group by all
)

select
    coalesce(dealt.listed, 'customers') as listed,
    coalesce(dealt.customer_id, customers.customer_id) as customer_id,
    coalesce(customers.name, dealt.company) as name,
    year.* exclude (customer_id),
    coalesce(said.nps, customers.nps)::double as nps,
    coalesce(said.tickets, if(said.older_months > 0, 0, null)) as tickets,
    said.older_tickets / nullif(greatest(said.older_months, 0), 0) as tickets_before,
    traits.* exclude (customer_id),
    coalesce(dealt.asked, 0) as asked,
    coalesce(dealt.won, 0) as won,
    coalesce(dealt.lost, 0) as lost,
    coalesce(dealt.open, 0) as open,
    dealt.open_on,
    (select median(won_days) from asked)::double as usual_days
from customers
full join dealt on dealt.listed = 'customers' and dealt.customer_id = customers.customer_id
left join year on year.customer_id = customers.customer_id
left join said on said.customer_id = customers.customer_id
left join traits on traits.customer_id = customers.customer_id
order by listed, 2
