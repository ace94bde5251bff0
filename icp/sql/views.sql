-- what: what is current; remade whenever a workspace is attached
-- in:   the tables of schema.sql
-- out:  customers: one row per known customer, with standard values and what was typed;
--       current_lines: one row per order line that counts, under the names that are kept and with
--       its service; current_attributes: one row per customer and own column; latest_judgements:
--       one row per customer and trait that was typed; latest_sorts: one row per customer and
--       author; listed_products, deals, prospects: one row each; feedback: one row per row that
--       counts
-- a name without its capitals and blanks
create or replace macro bare_name(written) as
    regexp_replace(lower(written), '[\s\x{00a0}\x{202f}]+', '', 'g');

-- the words of a name, each with a blank on both sides, without accents and punctuation
create or replace macro plain_words(written) as
    ' ' || trim(regexp_replace(lower(strip_accents(written)), '[^\p{L}\p{N}]+', ' ', 'g')) || ' ';

-- the one name under which a written customer or product counts
create or replace macro kept_customer(id) as
    coalesce((select kept_id from customer_alias where written_id = id), id);

create or replace macro kept_product(name) as
    coalesce((select kept from product_alias where written = name), name);

create or replace view latest_customers as
select *
from customer_rows
qualify row_number() over (partition by customer_id order by import_id desc, row_no) = 1;

-- of several rows of one customer the newest of the kept name comes first; the others fill its
-- blanks, so that a file that brings one fact leaves the others as they were
create or replace view listed_customers as
with kept as (
    select kept_customer(customer_id) as kept_id, *
    from customer_rows
)

select
    kept_id as customer_id,
    arg_min(
        columns(* exclude (kept_id, customer_id)), (kept_id <> customer_id, -import_id, row_no)
    )
from kept
group by kept_id;

-- what was typed last about each customer and trait; value is null where that is "unknown"
create or replace view latest_judgements as
select kept_customer(customer_id) as customer_id, trait, value
from judgements
qualify row_number() over (partition by kept_customer(customer_id), trait order by seq desc) = 1;

-- how each author last sorted each customer, without what was taken back
create or replace view latest_sorts as
select kept_customer(customer_id) as customer_id, * exclude (customer_id, undoes)
from sorts
where undoes is null and act not in (select undoes from sorts where undoes is not null)
qualify row_number() over (
    partition by kept_customer(customer_id), author order by seq desc
) = 1;

-- text as it is compared where case and blanks make no difference
create or replace macro same_text(written) as
    lower(regexp_replace(trim(written), '\s+', ' ', 'g'));

-- the values that may have a standard, as files write them; numbers need none
create or replace view written_values as
select field, customer_id, written
from (
    unpivot (
        select
            customer_id,
            industry,
            business_type,
            if(try_cast(employees as double) is null, employees, null) as employees,
            if(try_cast(own_revenue as double) is null, own_revenue, null) as own_revenue,
            country
        from listed_customers
    )
    on columns(* exclude (customer_id)) into name field value written
);

create or replace view customers as
with typed as (
    select customer_id, map(list(trait), list(value)) as facts
    from latest_judgements
    group by customer_id
)

select
    coalesce(listed.customer_id, billed.customer_id) as customer_id,
    coalesce(listed.name, billed.name, listed.customer_id, billed.customer_id) as name,
    listed.* exclude (import_id, row_no, customer_id, name) replace (
        if(map_contains(typed.facts, 'industry'), typed.facts['industry'], listed.industry)
            as industry,
        if(map_contains(typed.facts, 'employees'), typed.facts['employees'], listed.employees)
            as employees
    )
from standard_customers as listed
full join billed_customers as billed on billed.customer_id = listed.customer_id
left join typed on typed.customer_id = coalesce(listed.customer_id, billed.customer_id);

-- the users' own columns, and what was typed beside the fields of a customer list
create or replace view current_attributes as
with latest as (
    select
        record_id as customer_id,
        name,
        arg_max(value, import_id) as value,
        max(import_id) as import_id,
        kept_customer(record_id) as kept_id
    from attributes
    semi join customer_rows using (import_id)
    group by record_id, name
),

written as (
    select kept_id as customer_id, name, value
    from latest
    where kept_id = customer_id
    union all
    select kept_id, name, arg_min(value, (-import_id, customer_id))
    from latest
    anti join (select customer_id, name from latest) as kept
        on kept.customer_id = latest.kept_id and kept.name = latest.name
    where kept_id <> customer_id
    group by kept_id, name
)

select written.*
from written
anti join latest_judgements as typed
    on typed.customer_id = written.customer_id and typed.trait = written.name
union all
select typed.customer_id, typed.trait, typed.value
from latest_judgements as typed
semi join customers on customers.customer_id = typed.customer_id
where typed.value is not null and typed.trait not in ('industry', 'employees');

create or replace view listed_products as
select * exclude (row_no)
from product_rows
qualify row_number() over (partition by product_id order by import_id desc, row_no) = 1;

create or replace view deals as
with newest as (
    select * exclude (row_no)
    from deal_rows
    qualify row_number() over (partition by deal_id order by import_id desc, row_no) = 1
)

select
    newest.* replace (
        in_own_currency(newest.amount, rates.rate) as amount,
        kept_customer(newest.customer_id) as customer_id,
        kept_product(newest.product) as product
    )
from newest
left join rates on rates.currency = newest.currency;

create or replace view prospects as
select * exclude (row_no)
from prospect_rows
qualify row_number() over (partition by prospect_id order by import_id desc, row_no) = 1;

create or replace view feedback as
with newer as (
    select feedback_id, max(import_id) as import_id
    from feedback_rows
    where import_id > (select min(import_id) from feedback_rows)  -- nothing after one import
    group by feedback_id
)

select feedback_rows.* exclude (row_no) replace (
    kept_customer(feedback_rows.customer_id) as customer_id
)
from feedback_rows
anti join newer
    on newer.feedback_id = feedback_rows.feedback_id
    and newer.import_id > feedback_rows.import_id;

create or replace view current_lines as
with newer as (
    select order_id, max(import_id) as import_id
    from order_lines
    where import_id > (select min(import_id) from order_lines)  -- costs nothing after one import
    group by order_id
),

kept as (
    select
        order_lines.* replace (
            kept_customer(order_lines.customer_id) as customer_id,
            kept_product(order_lines.product) as product,
            in_own_currency(order_lines.amount, rates.rate) as amount,
            in_own_currency(order_lines.cost, rates.rate) as cost
        )
    from order_lines
    left join rates on rates.currency = order_lines.currency
    anti join newer
        on newer.order_id = order_lines.order_id and newer.import_id > order_lines.import_id
)

select
    kept.* replace (coalesce(kept.revenue_kind, product_services.revenue_kind) as revenue_kind),
    product_services.service
from kept
left join product_services on product_services.product = kept.product;

-- all names of customers that are written down in files other than the customer list
create or replace view written_customers as
select customer_id from order_lines
union
select customer_id from deal_rows where customer_id is not null
union
select customer_id from feedback_rows;

create or replace view written_products as
select distinct product from order_lines where product is not null;

-- the first of the rules (position, how, pattern, service, revenue_kind) that fits each product;
-- how = 'words' (whole words side by side), 'start' or 'part' of the name; ; parts several patterns
create or replace macro fitted_services(rules) as table
with rule as (
    select unnest(rules, recursive := true)
),

patterns as (
    select *, unnest(string_split(pattern, ';')) as wanted
    from rule
),

plain_patterns as (
    select * replace (plain_words(wanted) as wanted)
    from patterns
    where trim(plain_words(wanted)) <> ''
),

plain_products as (
    select distinct kept_product(product) as product, plain_words(kept_product(product)) as plain
    from written_products
)

select
    products.product,
    arg_min(patterns.service, patterns.position) as service,
    arg_min({'kind': patterns.revenue_kind}, patterns.position).kind as revenue_kind,
    min(patterns.position) as position
from plain_products as products
join plain_patterns as patterns
    on case patterns.how
        when 'words' then contains(products.plain, patterns.wanted)
        when 'start' then starts_with(products.plain, rtrim(patterns.wanted))
        else contains(products.plain, trim(patterns.wanted))
    end
group by products.product;

create or replace view products as
select product, count(*) as lines, sum(amount) as net
from current_lines
where product is not null
group by product;

-- calendar months from the first purchase ever to the day before as_of, at most window_months (null
-- = no limit) and at least 1; null where that purchase comes later
create or replace macro months_known(first_on, as_of, window_months) as
    case
        when first_on <= as_of then greatest(
            least(
                date_diff('month', first_on, as_of - 1) + 1,
                coalesce(window_months::integer, 2147483647)
            ),
            1
        )::integer
    end;

-- what each customer did in the window_months before as_of and on as_of itself (null = all up to
-- as_of): one row per customer with a day in it, sums null where none; money in the file's currency
-- by revenue ('net' or 'sales'); active_months = calendar months with a purchase, at most
-- window_months, each counted on its first day of purchase; days = those with an order; cost is
-- null where that of a day is not known
create or replace macro customer_window(as_of, revenue, window_months) as table
select
    place,
    max(day) filter (purchases > 0) as last_on,
    max(day) filter (projects > 0) as last_project_on,
    sum(purchases) as purchases,
    sum(projects) as projects,
    count(*) filter (
        purchases > 0
        and coalesce(waited >= day(day), true)
        and (
            window_months is null
            or day >= date_trunc('month', as_of - 1) - to_months(window_months::integer - 1)
        )
    ) as active_months,
    sum(net) as net,
    case revenue when 'sales' then sum(sales) else sum(net) end as money,
    sum(recurring) as recurring,
    sum(project) as project,
    sum(resale) as resale,
    case when count(*) filter (orders > 0 and cost is null) = 0 then sum(cost) end as cost,
    sum(payments) as payments,
    sum(days_late) as late_days,
    count(*) filter (orders > 0) as days
from customer_day
where
    day <= as_of
    and day >= coalesce(as_of - to_months(window_months::integer), date '0001-01-01')
group by place;

-- what each customer ordered in that window: one row per customer with an order in it; recency in
-- days from the last purchase to as_of, null without one; months = those known, null without a
-- purchase; active_months are at most these
create or replace macro customer_facts(as_of, revenue, window_months) as table
with windowed as (
    select
        billed.customer_id,
        if(billed.first_purchase_on <= as_of, billed.first_purchase_on, null) as first_on,
        months_known(first_on, as_of, window_months) as months,
        seen.*
    from customer_window(as_of, revenue, window_months) as seen
    join billed_customers as billed on billed.place = seen.place
    where seen.days > 0
)

select
    windowed.customer_id,
    customers.name,
    windowed.first_on,
    windowed.last_on,
    date_diff('day', windowed.last_on, as_of)::integer as recency_days,
    date_diff('day', windowed.last_project_on, as_of)::integer as project_recency_days,
    windowed.purchases::integer as purchases,
    windowed.projects::integer as projects,
    least(windowed.active_months, windowed.months)::integer as active_months,
    windowed.months,
    windowed.money as money,
    windowed.recurring as recurring,
    windowed.project as project,
    windowed.resale as resale,
    windowed.cost as cost,
    windowed.payments::integer as payments,
    (windowed.late_days / nullif(windowed.payments, 0))::double as days_late
from windowed
left join customers on customers.customer_id = windowed.customer_id;

-- a company's own revenue as a band; text that is no number stays as it is written
create or replace macro revenue_band(written) as
    case
        when try_cast(written as double) is null then written
        when try_cast(written as double) < 1e6 then 'under 1M'
        when try_cast(written as double) < 5e6 then '1-5M'
        when try_cast(written as double) < 25e6 then '5-25M'
        when try_cast(written as double) < 100e6 then '25-100M'
        when try_cast(written as double) < 1e9 then '100M-1B'
        else '1B and more'
    end;

-- one row per customer, trait and value that is known; trait = a field of ours, a user's column or
-- a service, bought or not by those of whose products we know the service
create or replace view customer_traits as
with newest as (
    -- the header of the newest list says the unit
    select
        if(regexp_matches(arg_max(mapping ->> 'distance', import_id), 'km|kilom', 'i'), ' km',
            ' miles') as unit
    from imports
    where kind = 'customers' and not undone and mapping ->> 'distance' is not null
),

ours as (
    select
        customer_id,
        industry,
        business_type,
        employee_band(employees) as employees,
        revenue_band(own_revenue) as own_revenue,
        location,
        country,
        case
            when distance < 10 then 'under 10' || unit
            when distance < 25 then '10 to 24' || unit
            when distance < 50 then '25 to 49' || unit
            when distance >= 50 then '50' || unit || ' and more'
        end as distance,
        lead_source,
        if(referred_by is null, null, 'yes') as referred_by,
        testimonial,
        case when nps >= 9 then '9-10' when nps >= 7 then '7-8' when nps < 7 then '0-6' end as nps,
        payment_terms,
        contact_title,
        account_manager
    from customers
    cross join newest
)

select customer_id, trait, value
from (unpivot ours on columns(* exclude (customer_id)) into name trait value value)
union all
select customer_id, name as trait, value from current_attributes
union all
select buyers.customer_id, 'Buys ' || offers.service as trait, if(bought.net > 0, 'yes', 'no')
from (select distinct customer_id from customer_services) as buyers
cross join (select distinct service from customer_services) as offers
left join customer_services as bought
    on bought.customer_id = buyers.customer_id and bought.service = offers.service;
