-- what: merge spellings that differ in case and blanks alone
-- in:   written_values, standard_values (the decided ones)
-- out:  standard_values: a spelling without a decision follows one that differs so and has it, else
--       the most frequent of those
insert into standard_values
with spelled as (
    select field, written, same_text(written) as plain, count(*) as customers
    from written_values
    group by field, written
),

decided as (
    select
        field,
        same_text(written) as plain,
        any_value(standard) as standard,
        any_value(decided_at) as decided_at
    from standard_values
    group by field, plain
),

followed as (
    select
        spelled.field,
        spelled.written,
        coalesce(decided.standard, first_value(spelled.written) over (
            partition by spelled.field, spelled.plain
            order by spelled.customers desc, spelled.written
        )) as standard,
        decided.decided_at
    from spelled
    left join decided on decided.field = spelled.field and decided.plain = spelled.plain
)

select followed.field, followed.written, followed.standard, followed.decided_at
from followed
anti join standard_values as there
    on there.field = followed.field and there.written = followed.written
where followed.decided_at is not null or followed.written <> followed.standard
