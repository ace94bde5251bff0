"""Who stays on the page, without a browser."""

from datetime import date, timedelta

import pytest

from icp import db
from tests.conftest import App, book
from tests.test_status_panel import said

LAST, THIS = date(2024, 6, 1), date(2025, 6, 1)


def show(app, data=App.FILLED):
    at = app.visit("pareto", data)
    return at.segmented_control(key="pareto_view").set_value("stays").run()


def fill(app, orders):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines").fetchall()
        book(conn, [(str(n), *order) for n, order in enumerate(orders)])


@pytest.fixture
def two_years(app):
    """Last year a 100, b 300 and c 50; this year a 150, b 200 and d 80; the day is 1 Jan 2026."""
    orders = [(name, date(2024, 1, 1), 1.0) for name in "abc"]
    orders += [("a", LAST, 99.0), ("b", LAST, 299.0), ("c", LAST, 49.0)]
    orders += [("a", THIS, 150.0), ("b", THIS, 200.0), ("d", date(2025, 12, 31), 80.0)]
    fill(app, orders)
    return app


def frame(at, column):
    return next(one.value for one in at.dataframe if column in one.value)


def test_the_answer_comes_first(two_years):
    # start 450: again 100 + 200 = 300 of it, 66.7; with growth 350, 77.8
    at = show(two_years)
    assert not at.exception
    assert at.subheader[0].value.replace("\\", "") == (
        "Of every 100 that last year's 3 customers spent, 67 came again this year; with growth 78."
    )
    assert "Last year is 1 Jan 2024 to 31 Dec 2024" in said(at, "caption")
    assert "Not in it: 1 new customer and 0 who came back" in said(at, "caption")


def test_the_steps_stand_in_a_table_and_add_up(two_years):
    steps = frame(show(two_years), "customers")
    assert dict(zip(steps["name"], steps["money"], strict=True)) == {
        "Last year": 450,
        "Bought more": 50,
        "Bought less": -100,
        "Left": -50,
        "Same customers now": 350,
        "Came back": 0,
        "New": 80,
        "This year": 430,
    }


def test_bands_begin_with_thirds_and_can_be_changed(two_years):
    # a third of 50, 100, 300 lies at 83, two thirds at 167: the nearest of 1, 2, 5, 10 are 100, 200
    at = show(two_years)
    assert list(frame(at, "gross")["label"]) == ["under 100", "100 to 200", "200 and more"]
    at.number_input(key="retention_large").set_value(400.0).run()
    bands = frame(at, "gross")
    assert list(bands["customers"]) == [1, 2, 0]
    assert list(bands["still"]) == ["0 (0 %)", "2 (100 %)", ""]
    at.number_input(key="retention_middle").set_value(500.0).run()
    assert "larger than the one before it" in said(at, "error")
    assert not at.exception


def test_who_is_apart_or_late_is_said(app):
    orders = [("a", date(2024, 1, 2), 10.0), ("a", THIS, 20.0), ("late", LAST, 5.0)]
    orders += [("back", LAST, -7.0), ("back", THIS, 3.0), ("zero", LAST, 4.0), ("zero", LAST, -4.0)]
    orders += [("only", date(2025, 12, 31), -2.0)]
    fill(app, orders)
    text = said(show(app), "markdown")
    assert "1 of the 2 began during last year" in text
    assert "without them it is 100, and with growth 200" in text
    assert (
        "Counted apart: 3 customers, of whom 1 got back more than they bought last year (-7 in "
        "all), 1 came to zero, 1 only got refunds this year. This year they bring 1." in text
    )


def test_young_data_says_from_when_on_it_can_be_known(app):
    fill(app, [("a", date(2024, 7, 15), 10.0), ("a", date(2025, 12, 31), 10.0)])
    at = show(app)
    assert "yours begin on 15 Jul 2024: it can be known from 16 Jun 2026 on. Upload" in said(
        at, "info"
    )
    assert "bought in the quarter" in said(at, "markdown")  # what can be seen is shown
    assert "Your orders begin on 15 Jul 2024" in said(at, "caption")


def test_an_empty_year_and_an_early_day_are_said(app):
    fill(app, [("a", date(2023, 1, 1), 10.0), ("b", date(2025, 12, 31), 10.0)])
    at = show(app)
    assert "Nobody bought anything between 1 Jan 2024 and 31 Dec 2024" in said(at, "info")
    at.sidebar.date_input(key="as_of").set_value(date(2023, 1, 1)).run()
    assert not at.exception
    assert "known from 2 Dec 2024 on. Choose a later day" in said(at, "info")


def test_kinds_narrow_the_list(two_years):
    at = show(two_years)
    at.button_group(key="retention_picked").set_value(["gone", "new"]).run()
    found = frame(at, "what")
    assert list(found["name"]) == ["d", "c"]  # the largest change first
    assert list(found["what"]) == ["New", "Left"]


def test_lengths_and_measures_of_the_map_can_be_chosen(two_years):
    at = show(two_years)
    for length, shown in (("month", "share"), ("year", "money"), ("quarter", "active")):
        at.segmented_control(key="cohorts_length_quarter").set_value(length)
        at.segmented_control(key="cohorts_shown").set_value(shown).run()
        assert not at.exception
    assert "Of 3 customers who can be followed so long, 0" in said(at, "markdown")


def test_without_orders_it_says_what_to_do(app):
    at = app.visit("pareto", App.EMPTY)
    assert "Upload them" in said(at, "info")


def test_it_answers_with_few_customers(app):
    for many in (1, 3, 20):
        days = [date(2023, 1, 1) + timedelta(365 * year) for year in range(3)]
        fill(
            app, [(f"c{n}", day + timedelta(n % 20), 10.0 + n) for n in range(many) for day in days]
        )
        at = show(app)
        assert not at.exception
        assert not at.error
        whose = "customer" if many == 1 else f"{many} customers"
        assert f"last year's {whose} spent, 100 came again" in at.subheader[0].value.replace(
            "\\", ""
        )
