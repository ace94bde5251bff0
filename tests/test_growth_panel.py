"""Growth by starting spend on the page, without a browser."""

from datetime import date, timedelta

import pytest

from icp import db
from tests.conftest import App, book
from tests.test_status_panel import said


def show(app, data=App.FILLED):
    at = app.visit("pareto", data)
    return at.segmented_control(key="pareto_view").set_value("growth").run()


def answer(at):
    return at.subheader[0].value.replace("\\", "")


def test_the_answer_comes_first(app):
    # of c1 to c12, who begin every tenth day from 15 January 2024 on, c1 and c2 began in the data's
    # first month; by 28 August 2025 18 months are over for c3 (4 February 2024), c4 and c5. Every
    # 120 days each orders for 12 more: c3 102, 114, 126, 138 (480 in the first year), nothing in
    # the fifth quarter, 150; the others 1 and 2 more. On average 4 x 103 to 4 x 151: +47 %
    at = show(app)
    assert not at.exception
    assert answer(at) == (
        "3 customers spent under 500 in their first year and grew by 47 % over the first 6 "
        "quarters; nobody spent 500 and more."
    )
    assert "can't be told: that takes 5 customers" in said(at, "markdown")
    assert "2 customers who began before the data, or in its first month; 7 customers" in said(
        at, "caption"
    )
    assert "whose first 18 months are not over" in said(at, "caption")
    bands, everyone = (one.value for one in at.dataframe)
    assert bands["first"].iloc[0] == 412
    assert bands["last"].iloc[0] == 604
    assert everyone["name"].tolist() == ["c5", "c4", "c3"]
    assert everyone["spend"].tolist() == [488, 484, 480]


def test_another_split_a_third_band_and_fewer_quarters_count_anew(app):
    at = show(app)
    at.number_input(key="growth_split").set_value(482.0).run()
    assert answer(at).startswith("2 customers spent 482 and more")
    at.number_input(key="growth_further").set_value(486.0).run()
    assert "; 1 spent 482 to 486 and grew by" in answer(at)
    at.button_group(key="growth_shown").set_value(["482 to 486"]).run()
    assert at.dataframe[1].value["name"].tolist() == ["c4"]
    at.number_input(key="growth_further").set_value(None).run()
    assert not at.exception
    assert len(at.dataframe[1].value) == 3
    at.segmented_control(key="growth_quarters").set_value(4).run()
    assert "over the first 4 quarters" in answer(at)
    at.segmented_control(key="growth_by").set_value("average").run()
    assert "looks into the future" in said(at, "caption")


def test_without_eighteen_months_it_says_what_can_not_be_known(app):
    with db.open(app.filled.path) as conn:
        conn.execute("delete from order_lines where order_on > '2024-12-31'").fetchall()
        book(conn, [])
    at = show(app)
    assert not at.exception
    assert "No customer has been seen for 6 whole quarters" in said(at, "info")


@pytest.mark.parametrize("customers", [1, 3, 20])
def test_it_answers_with_few_customers(app, customers):
    with db.open(app.filled.path) as conn:
        conn.execute("delete from order_lines").fetchall()
        days = [date(2023, 1, 5) + timedelta(days=30 * n) for n in range(24)]
        lines = [(f"{n} {day}", f"c{n:02}", day, 50.0) for n in range(customers) for day in days]
        lines = [line for line in lines if line[1] == "c00" or line[2] > date(2023, 2, 10)]
        book(conn, lines)
    at = show(app)
    assert not at.exception
    assert not at.error
    assert ("No customer" in said(at, "info")) == (customers == 1)


def test_an_empty_workspace_asks_for_orders(app):
    at = app.visit("pareto", App.EMPTY)
    assert not at.exception
    assert "There are no orders yet" in said(at, "info")
