-- what: what each customer brought in the window, what that cost us, and how late they paid
-- in:   billed_customers, customers, customer_window, $as_of, $revenue ('net' or 'sales'),
--       $window_months (null = all)
-- out:  one row per customer with a purchase up to as_of or an order in the window, by customer_id;
--       ordered = with an order in it ('sales': with a purchase), without one money and cost are 0;
--       money in the file's currency, cost null where not known of every order; months = calendar
--       months from the first purchase on, at most those of the window; late_days over the payments
--       of the window and their mean days_late
select
    billed.customer_id,
    customers.name,
    coalesce(if($revenue = 'sales', seen.purchases, seen.days) > 0, false) as ordered,
    if(
        ordered, months_known(billed.first_purchase_on, $as_of::date, $window_months), null
    )::double as months,
    if(ordered, seen.money, 0)::double as revenue,
    if(ordered, seen.cost, 0)::double as cost,
    if(seen.payments > 0, seen.late_days, null)::double as late_days,
    (seen.late_days / nullif(seen.payments, 0))::double as payment
from billed_customers as billed
join customers on customers.customer_id = billed.customer_id
left join customer_window($as_of::date, $revenue, $window_months) as seen
    on seen.place = billed.place
where ordered or billed.first_purchase_on <= $as_of::date
order by billed.customer_id
