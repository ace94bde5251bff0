"""Reports with a column for each month, quarter or year, and totals of one period."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, errors, ingest, plans, reader_table, rows, shapes, shapes_periods, staging
from icp.reader_answers import Record
from tests.test_ingest import csv

QUICKBOOKS = """"Alder, Inc",,,,
Sales by Customer Summary,,,,
January - March 2024,,,,
,,,,
,Jan 2024,Feb 2024,Mar 2024,Total
Acme,,,,
   Parts,100.00,,"1,100.00","1,200.00"
   Work,,5.00,,5.00
Total for Acme,100.00,5.00,"1,100.00","1,205.00"
Bolt Ltd,300.00,0.00,x,300.00
Quiet & Co,,,,
TOTAL,"$400.00","$5.00","$1,100.00","$1,505.00"
,,,,
,,,,
"Friday, Jan 3, 2025 04:19 PM GMT-06:00 - Accrual Basis",,,,
"""


def orders(conn):
    return conn.execute(
        "select order_id, customer_id, order_on, amount::double from order_lines"
        " order by row_no, order_on"
    ).fetchall()


def test_a_summary_by_month_becomes_one_order_a_customer_and_month(empty):
    found = ingest.load(empty, csv(QUICKBOOKS))
    assert orders(empty) == [
        ("Acme, 2024-01", "Acme", date(2024, 1, 1), 100),
        ("Acme, 2024-03", "Acme", date(2024, 3, 1), 1100),
        ("Acme, 2024-02", "Acme", date(2024, 2, 1), 5),
        ("Bolt Ltd, 2024-01", "Bolt Ltd", date(2024, 1, 1), 300),
    ]
    assert found.unit == "monthly total"
    assert (found.rows_read, found.rows_loaded, found.rows_refused) == (9, 4, 5)
    # Parts, Work, Bolt and Quiet have 12 cells: 4 amounts, x, and 7 that are blank or zero
    assert any("3 months x 2 customers became 5 monthly totals" in note for note in found.notes)
    assert "blank or zero, so nothing bought then: 7 cells (rows with nothing else: 1)" in " ".join(
        found.notes
    )


def test_what_is_left_out_of_a_report_names_the_files_own_row_and_column(empty):
    found = ingest.load(empty, csv(QUICKBOOKS))
    assert found.rejects.astype(object).where(found.rejects.notna(), None).values.tolist() == [
        [6, None, "Acme", "the heading of a group"],
        [9, None, "Total for Acme", "a total row"],
        [10, "Mar 2024", "x", "not an amount we can read"],
        [12, None, "TOTAL", "a total row"],
        [
            15,
            None,
            "Friday, Jan 3, 2025 04:19 PM GMT-06:00 - Accrual Basis",
            "below the table: a footer",
        ],
    ]
    assert ingest.rejects(empty, found.import_id).values.tolist() == found.rejects.values.tolist()


def test_a_newer_report_replaces_the_same_customers_and_months(empty):
    ingest.load(empty, csv("Customer,Jan 2024,Feb 2024\nA,10,20\nB,1,\n"))
    ingest.load(empty, csv("Customer,January 2024,2024-02,Mar-24\nA,10,25,30\n"))
    net = "select customer_id, day, net::double from customer_day order by all"
    assert empty.execute(net).fetchall() == [
        ("A", date(2024, 1, 1), 10),
        ("A", date(2024, 2, 1), 25),
        ("A", date(2024, 3, 1), 30),
        ("B", date(2024, 1, 1), 1),
    ]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Jan 2024", "2024-01"),
        ("January 2024", "2024-01"),
        ("Jan-24", "2024-01"),
        ("Jan '24", "2024-01"),
        ("2024-01", "2024-01"),
        ("01/2024", "2024-01"),
        ("202401", "2024-01"),
        ("2024-01-01 00:00:00", "2024-01"),
        ("2024-02-29", "2024-02"),
        ("Dec 1 - 15, 2024", "2024-12"),
        ("Sept. 2024", "2024-09"),
        ("März 2024", "2024-03"),
        ("Dez 24", "2024-12"),
        ("Jan - Mar 2024", "2024-Q1"),
        ("Q4 2023", "2023-Q4"),
        ("2024 Q3", "2024-Q3"),
        ("2024", "2024"),
        ("Sales 2024", "2024"),
        ("Umsatz 2024", "2024"),
        ("Jul 2023 - Jun 2024", "2023-07 to 2024-06"),
    ],
)
def test_a_header_is_read_as_its_period(header, key):
    assert [one.key for one in shapes_periods.find(["Customer", header])] == [key]


@pytest.mark.parametrize(
    "headers",
    [
        ["Customer", "Marketing", "Mayor", "Total", "Sales"],
        ["Customer", "2024-13", "31/12/2024"],
        ["Customer", "2024-01-01", "2024-01-08", "2024-01-15"],  # weeks
        ["Customer", "Jan 1", "Jan 2", "Jan 10"],  # days
        ["Customer", "Jan 2024", "Sales Jan 2024"],  # which of both?
        ["Customer", "Jan 2024", "Feb"],
        ["Customer", "May"],
    ],
)
def test_other_headers_are_no_periods(headers):
    assert shapes_periods.find(headers) == []


def test_totals_over_periods_of_the_report_do_not_count_again(empty):
    text = "Customer,Nov 2023,Dec 2023,2023,Jan 2024,2024,Grand Total\nA,1,2,3,4,4,7\n"
    found = ingest.load(empty, csv(text))
    assert [(day, amount) for _, _, day, amount in orders(empty)] == [
        (date(2023, 11, 1), 1),
        (date(2023, 12, 1), 2),
        (date(2024, 1, 1), 4),
    ]
    assert "not counted: 2023, 2024, Grand Total" in found.notes


def test_months_without_a_year_are_asked_about(empty):
    text = "Customer,Nov,Dec,Jan\nA,1,2,3\n"
    with pytest.raises(errors.Question, match='does "Nov", the first, begin') as question:
        ingest.load(empty, csv(text))
    assert (question.value.option, question.value.choices) == ("date", {})
    ingest.load(empty, csv(text), date="2023-11-01")
    assert [day for _, _, day, _ in orders(empty)] == [
        date(2023, 11, 1),
        date(2023, 12, 1),
        date(2024, 1, 1),
    ]


def test_a_summary_without_dates_is_asked_for_its_day(empty):
    text = "Sales by Customer Summary\n2024\n\n,Total\nAcme,1200.00\nBolt,300.00\nTOTAL,1500.00\n"
    with pytest.raises(errors.Question, match="on which day did it begin") as question:
        ingest.load(empty, csv(text))
    assert question.value.option == "date"
    with pytest.raises(errors.Question):
        ingest.load(empty, csv(text), date="some day")
    found = ingest.load(empty, csv(text), date="2024-01-01")
    assert [line[1:] for line in orders(empty)] == [
        ("Acme", date(2024, 1, 1), 1200),
        ("Bolt", date(2024, 1, 1), 300),
    ]
    assert any("all amounts count on 01 Jan 2024" in note for note in found.notes)
    assert list(found.rejects.reason) == ["a total row"]


def test_a_list_of_customers_with_columns_by_year_stays_one(empty):
    text = "Customer,Industry,Employees,2023,2024\nA,Law,5,10,20\nB,IT,7,,1\n"
    found = ingest.load(empty, csv(text))
    assert (found.kind, found.rows_loaded) == ("customers", 2)
    assert any("2023, 2024: if these are sales" in note for note in found.notes)
    found = ingest.load(empty, csv(text), kind="orders", again="yes")
    assert found.totals.amount == 31


def test_decimal_commas_and_other_columns_stay_as_they_are(empty):
    text = "Kunde;Currency;Jan 2024;Feb 2024\nMüller;EUR;1.234,50;-2,5\nWeber;EUR;;7,00\n"
    found = ingest.load(empty, csv(text))
    assert [line[3] for line in orders(empty)] == [1234.5, -2.5, 7]
    assert found.totals.currencies == ("EUR",)


def test_amounts_without_a_customer_and_ragged_rows_are_refused_once_each(empty):
    text = "Customer,2023,2024\nA,1,2\n,5,6\nB,7\n"
    found = ingest.load(empty, csv(text))
    assert (found.rows_loaded, found.rows_refused) == (2, 2)
    assert list(found.rejects["row"]) == [3, 4]
    assert list(found.rejects.reason) == ["no customer", "2 cells, the header has 3"]


def test_a_customer_called_total_something_is_named_where_it_is_left_out(empty):
    text = "Customer,2023,2024\nTotal Wine,1,2\nA,5,6\n"
    found = ingest.load(empty, csv(text))
    assert set(found.rejects.value) == {"Total Wine"}


def test_an_amount_of_another_writing_names_its_own_column(empty):
    text = "Customer,2023,2024\nA,1.5,2\nB,7.25,1.2.3\n"
    found = ingest.load(empty, csv(text))
    assert found.rejects.values.tolist() == [[3, "2024", "1.2.3", "not an amount we can read"]]


GRIDS = st.integers(2, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.none() | st.integers(-999, 999).filter(bool), min_size=width, max_size=width),
        min_size=1,
        max_size=8,
    )
)


@settings(max_examples=12, deadline=None)
@given(grid=GRIDS.filter(lambda grid: any(any(row) for row in grid)))
def test_the_orders_make_the_same_grid_again(grid):
    months = [date(2024, month, 1) for month in range(1, len(grid[0]) + 1)]
    with db.open(":memory:") as conn:
        folder = Path(tempfile.mkdtemp(dir=db.scratch(conn)))
        columns = ("Customer", *(f"{month:%b %Y}" for month in months))
        lines = (
            Record(at + 2, [f"c{at}", *("" if cell is None else str(cell) for cell in row)])
            for at, row in enumerate(grid)
        )
        count = reader_table.save(lines, folder / "staged.parquet", len(columns))
        staged = staging.Staged(folder, "grid.csv", "digest", columns, count, ())
        narrow = shapes.reshape(conn, staged)
        checked = rows.check(conn, narrow, plan := plans.make(conn, narrow))
        ingest.commit(conn, narrow, plan, checked)
        staging.discard(narrow)
        found = {(who, day): amount for _, who, day, amount in orders(conn)}
    again = [[found.pop((f"c{at}", day), None) for day in months] for at in range(len(grid))]
    assert again == grid
    assert not found


def test_the_kind_can_be_told_before_anything_is_reshaped(empty):
    staged = ingest.stage(empty, csv("Customer,2023,2024\nA,1,2\n"))
    assert shapes.guess_kind(staged) == "orders"
    assert shapes.reshape(empty, staged, "customers").columns == staged.columns
    staging.discard(staged)


@pytest.mark.parametrize(
    "header", ["FY24", "FY2024", "FY 2024", "Fiscal 2024", "Fiscal year 2024", "FY23/24", "fy-24"]
)
def test_when_a_fiscal_year_begins_is_asked(empty, header):
    text = f"Customer,{header}\nAcme,100\n"
    with pytest.raises(errors.Question, match="is of a fiscal year") as question:
        ingest.load(empty, csv(text))
    assert (question.value.option, question.value.choices) == ("date", {})
    ingest.load(empty, csv(text), date="2023-07-01")
    assert orders(empty) == [("Acme, 2023-07 to 2024-06", "Acme", date(2023, 7, 1), 100)]


def test_fiscal_years_follow_the_first_whatever_their_order(empty):
    text = "Customer,FY25,FY24\nAcme,200,100\n"
    with pytest.raises(errors.Question, match='did "FY24" begin'):
        ingest.load(empty, csv(text))
    ingest.load(empty, csv(text), date="2023-04-01")
    assert [(day, amount) for _, _, day, amount in orders(empty)] == [
        (date(2023, 4, 1), 100),
        (date(2024, 4, 1), 200),
    ]


def test_fiscal_quarters_are_three_months_each_and_their_year_is_a_total(empty):
    text = "Customer,Q1 FY24,FY24 Q2,Q3 FY24,Q4 FY24,FY24\nAcme,1,2,4,8,15\n"
    ingest.load(empty, csv(text), date="2023-10-01")
    assert [(day, amount) for _, _, day, amount in orders(empty)] == [
        (date(2023, 10, 1), 1),
        (date(2024, 1, 1), 2),
        (date(2024, 4, 1), 4),
        (date(2024, 7, 1), 8),
    ]


def test_a_day_far_from_the_name_of_a_fiscal_year_is_asked_again(empty):
    with pytest.raises(errors.Question, match="2019 is not the year of it"):
        ingest.load(empty, csv("Customer,FY24\nAcme,100\n"), date="2019-07-01")


def test_fiscal_and_other_years_together_are_no_report():
    assert shapes_periods.find(["Customer", "FY24", "2025"]) == []
