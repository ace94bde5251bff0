-- what: when each customer first ordered and first bought
-- in:   customer_day
-- out:  the first days in billed_customers
update billed_customers
set first_order_on = firsts.order_on, first_purchase_on = firsts.purchase_on
from (
    select
        place,
        min(day) filter (orders > 0) as order_on,
        min(day) filter (purchases > 0) as purchase_on
    from customer_day
    group by place
) as firsts
where firsts.place = billed_customers.place
