-- what: the tax that stands beside amounts, and whether a third column is the two together
-- in:   gathered (row_no, refusal, cells, the text of order_id, amount and tax, ruled_reason,
--       decimal_comma)
-- out:  one row: rows that have an amount and a tax; the place of a column that is amount + tax, of
--       the row or of its whole order, in 95 of 100 rows (null if there is none); amount and tax of
--       the first such row
with priced as (
    select
        row_no,
        coalesce(clean_text(order_id), 'row ' || row_no) as bill,
        parse_number(clean_text(amount), decimal_comma) as amount,
        parse_number(clean_text(tax), decimal_comma) as tax,
        cells,
        decimal_comma
    from gathered
    where refusal is null and ruled_reason is null
),

taxed as (
    select *
    from priced
    where amount <> 0 and tax <> 0
),

-- 500 bills tell as much as all
first_bills as (
    select bill
    from taxed
    group by bill
    order by min(row_no)
    limit 500
),

summed as (
    select
        *,
        sum(amount) over bills as bill_amount,
        sum(coalesce(tax, 0)) over bills as bill_tax
    from priced
    where bill in (from first_bills)
    window bills as (partition by bill)
),

others as (
    select
        * exclude (cells),
        unnest(range(len(cells))) as place,
        parse_number(clean_text(unnest(cells)), decimal_comma) as other
    from summed
    where amount <> 0 and tax <> 0
),

-- a rounded cent in each of a few lines is no difference
votes as (
    select
        place,
        count(*) filter (abs(other - amount - tax) < 0.015) as of_row,
        count(*) filter (abs(other - bill_amount - bill_tax) < 0.05) as of_bill,
        count(*) as everything
    from others
    group by place
)

select
    (select count(*) from taxed) as taxed_rows,
    (
        select min(place) from votes where greatest(of_row, of_bill) >= 0.95 * everything
    ) as sum_of,
    (select arg_min(amount, row_no) from taxed) as amount,
    (select arg_min(tax, row_no) from taxed) as tax
