-- what: what orders and payments say of every customer, also of those who stopped buying
-- in:   customer_day, billed_customers, customers, customer_window, $as_of, $revenue ('net' or
--       'sales'), $window_months
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
        $as_of::date - to_months(2 * $window_months::integer - 1) as begun_by,
        (select min(day) from customer_day) as data_day
),

before as (
    select
        place,
        sum(purchases) as purchases,
        sum(if($revenue = 'sales', sales, net)) as money
    from customer_day
    where day >= $as_of::date - to_months(2 * $window_months::integer)
        and day < $as_of::date - to_months($window_months::integer)
    group by place
),

joined as (
    select
        recent.*,
        customers.customer_id,
        customers.name,
        billed.first_purchase_on as first_on,
        least(first_on, customers.customer_since) as since,
        lower(trim(customers.payment_terms)) as payment_terms,
        lower(trim(customers.testimonial)) as testimonial,
        customers.nps::double as nps,
        months_known(first_on, $as_of::date, $window_months) as known_months,
        coalesce(recurring + project + resale, 0) = coalesce(net, 0) as by_kind,
        before.purchases as purchases_before,
        before.money as money_before
    from billed_customers as billed
    join customers on customers.customer_id = billed.customer_id
    left join customer_window($as_of::date, $revenue, $window_months) as recent
        on recent.place = billed.place
    left join before on before.place = billed.place
    where billed.first_purchase_on <= $as_of::date
)

select
    customer_id,
    name,
    coalesce(purchases, 0)::integer as purchases,
    coalesce(money, 0)::double as money,
    if(by_kind, coalesce(recurring, 0), null)::double as recurring,
    if(by_kind, coalesce(project, 0), null)::double as project,
    if(by_kind, coalesce(resale, 0), null)::double as resale,
    if(coalesce(days, 0) = 0, 0, cost)::double as cost,
    least(coalesce(active_months, 0), known_months)::integer as active_months,
    if(coalesce(days, 0) = 0, $window_months::integer, known_months)::integer as months,
    coalesce(payments, 0) as payments,
    if(payments > 0, late_days, null)::double as late_days,
    (late_days / nullif(payments, 0))::double as days_late,
    coalesce(purchases_before, 0) as purchases_before,
    if(greatest(data_day, since) < begun_by, money_before, null)::double as money_before,
    datesub('month', since, $as_of::date)::integer as tenure_months,
    first_on < from_day as bought_earlier,
    payment_terms,
    testimonial,
    nps
from joined
cross join bounds
order by customer_id
