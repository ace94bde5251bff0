"""The other views of the best customers, without a browser: no, more of them, deals."""

from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from icp import costs, db, sorting
from tests.conftest import ROOT, App, book
from tests.test_status_panel import said

VIEWS = ("no", "more", "won")


def show(app, view, data=App.FILLED, **chosen):
    at = app.visit("drivers", data)
    at = at.segmented_control(key="drivers_view").set_value(view).run()
    for key, value in chosen.items():
        at = at.segmented_control(key=key).set_value(value).run()
    assert not at.exception, at.exception[0].message
    return at


@pytest.fixture
def firms(app):
    """40 customers: the 12 shops pay 40 days late and 10 of them left; 3 of the others left.

    c0 to c11 are shops. c30 sent c31, which brings 31. 12 deals of shops are lost, 12 of 20 others
    won.
    """
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines")
        conn.executemany(
            "insert into customer_rows (import_id, row_no, customer_id, name, industry,"
            " referred_by, nps) values (1, ?, ?, ?, ?, ?, ?)",
            [
                (n, f"c{n}", f"Firm {n}", "*Shop*" if n < 12 else "Law", _sender(n), 6 + n % 5)
                for n in range(40)
            ],
        )
        left = {*range(10), 12, 13, 14}
        days = [date(2024, 1, 5) if n in left else date(2025, 8, 20) for n in range(40)]
        lines = [(f"o{n}", f"c{n}", days[n], float(n + 1)) for n in range(40)]
        due = [date(2024, 1, 5)] * 40
        paid = [date(2024, 2, 14) if n < 12 else date(2024, 1, 5) for n in range(40)]
        book(conn, lines, due_on=due, paid_on=paid)
        deals = [
            (n, f"d{n}", f"c{n}", "won" if 12 <= n < 24 else "lost", "Fair" if n < 12 else "Web")
            for n in range(32)
        ]
        conn.executemany(
            "insert into deal_rows (import_id, row_no, deal_id, customer_id, outcome, lead_source,"
            " created_on, closed_on) values (1, ?, ?, ?, ?, ?, '2025-01-01', '2025-02-10')",
            deals,
        )
    return app


def _sender(n):
    return "c30" if n == 31 else None


@pytest.mark.parametrize("view", VIEWS)
def test_with_nothing_every_view_says_what_to_bring(app, view):
    assert "Upload them" in said(app.visit("drivers", App.EMPTY), "info")
    at = show(app, view)  # twelve customers of whom nothing but orders is known
    words = "None of 12 customers" if view == "no" else "upload"
    assert words.lower() in said(at, "info").lower()


def test_a_no_is_said_with_what_it_spares_and_costs(firms):
    with db.open(firms.filled.path) as conn, db.transaction(conn):
        sorts = [sorting.Sort(f"c{n}", "good") for n in (10, 11, 20)]
        sorting.save(conn, sorts, "Nora", datetime(2025, 9, 1))
    at = show(firms, "no")
    # c10 and c11 are good shops that stayed, and bring 11 + 12
    assert at.subheader[0].value.replace("\\", "") == (
        "Saying no to Industry: *Shop* would have spared us 10 of the 13 that left, and cost us "
        "2 good customers who bring 23 a year."
    )
    words = said(at, "markdown")
    # Wilson of 10 of 12 by R's binom.wilson: 0.552 to 0.953
    assert "10 of 12 with it left, likely between 55 and 95 %; against 3 of 28 others." in words
    assert "They pay 40 days late on average (12 known), the others 0 (28 known)." in words
    listed = at.dataframe[0].value
    assert list(listed["name"][:2]) == ["Firm 11", "Firm 10"]
    assert list(listed["what"][:3]) == ["cost us", "cost us", "spared us"]


def test_a_rule_can_be_put_together_by_hand(firms):
    at = show(firms, "no")
    at = at.multiselect(key="say_no_rule_gone").set_value(["Industry: Law"]).run()
    assert "spared us 3 of the 13 that left" in at.subheader[0].value
    at = at.multiselect(key="say_no_rule_gone").set_value([]).run()
    assert at.subheader[0].value.replace("\\", "") == "Choose a trait below."


def test_the_bound_of_late_is_the_users(firms):
    at = show(firms, "no", say_no_kind="late")
    assert "spared us 12 of the 12 that pay more than 30 days late" in at.subheader[0].value
    at = at.number_input(key="say_no_late").set_value(40).run()
    assert "None of 40 customers" in said(at, "info")


def test_nobody_is_bad_yet_and_it_says_what_to_do(firms):
    assert "sort some customers" in said(show(firms, "no", say_no_kind="bad"), "info")
    assert "enter what an hour costs" in said(show(firms, "no", say_no_kind="loss"), "info")


def test_with_few_nothing_is_called_sure(firms):
    with db.open(firms.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines where customer_id not in ('c1', 'c2', 'c38', 'c39')")
        book(conn, [])
    at = show(firms, "no")
    assert "No trait tells them" in at.subheader[0].value
    assert "It takes 30 customers" in said(at, "info")


def test_who_sent_whom_is_said_with_the_money(firms):
    at = show(firms, "more")
    assert at.subheader[0].value.replace("\\", "") == (
        "1 customer sent us 1 company. Firm 30 sent 1: 1 bought and brings 32 a year."
    )
    assert list(at.dataframe[1].value["name"]) == ["Firm 31"]


def test_who_likes_us_is_asked_with_the_reason(firms):
    at = show(firms, "more", more_part="Whom to ask")
    first = at.dataframe[0].value.iloc[0]
    assert first["name"] == "Firm 30"
    assert first["why"] == "sent us 1 before, one of them bought"


def test_where_the_best_came_from_stands_beside_how_deals_close(firms):
    at = show(firms, "more", more_part="Where the best came from", came_from_best="top")
    rows = at.dataframe[0].value.set_index("value")
    assert rows.loc["Web", "won"] == "12 of 20"
    assert rows.loc["Fair", "won"] == "0 of 12"
    assert rows.loc["Web", "days"] == 40
    assert "0 deals (0 closed, 0 open)" in said(at, "caption")


def test_win_rates_say_how_many_how_sure_and_how_fast(firms):
    at = show(firms, "won")
    assert at.subheader[0].value.replace("\\", "") == (
        "12 of 32 closed deals were won (38 %); the middle one took 40 days (12 known). "
        "0 more are open."
    )
    rows = at.dataframe[0].value.set_index("value")
    assert rows.loc["Web", "counted"] == "12 of 20"
    assert rows.loc["Fair", "took"] == "can't tell"
    at = at.selectbox(key="win_rates_trait").set_value("industry").run()
    assert set(at.dataframe[0].value["value"]) == {"Law", "*Shop*"}
    at = at.segmented_control(key="leagues_won").set_value("quick").run()
    assert not at.exception


def test_the_rates_of_costs_make_some_lose_us_money(firms):
    with db.open(firms.filled.path) as conn, db.transaction(conn):
        conn.execute("update order_lines set cost = 1")
        book(conn, [])
        costs.save(conn, costs.Rates(late_days=0.5))
        book(conn, [])
    at = show(firms, "no", say_no_kind="loss")
    assert not at.exception


def test_with_names_hidden_companies_that_did_not_buy_have_none(firms):
    with db.open(firms.filled.path) as conn, db.transaction(conn):
        conn.execute(
            "insert into deal_rows (import_id, row_no, deal_id, customer_name, outcome)"
            " values (1, 99, 'z', 'Zorblatt Holding', 'lost')"
        )
        conn.execute("insert into attributes values (1, 'z', 'Referred by', 'Firm 30')")
    at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    at.query_params["data"], at.query_params["hide"] = App.FILLED, "names,amounts"
    at = at.run().switch_page("../pages/drivers.py").run()
    for view in VIEWS:
        at = at.segmented_control(key="drivers_view").set_value(view).run()
        assert not at.exception
        everything = " ".join(one.value.to_csv() for one in at.dataframe)
        everything += said(at, "subheader", "markdown", "caption")
        assert "Zorblatt" not in everything
        assert "Firm 3" not in everything
        if view == "more":
            assert "a company that did not buy" in everything
