"""Customers by status on the page, without a browser."""

from datetime import date, timedelta

import pytest

from icp import db
from tests.conftest import App, book


def show(app, data=App.FILLED, view="status"):
    at = app.visit("segmentation", data)
    return at.segmented_control(key="segmentation_view").set_value(view).run()


def said(at, *kinds):
    return " ".join(str(one.value) for kind in kinds for one in at.get(kind)).replace("\\", "")


def fill(app, customers):
    """Customers with one to three orders, 200 days apart, the newest up to 49 days ago."""
    day = date(2025, 12, 31)
    lines = [
        (f"{i} {k}", f"c{i}", day - timedelta(i % 50 + 200 * k), 10 + i)
        for i in range(customers)
        for k in range(1 + i % 3)
    ]
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines").fetchall()
        book(conn, lines)


def test_the_answer_comes_first_and_says_who_is_what(app):
    # twelve customers, one order each every 120 days, the last ones 1 to 111 days ago: c1 to c9
    # lie beyond 90 days only for the two oldest of them, and 120 is their usual wait
    at = show(app)
    assert not at.exception
    assert at.subheader[0].value == (
        "12 of 12 customers buy (0 new, 12 active, 0 won back), 0 are at risk, 0 are gone."
    )
    assert len(at.dataframe[0].value) == 12
    assert any(one.value.startswith("12 customers and prospects.") for one in at.caption)
    assert "usually every 120" in at.dataframe[0].value["reason"].iloc[0]


def test_a_shorter_time_changes_the_answer_and_is_said(app):
    at = show(app)
    at.number_input(key="status_usual").set_value(1).run()
    at.number_input(key="status_active_days").set_value(20).run()
    assert "12 of 12" in at.subheader[0].value  # 120 days are still their usual wait
    assert "within 1 times their usual wait" in said(at, "markdown")


def test_windows_that_overlap_are_said_and_can_be_mended(app):
    at = show(app)
    at.number_input(key="status_lapsed_months").set_value(30).run()
    assert "make each longer than the one before" in said(at, "error")
    at.number_input(key="status_lapsed_months").set_value(12).run()
    assert not at.error
    assert at.dataframe[0].value is not None


def test_prospects_are_counted_apart_and_have_no_card_of_a_customer(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into prospect_rows (import_id, row_no, prospect_id, name)"
            " values (1, 1, 'p', '*Maybe*')"
        ).fetchall()
        book(conn, [])
    at = show(app)
    assert at.subheader[0].value.endswith("1 never bought yet.")
    at.button_group(key="status_picked").set_value(["prospect"]).run()
    assert list(at.dataframe[0].value["name"]) == ["*Maybe*"]
    at.toggle(key="hide_names").set_value(True).run()
    assert list(at.dataframe[0].value["name"]) == ["Prospect #1"]


@pytest.mark.parametrize("customers", [1, 3, 20, 1_100])
def test_it_answers_with_few_and_with_many_customers(app, customers):
    fill(app, customers)
    at = show(app)
    assert not at.exception
    assert not at.error
    assert f"of {customers:,} customer" in at.subheader[0].value
    assert len(at.dataframe[0].value) == min(customers, 1_000)


def test_without_orders_it_says_what_to_upload(app):
    at = app.visit("segmentation", App.EMPTY)
    assert "There are no orders yet" in at.info[0].value
