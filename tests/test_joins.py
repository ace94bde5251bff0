"""Orders in two files, one with customer and date and one with the lines."""

import csv as csvfile
import io
import json
import shutil

import pytest

from icp import db, errors, ingest, joins, mending, plans, rows
from tests.test_ingest import csv

ORDERS = (
    "Order no,Customer,Order date,Order total\n"
    "1,Acme,2025-01-31,999\n"
    "2,Bolt,2025-02-01,999\n"
    "3,Cedar,2025-02-02,surplus,999\n"
    "4,Dove,2025-02-03,999\n"
    "5,Elm,2025-02-04,999\n"
    "5,Elm,2025-02-05,999\n"
    "6,Fox,2025-02-06,surplus,999\n"
)
LINES = (
    "Order no,Product,Quantity,Unit price,Discount\n"
    "1,Tea,10,2.50,0\n"
    "1,Pot,1,40,0.25\n"
    "2,Tea,4,2.50,\n"
    "3,Tea,1,1,0\n"
    "9,Tea,1,1,0\n"
    ",Tea,1,1,0\n"
    "5,Tea,1,1,0\n"
    "2,Tea\n"
)


@pytest.fixture(autouse=True)
def tidy(empty):
    yield
    for folder in db.scratch(empty).glob("import-*"):
        shutil.rmtree(folder)


def both(conn, orders=ORDERS, lines=LINES):
    return [
        ingest.stage(conn, csv(orders, "orders.csv")),
        ingest.stage(conn, csv(lines, "lines.csv")),
    ]


def checked(conn, staged):
    plan = plans.make(conn, staged)
    return plan, rows.check(conn, staged, plan)


def test_lines_take_customer_and_date_from_their_order(empty):
    staged = joins.join(empty, *both(empty))
    plan, found = checked(empty, staged)
    ingest.commit(empty, staged, plan, found)
    lines = "select row_no, order_id, customer_id, order_on::varchar, product, amount::double"
    assert empty.execute(f"{lines} from order_lines order by 1").fetchall() == [
        (2, "1", "Acme", "2025-01-31", "Tea", 25),
        (3, "1", "Acme", "2025-01-31", "Pot", 30),
        (4, "2", "Bolt", "2025-02-01", "Tea", 10),
    ]
    assert ingest.history(empty).file_name.item() == "orders.csv + lines.csv"


def test_each_line_that_does_not_find_its_order_says_why(empty):
    _, found = checked(empty, joins.join(empty, *both(empty)))
    assert (found.rows_read, found.rows_ready, found.rows_refused) == (8, 3, 5)
    reject = found.rejects.astype(object).where(found.rejects.notna(), None)
    assert reject.values.tolist() == [
        [5, "Order no", "3", "its order is left out of orders.csv: 5 cells, the header has 4"],
        [6, "Order no", "9", "no such order in orders.csv"],
        [7, "Order no", None, "no order number"],
        [8, "Order no", "5", "its order stands in orders.csv more than once, differently"],
        [9, None, "Bolt", "2 cells, the header has 5"],
    ]


def test_a_line_whose_order_number_is_mended_finds_its_order(empty):
    orders, lines = both(empty)
    mended = mending.mend(empty, lines, {6: {"Order no": "1"}})
    _, found = checked(empty, joins.join(empty, orders, mended))
    assert (found.rows_ready, found.rows_refused) == (4, 4)
    assert "1 row mended by hand" in found.notes


def test_what_was_joined_is_said(empty):
    _, found = checked(empty, joins.join(empty, *both(empty)))
    said = " / ".join(found.notes)
    assert 'joined on "Order no": 3 of 8 lines found their order, of 6 orders' in said
    assert (
        "orders without a line, so without an amount and not loaded: 1" in said
    )  # order 4; 6 cannot be read
    assert "rows of orders.csv left out, and their lines with them: 2" in said
    assert "not used: Order total of orders.csv; the amounts of the lines count" in said
    assert "amount = quantity x unit price x (1 - discount)" in said


def test_equal_rows_of_an_order_count_as_one_order(empty):
    orders = "Order no,Customer,Order date\n1,A,2025-01-31\n1,A,2025-01-31\n"
    lines = "Order no,Amount\n1,5\n1,7\n"
    _, found = checked(empty, joins.join(empty, *both(empty, orders, lines)))
    assert (found.rows_ready, found.totals.amount) == (2, 12)


def test_headers_that_both_files_have_are_told_apart(empty):
    orders = "Order no,Customer,Order date,Note\n1,A,2025-01-31,x\n"
    lines = "Order no,Amount,note\n1,5,y\n"
    staged = joins.join(empty, *both(empty, orders, lines))
    assert staged.columns == (
        "Order no",
        "Amount",
        "note",
        "Customer",
        "Order date",
        "Note (orders.csv)",
    )


def test_files_are_paired_by_their_order_numbers(empty):
    first, lines = both(empty)
    other = ingest.stage(empty, csv("Order no,Customer,Order date\n77,A,2025-01-31\n", "b.csv"))
    people = ingest.stage(empty, csv("Customer,Industry\nAcme,Law\n", "c.csv"))
    assert joins.pairs(empty, [lines, other, people, first]) == [(first, lines)]
    assert joins.pairs(empty, [other, lines]) == [(other, lines)]
    assert joins.pairs(empty, [people, lines]) == []


def test_orders_with_amounts_and_lines_of_others_stay_apart(empty):
    orders = "Order no,Customer,Order date,Amount\n77,A,2025-01-31,5\n"
    assert joins.pairs(empty, both(empty, orders)) == []


def test_a_line_without_its_order_is_not_blamed_for_a_currency(empty):
    orders = "Order no,Customer,Order date,Currency\n1,A,2025-01-31,EUR\n2,B,2025-01-31,USD\n"
    lines = "Order no,Amount\n1,5\n2,6\n9,7\n"
    staged = joins.join(empty, *both(empty, orders, lines))
    plan = plans.make(empty, staged, currency="EUR")
    found = rows.check(empty, staged, plan)
    assert list(found.rejects.reason) == ["not in EUR", "no such order in orders.csv"]


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (0, "orders without amounts: drop the file of their lines"),
        (1, "lines of orders, without customer and date: drop the file of the orders"),
    ],
)
def test_half_of_a_pair_says_that_the_other_half_is_missing(empty, at, sentence):
    orders = "Order no,Customer,Order date\n1,A,2025-01-31\n"
    half = both(empty, orders)[at]
    with pytest.raises(errors.MappingIncomplete, match=sentence):
        plans.make(empty, half)


def repaired(path):
    """Northwind's orders with the surplus fields joined into the address, as SOURCE.md says."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    names = head.split(",")
    at = names.index("shipAddress")
    text = io.StringIO()
    writer = csvfile.writer(text)
    writer.writerow(names)
    for line in lines:
        cells = line.split(",")
        more = len(cells) - len(names)
        address = ",".join(cells[at : at + more + 1])
        writer.writerow([*cells[:at], address, *cells[at + more + 1 :]])
    return csv(text.getvalue(), "orders.csv")


def test_northwind_equals_its_oracle(empty, real):
    folder = real / "northwind"
    oracle = json.loads((folder / "oracle.json").read_text())
    orders = ingest.stage(empty, repaired(folder / "orders.csv"))
    lines = ingest.stage(empty, folder / "order-details.csv")
    assert joins.pairs(empty, [lines, orders]) == [(orders, lines)]
    staged = joins.join(empty, orders, lines)
    plan, found = checked(empty, staged)
    assert (found.rows_ready, found.rows_refused) == (oracle["lines"], 0)
    assert (found.totals.orders, found.totals.customers) == (830, oracle["customers_with_orders"])
    assert found.totals.amount == pytest.approx(oracle["net_of_discount"], rel=1e-12)
    ingest.commit(empty, staged, plan, found)
    sums = "select customer_id, sum(net)::double from customer_day group by 1 order by 2 desc"
    assert dict(empty.execute(f"{sums} limit 5").fetchall()) == pytest.approx(oracle["top5"])


def test_northwinds_ragged_orders_take_their_lines_with_them(empty, real):
    folder = real / "northwind"
    files = [ingest.stage(empty, folder / f"{name}.csv") for name in ("orders", "order-details")]
    _, found = checked(empty, joins.join(empty, *files))
    assert found.rows_read == 2155 == found.rows_ready + found.rows_refused
    assert "rows of orders.csv left out, and their lines with them: 176" in found.notes
    assert set(found.rejects.reason) == {
        "its order is left out of orders.csv: 15 cells, the header has 14"
    }
