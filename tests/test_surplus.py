"""Rows with too many cells: where the pieces belong, and what comes of joining them."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import errors, ingest, plans, rows, staging
from icp.reader_surplus import Offer, Surplus, join

PEOPLE = (
    "id,name,address,city,phone\n"
    "1,Ann Lee,12 Main St,Bern,555-1200\n"
    "2,Bob Ray,7 Hill Rd,Basel,555-1300\n"
    "3,Cid Fox,5 Lake Av,Bern,555-1400\n"
    "4,Eve Orr,31 Main St,Basel,\n"
)


def file(text, name="people.csv"):
    content = io.BytesIO(text.encode())
    content.name = name
    return content


def cells(conn, staged):
    found = conn.execute(f"from read_parquet('{staged.path}') order by row_no").fetchall()
    return [row[1:] for row in found]


def test_the_pieces_of_a_torn_text_are_offered_to_be_joined_where_they_fit(empty):
    staged = staging.stage(empty, file(PEOPLE + "5,Dan Poe,9 Oak St, 2nd floor,Bern,555-1500\n"))
    offer = staged.surplus
    assert (offer.rows, offer.best, offer.separator, offer.usual) == (1, "address", ",", 5)
    assert offer.joined(staged.columns, "address") == [
        ["5", "Dan Poe", "9 Oak St, 2nd floor", "Bern", "555-1500"]
    ]
    assert offer.joined(staged.columns, "city") == [
        ["5", "Dan Poe", "9 Oak St", " 2nd floor,Bern", "555-1500"]
    ]
    assert cells(empty, staged)[-1][0] == "6 cells, the header has 5"


def test_joined_rows_count_and_are_stated(empty):
    text = PEOPLE + "5,Dan Poe,9 Oak St, 2nd floor, left,Bern,555-1500\n6,Flo Day,x\n"
    staged = staging.stage(empty, file(text), surplus="address")
    assert staged.surplus is None
    assert staged.notes == ('1 row had a comma too many: joined in "address"',)
    assert cells(empty, staged)[-2:] == [
        (None, "5", "Dan Poe", "9 Oak St, 2nd floor, left", "Bern", "555-1500"),
        ("3 cells, the header has 5", "6", "Flo Day", "x", "", ""),
    ]


def test_other_separators_have_their_names(empty):
    text = PEOPLE.replace(",", ";") + "5;Dan;9 Oak St; 2nd;Bern;555\n"
    notes = staging.stage(empty, file(text), surplus="address").notes
    assert notes == ('1 row had a semicolon too many: joined in "address"',)


@pytest.mark.parametrize(
    ("row", "offered"),
    [
        ("5,Dan Poe,9 Oak St,Bern,,", None),
        ("5,Dan Poe,9 Oak St,Bern,555-1500,", None),
        ("5,Dan Poe,9 Oak St, 2nd floor,Bern,", "address"),
    ],
)
def test_a_blank_cell_at_the_end_is_not_taken_for_a_torn_text(empty, row, offered):
    offer = staging.stage(empty, file(f"{PEOPLE}{row}\n")).surplus
    assert (offer.best if offer else None) == offered


def test_whole_rows_and_broken_quotes_bring_no_offer(empty):
    assert staging.stage(empty, file(PEOPLE)).surplus is None
    assert staging.stage(empty, file(PEOPLE + '5,"Dan,9,9,9,9,9,9\n')).surplus is None


def test_a_column_that_is_not_there_is_a_sentence(empty):
    with pytest.raises(errors.FileUnreadable, match='no column "street"'):
        staging.stage(empty, file(PEOPLE), surplus="street")


def test_the_preview_is_short_and_the_rows_are_all_counted():
    surplus = Surplus(",", None)
    surplus.begin(["a", "b"], 2, [["1", "x"], ["2", "y"]])
    for row_no in range(5_000):
        assert surplus.mended(row_no, ["3", "z" * 999, "z"]) == ["3", "z" * 999, "z"]
    offer = surplus.offer()
    assert (offer.rows, offer.best, len(offer.examples)) == (5_000, "b", 5)
    assert max(len(cell) for _, row in offer.examples for cell in row) == 200


WORD = st.text(st.sampled_from("abcdefgh "), min_size=1, max_size=12).map(lambda t: f"x{t}x")


@settings(max_examples=100, deadline=None)
@given(
    row=st.lists(WORD, min_size=4, max_size=4),
    pieces=st.lists(WORD, min_size=2, max_size=4),
    at=st.integers(0, 3),
)
def test_joining_undoes_the_tearing(row, pieces, at):
    whole = [*row[:at], ";".join(pieces), *row[at + 1 :]]
    torn = [*row[:at], *pieces, *row[at + 1 :]]
    columns = ["k", "l", "m", "n"]
    surplus = Surplus(";", columns[at])
    surplus.begin(columns, 4, [row])
    assert surplus.mended(2, torn) == whole == join(torn, at, len(pieces) - 1, ";")
    assert Offer(1, ";", 4, "k", [(2, torn)]).joined(columns, columns[at]) == [whole]


@pytest.mark.parametrize(
    ("name", "column", "before", "behind", "rows_", "torn"),
    [
        ("customers", "address", 4, 6, 91, 24),
        ("orders", "shipAddress", 9, 4, 830, 176),
    ],
)
def test_northwind_is_repaired_by_one_answer(
    empty, real, name, column, before, behind, rows_, torn
):
    path = real / "northwind" / f"{name}.csv"
    offer = staging.stage(empty, path).surplus
    assert (offer.rows, offer.best) == (torn, column)
    staged = staging.stage(empty, path, surplus=column)
    with path.open(encoding="utf-8", newline="") as lines:
        published = list(csv.reader(lines))[1:]
    # as its SOURCE.md says: the surplus fields belong to the address
    want = [
        (None, *row[:before], ",".join(row[before:-behind]), *row[-behind:]) for row in published
    ]
    assert cells(empty, staged) == want
    assert len(want) == rows_
    assert staged.notes == (f'{torn} rows had a comma too many: joined in "{column}"',)


def test_northwind_is_loaded_whole(empty, real):
    folder = real / "northwind"
    found = ingest.load(empty, folder / "customers.csv", surplus="address")
    assert (found.rows_loaded, found.rows_refused) == (91, 0)
    staged = staging.stage(empty, folder / "orders.csv", surplus="shipAddress")
    plan = plans.make(empty, staged, mapping={"amount": "freight"})
    checked = rows.check(empty, staged, plan)
    assert (checked.rows_ready, checked.totals.orders, checked.totals.customers) == (830, 830, 89)
    assert checked.totals.amount == pytest.approx(64_942.69)  # "freight" of oracle.json
