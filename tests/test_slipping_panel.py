"""Slipping away on the page, without a browser."""

from datetime import date

import pytest

from icp import db
from tests.conftest import App, book
from tests.test_growth_panel import answer
from tests.test_slipping import DAYS
from tests.test_status_panel import said


def show(app, **months):
    """The view on customers with these amounts a month, the newest first, up to 15 October 2025."""
    lines = [
        (f"{name} {day}", name, day, one)
        for name, amounts in months.items()
        for day, one in zip(DAYS, amounts, strict=False)
        if one
    ]
    if lines:
        with db.open(app.filled.path) as conn:
            conn.execute("delete from order_lines").fetchall()
            book(conn, lines)
    at = app.visit("pareto")
    at.segmented_control(key="pareto_view").set_value("slipping").run()
    if lines:
        at.date_input[0].set_value(date(2025, 11, 1)).run()
    assert not at.exception
    assert not at.error
    return at


STEADY, FALLEN, HALVED = [100] * 21, [80] * 3 + [100] * 18, [500] * 3 + [1_000] * 18


def test_the_answer_comes_first_with_the_money_at_stake(app):
    # FALLEN loses 12 x 20 = 240 a year, HALVED 12 x 500 = 6,000
    at = show(app, steady=STEADY, fallen=FALLEN, halved=HALVED, gone=[0] * 9 + [100] * 9)
    assert answer(at) == (
        "2 of 3 customers whose orders can tell are slipping away: 6.24 k a year is at stake."
    )
    text = said(at, "markdown")
    assert "halved (10.5 k in the last 12 months): orders down 50 % since Aug 2025." in text
    assert "All 2 ordered within the last 31 days" in text
    assert (
        "Of 4 customers who ever bought: 1 buy as much as before, or nearly; 1 are gone (nothing "
        "in 9 months). Who stopped or is gone is under Customers, Status."
    ) in said(at, "caption")
    table = at.dataframe[0].value
    assert table["name"].tolist() == ["halved", "fallen"]
    assert table["at_stake"].tolist() == [6_000, 240]
    assert table["reason"].tolist()[1] == "orders down 20 % since Aug 2025"
    assert [one.proto.alt for one in at.get("plotly_chart")] == [
        "Everybody with money at stake: halved 50 % less; fallen 20 % less."
    ]


def test_the_rule_stands_on_the_page_and_can_be_changed(app):
    at = show(app, steady=STEADY, fallen=FALLEN, halved=HALVED)
    at.number_input(key="slipping_least").set_value(241.0).run()
    assert answer(at).startswith("1 of 3 customers")
    assert "1 buy less, with less money at stake than you set" in said(at, "caption")
    at.number_input(key="slipping_recurring").set_value(60).run()
    assert answer(at).startswith("None of 3 customers")
    assert not at.dataframe


def test_with_too_few_orders_it_says_what_can_not_be_known(app):
    at = show(app)  # the books of everybody have an order every 120 days
    assert "can't be known yet: nobody bought in 4 of the 6 months" in said(at, "info")
    assert "12 order too rarely to tell" in said(at, "caption")


@pytest.mark.parametrize("customers", [1, 3, 20])
def test_it_answers_with_few_customers(app, customers):
    at = show(app, **{f"c{n:02}": FALLEN if n % 2 else STEADY for n in range(customers)})
    slips = customers // 2
    begin = f"{slips} of {customers}" if slips else "None of 1 customer "
    assert answer(at).startswith(begin)


def test_an_empty_workspace_asks_for_orders(app):
    assert "There are no orders yet" in said(app.visit("pareto", App.EMPTY), "info")
