-- what: the customers of the lists with standard values, from which every page reads
-- in:   listed_customers, standard_values
-- out:  one row per listed customer
insert into standard_customers by name
select
    listed.* replace (
        coalesce(industry.standard, listed.industry) as industry,
        coalesce(business_type.standard, listed.business_type) as business_type,
        coalesce(employees.standard, listed.employees) as employees,
        coalesce(own_revenue.standard, listed.own_revenue) as own_revenue,
        coalesce(country.standard, listed.country) as country
    )
from listed_customers as listed
left join standard_values as industry
    on industry.field = 'industry' and industry.written = listed.industry
left join standard_values as business_type
    on business_type.field = 'business_type' and business_type.written = listed.business_type
left join standard_values as employees
    on employees.field = 'employees' and employees.written = listed.employees
left join standard_values as own_revenue
    on own_revenue.field = 'own_revenue' and own_revenue.written = listed.own_revenue
left join standard_values as country
    on country.field = 'country' and country.written = listed.country
