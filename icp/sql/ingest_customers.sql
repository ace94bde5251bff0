-- what: the rows of a customer list as values, or the reasons why a row cannot be one
-- in:   mapped (row_no, refusal, day_first, decimal_comma, own and the text of each field of
--       fields.CUSTOMERS)
-- out:  one row per row of the file; amount is null, a customer list has none; own = the text of
--       the file's other columns; problems = why it is refused, doubts = values that count as unknown
with cleaned as (
    select
        * replace (
            clean_text(customer_id) as customer_id,
            clean_text(customer_name) as customer_name,
            clean_text(distance) as distance,
            clean_text(customer_since) as customer_since,
            clean_text(nps) as nps,
            list_transform(own, lambda value: clean_text(value)) as own
        ),
        coalesce(clean_text(customer_id), clean_text(customer_name)) as id
    from mapped
),

parsed as (
    select
        *,
        first_value(row_no) over (partition by id order by row_no) as first_row,
        try_cast(parse_number(distance, decimal_comma) as decimal(18, 4)) as distance_value,
        parse_date(customer_since, day_first) as since_value,
        try_cast(parse_number(nps, decimal_comma) as decimal(18, 4)) as nps_value
    from cleaned
),

judged as (
    select
        *,
        case
            when refusal is not null
                then [{'field': null::varchar, 'value': id, 'reason': refusal}]
            when id is null
                then [{'field': 'customer_id', 'value': null::varchar, 'reason': 'no customer'}]
            when regexp_matches(id, '^(grand |sub)?total\b', 'i')
                then [{'field': 'customer_id', 'value': id, 'reason': 'a total row'}]
            when row_no > first_row
                then [{
                    'field': 'customer_id',
                    'value': id,
                    'reason': 'the same customer as in row ' || first_row
                }]
            else []
        end as problems,
        list_filter(
            [
                if(distance_value is null and distance is not null, {
                    'field': 'distance', 'value': distance
                }, null),
                if(since_value is null and customer_since is not null, {
                    'field': 'customer_since', 'value': customer_since
                }, null),
                if(nps is not null and coalesce(nps_value not between 0 and 10, true), {
                    'field': 'nps', 'value': nps
                }, null)
            ],
            lambda doubt: doubt is not null
        ) as doubts
    from parsed
)

select
    row_no,
    id as customer_id,
    customer_name as name,
    clean_text(industry) as industry,
    clean_text(employees) as employees,
    clean_text(business_type) as business_type,
    clean_text(own_revenue) as own_revenue,
    clean_text(location) as location,
    clean_text(country) as country,
    distance_value as distance,
    since_value as customer_since,
    clean_text(lead_source) as lead_source,
    clean_text(referred_by) as referred_by,
    clean_text(testimonial) as testimonial,
    if(nps_value between 0 and 10, nps_value, null) as nps,
    clean_text(payment_terms) as payment_terms,
    clean_text(contact_title) as contact_title,
    clean_text(account_manager) as account_manager,
    null::decimal(18, 4) as amount,
    own,
    problems,
    doubts
from judged
