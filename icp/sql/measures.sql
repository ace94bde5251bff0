-- what: what orders and payments say of every customer, also of those who stopped buying
-- in:   customer_day, customers, customer_facts, $as_of, $revenue ('net' or 'sales'),
--       $window_months
-- out:  one row per customer with a purchase up to as_of, by customer_id; purchases, money, kinds
--       and cost (in the file's currency; null where not known of every order), active_months of
--       months, payments, late_days over them and their mean days_late in the window that ends with
--       as_of; purchases_before and money_before in the window before (money null where that was
--       not seen from its first month on); tenure_months = whole months since the first purchase
--       or, if earlier, since customer_since; bought_earlier = first purchase before the window;
--       payment_terms and testimonial (as the list has them, in lower case) and nps of the list
with bounds as (
    select
        $as_of::date - to_months($window_months::integer) as from_day,
        $as_of::date - to_months(2 * $window_months::integer) as before_day,
        $as_of::date - to_months(2 * $window_months::integer - 1) as begun_by,
        (select min(day) from customer_day) as data_day
),

everybody as (
    select
        customer_id,
        min(day) filter (purchases > 0) as first_on,
        coalesce(sum(net) filter (day >= from_day), 0) as net,
        count(*) filter (day >= from_day and orders > 0) as days,
        coalesce(sum(payments) filter (day >= from_day), 0) as payments,
        sum(days_late) filter (day >= from_day) as late_days,
        coalesce(sum(purchases) filter (day >= before_day and day < from_day), 0)
            as purchases_before,
        sum(if($revenue = 'sales', sales, net)) filter (
            day >= before_day and day < from_day
        ) as money_before
    from customer_day
    cross join bounds
    where day <= $as_of::date
    group by customer_id
),

joined as (
    select
        everybody.*,
        customers.name,
        least(everybody.first_on, customers.customer_since) as since,
        lower(trim(customers.payment_terms)) as payment_terms,
        lower(trim(customers.testimonial)) as testimonial,
        customers.nps::double as nps,
        recent.* exclude (
            customer_id, name, first_on, payments, days_late, recurring, project, resale
        ),
        coalesce(recent.recurring, 0) as recurring,
        coalesce(recent.project, 0) as project,
        coalesce(recent.resale, 0) as resale
    from everybody
    left join customer_facts($as_of::date, $revenue, $window_months) as recent
        on recent.customer_id = everybody.customer_id
    left join customers on customers.customer_id = everybody.customer_id
    where everybody.first_on is not null
)

select
    customer_id,
    name,
    coalesce(purchases, 0) as purchases,
    coalesce(money, 0)::double as money,
    if(recurring + project + resale = net, recurring, null)::double as recurring,
    if(recurring + project + resale = net, project, null)::double as project,
    if(recurring + project + resale = net, resale, null)::double as resale,
    if(days = 0, 0, cost)::double as cost,
    coalesce(active_months, 0) as active_months,
    coalesce(months, $window_months::integer) as months,
    payments,
    if(payments > 0, late_days, null)::double as late_days,
    (late_days / nullif(payments, 0))::double as days_late,
    purchases_before,
    if(greatest(data_day, since) < begun_by, money_before, null)::double as money_before,
    datesub('month', since, $as_of::date)::integer as tenure_months,
    first_on < from_day as bought_earlier,
    payment_terms,
    testimonial,
    nps
from joined
cross join bounds
order by customer_id
