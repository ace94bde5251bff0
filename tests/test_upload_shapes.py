"""The upload page with two files that are one, wide reports, days and lists of users."""

from datetime import date

import pytest

from tests.conftest import App
from tests.test_pages import text
from tests.test_shapes_count import USERS
from tests.test_shapes_wide import QUICKBOOKS

ORDERS = "Order no,Customer,Order date\n1,Acme,2025-01-31\n2,Bolt,2025-02-01\n3,Idle,2025-02-01\n"
LINES = "Order no,Quantity,Unit price\n1,10,2.50\n2,4,2.50\n9,1,1\n"


def drop(at, **files):
    box = at.file_uploader[0]
    box.set_value([(f"{name}.csv", text.encode(), "text/csv") for name, text in files.items()])
    at.run()
    assert not at.exception
    return at


def press(at, label):
    [button] = [one for one in at.button if one.label.replace("\\", "") == label]
    button.click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("data", [App.EMPTY, App.FILLED])
def test_orders_and_their_lines_are_one_panel(app, data):
    at = drop(app.visit("upload", data), lines=LINES, orders=ORDERS)
    titles = [one.value for one in at.subheader]
    assert r"orders\.csv \+ lines\.csv" in titles
    assert "**3** rows in the file · **2** ready to load · **1** left out" in text(at)
    said = text(at).replace("\\", "")
    assert 'joined on "Order no": 2 of 3 lines found their order, of 3 orders' in said
    assert "orders without a line, so without an amount and not loaded: 1" in said
    assert [one.label for one in at.button if one.label.startswith("Load")] == ["Load 2 rows"]
    press(at, "Load 2 rows")
    assert "2 of 3 rows loaded; left out: no such order in orders" in text(at)
    assert r"**orders\.csv \+ lines\.csv** (orders)" in text(at)


def test_a_third_file_keeps_its_own_panel(app):
    customers = "Customer,Industry\nAcme,Law\n"
    at = drop(app.visit("upload", App.EMPTY), lines=LINES, customers=customers, orders=ORDERS)
    loads = [one.label for one in at.button if one.label.startswith("Load")]
    assert loads == ["Load 2 rows", "Load 1 row"]
    press(at, "Load 1 row")
    press(at, "Load 2 rows")
    assert not at.error
    assert "industry for 50 %" in text(at)


def test_one_half_alone_asks_for_the_other(app):
    at = drop(app.visit("upload", App.EMPTY), lines=LINES)
    assert "drop the file of the orders" in at.error[0].value


def test_a_file_that_cannot_be_read_does_not_hide_the_others(app):
    at = drop(app.visit("upload", App.EMPTY), wrong="", orders=ORDERS, lines=LINES)
    assert "file is empty" in at.error[0].value
    assert "Load 2 rows" in [one.label for one in at.button]


def test_a_wide_report_says_what_its_rows_became(app):
    at = drop(app.visit("upload", App.EMPTY), report=QUICKBOOKS)
    assert "**4** monthly totals ready to load · **5** left out" in text(at)
    assert "4 monthly totals of 2 customers, 1,505.00 in all" in text(at)
    press(at, "Load 4 monthly totals")
    assert "4 monthly totals loaded, 5 left out" in text(at)


def test_a_summary_without_dates_asks_for_its_day(app):
    at = drop(app.visit("upload", App.EMPTY), summary=",Total\nAcme,1200.00\nBolt,300.00\n")
    assert "on which day did it begin" in at.warning[0].value
    [day] = [one for one in at.date_input if one.label == "Day"]
    day.set_value(date(2024, 1, 1))
    press(at, "Use this day")
    assert "1,500.00 in all, on 1 Jan 2024" in text(at)
    press(at, "Change")
    assert "on which day did it begin" in at.warning[0].value


def test_a_list_of_users_is_counted_after_asking(app):
    at = drop(app.visit("upload", App.EMPTY), users=USERS)
    assert "7 rows name only 4 customers" in at.warning[0].value
    press(at, "users or staff: count them")
    assert "**3** customers ready to load · **3** left out" in text(at)
    press(at, "Load 3 customers")
    assert "employees for 100 %" in text(at)
