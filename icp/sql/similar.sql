-- what: the customers most like one, by the facts that are known of both
-- in:   customer_traits, customers, $customer_id, $most (how many; all that tie with the last),
--       $known (fewest facts known of both), $shared (fewest that are the same)
-- out:  one row per customer, the most alike first: customer_id, name, alike (0-1), known (facts
--       known of both), shared (trait, value and the one's own value of each that is the same, the
--       rarest first); facts, in each row: how many of the one can be compared, those that some
--       others share, not all; where nobody is like it one row with nothing but facts
-- a fact weighs the share of the others who have another value; of two sizes in numbers the smaller
-- counts as its share of the larger; one more fact is taken to differ, so that 2 of 2 is less than
-- 6 of 7
with traits as materialized (
    select theirs.*
    from customer_traits as theirs
    semi join (select trait from customer_traits where customer_id = $customer_id) as own
        on own.trait = theirs.trait
),

counted as (
    select
        trait,
        value,
        bool_or(customer_id = $customer_id) as owned,
        count(*) as n,
        sum(count(*)) over (partition by trait) as everybody,
        -- a column of many different numbers is a measure, not a trait
        count(*) filter (try_cast(value as double) is not null) over (partition by trait) as numbers
    from traits
    group by trait, value
),

own as (
    select trait, value, 1 - n / everybody as weight
    from counted
    where
        owned
        and n > 1
        and n < everybody
        and numbers <= 12
        and trait <> 'account_manager'  -- who of us looks after them says nothing about them
),

sizes as materialized (
    select customer_id, name, employees, try_cast(employees as double) as size
    from customers
),

compared as (
    select
        theirs.customer_id,
        sizes.name,
        own.trait,
        own.weight,
        coalesce(if(own.trait = 'employees', sizes.employees, null), theirs.value) as value,
        coalesce(if(own.trait = 'employees', mine.employees, null), own.value) as own_value,
        if(
            own.trait = 'employees' and sizes.size > 0 and mine.size > 0,
            least(sizes.size, mine.size) / greatest(sizes.size, mine.size),
            (theirs.value = own.value)::integer
        ) as closeness
    from traits as theirs
    join own on own.trait = theirs.trait
    join sizes on sizes.customer_id = theirs.customer_id
    join sizes as mine on mine.customer_id = $customer_id
    where theirs.customer_id <> $customer_id
),

alike as (
    select
        customer_id,
        round(sum(weight * closeness) / (sum(weight) + 1), 9) as alike,
        count(*) as known
    from compared
    group by customer_id
    having count(*) >= $known and count(*) filter (closeness >= 0.5) >= $shared
    qualify rank() over (order by alike desc) <= $most
),

nearest as (
    select
        customer_id,
        any_value(compared.name) as name,
        any_value(alike.alike) as alike,
        any_value(alike.known) as known,
        list({'trait': trait, 'value': value, 'own_value': own_value} order by weight desc, trait)
            filter (closeness >= 0.5) as shared
    from compared
    join alike using (customer_id)
    group by customer_id
)

select (select count(*) from own) as facts, nearest.*
from (select 1)
left join nearest on true
order by alike desc, name, customer_id
