"""Who brings it, on the page, without a browser."""

from datetime import date, timedelta

import pytest

from icp import costs, db, standards
from tests.conftest import App, book
from ui import pareto_panel

DAY = date(2025, 1, 1)


def fill(app, values, **columns):
    """One order a customer, named after the customer."""
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines").fetchall()
        book(conn, [(f"o{name}", name, DAY, value) for name, value in values.items()], **columns)


def industries(app, known):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        for row, (name, industry) in enumerate(known.items()):
            conn.execute(
                "insert into customer_rows (import_id, row_no, customer_id, name, industry)"
                " values (1, ?, ?, ?, ?)",
                [row, name, name, industry],
            ).fetchall()
        standards.refresh(conn)
        conn.execute("update meta set data_version = data_version + 1").fetchall()


def choose(at, key, value):
    return at.segmented_control(key=key).set_value(value).run()


def told(at, kind="subheader"):
    assert not at.exception
    return " | ".join(one.value for one in getattr(at, kind)).replace("\\", "")


def parts(at):
    return next(one.value for one in at.dataframe if "customers_share" in one.value)


FIVE = {"a": 50.0, "b": 30.0, "c": 10.0, "d": 7.0, "e": 3.0}


def test_the_answer_comes_first_and_follows_the_slider(app):
    # running 50, 80, 90, 97, 100
    fill(app, FIVE)
    at = app.visit("pareto")
    assert told(at).startswith("2 of 5 customers (40 %) bring 80 % of revenue in the last 12")
    assert (
        "80/20 does not hold here: the largest customer (20 %) brings 50 %. "
        "The largest alone brings 50 % of 100." in told(at, "markdown")
    )
    assert list(parts(at)["customers"]) == [2, 2, 1]
    at.slider(key="pareto_share").set_value(90).run()
    assert told(at).startswith("3 of 5 customers (60 %) bring 90 %")
    assert list(parts(at)["part"]) == ["the first 90 %", "the next 5 %", "the last 5 %"]
    assert list(parts(at)["customers"]) == [3, 1, 1]
    at.slider(key="pareto_share").set_value(95).run()
    assert list(parts(at)["part"]) == ["the first 95 %", "the last 5 %"]
    assert list(parts(at)["customers"]) == [4, 1]


def test_few_and_extreme_customers_get_their_own_words(app):
    fill(app, {"a": 9.0, "b": 1.0})
    assert "With so few customers 80/20 says nothing" in told(app.visit("pareto"), "markdown")
    fill(app, {"a": 80.0, **dict.fromkeys("bcde", 5.0)})
    assert "As the rule of thumb 80/20 has it" in told(app.visit("pareto"), "markdown")
    fill(app, {"a": 96.0, **dict.fromkeys("bcde", 1.0)})
    assert "fewer than 80/20 says" in told(app.visit("pareto"), "markdown")


def test_margin_leaves_out_those_of_unknown_cost_and_says_so(app):
    # margins 40, 10 and -5: the sum is 45, of which a brings 36 and more alone
    fill(app, {"a": 50.0, "b": 30.0, "c": 10.0, "d": 5.0}, cost=[10, 20, 15, None])
    at = choose(app.visit("pareto"), "pareto_value", "margin")
    assert told(at).startswith("1 of 3 customers (33 %) brings 80 % of margin")
    assert "Left out: 1 customer whose direct cost is not known." in told(at, "caption")
    said = "Among the 3: 1 customer below zero (-5 in all, cost more than they bring), 0 at zero."
    assert said in told(at, "caption")


def test_what_cannot_be_counted_says_why(app):
    fill(app, FIVE)
    at = choose(app.visit("pareto"), "pareto_value", "margin")
    assert "upload orders with a column of cost" in told(at, "info")
    at = choose(at, "pareto_value", "profit")
    assert "what one of them costs you" in told(at, "info")
    fill(app, {"a": 5.0, "b": -8.0})
    at = app.visit("pareto")
    assert "of a sum that is not above zero nobody brings a share" in told(at, "info")
    assert "1 customer below zero (-8 in all, more refunded than bought)" in told(at, "caption")


def test_profit_counts_by_the_rates_that_are_entered(app):
    # margin a 40, b 10; an hour costs 2: profit a 40 - 2 x 18 = 4, b 10 - 0
    fill(app, {"a": 50.0, "b": 30.0}, cost=[10, 20])
    with db.open(app.filled.path) as conn, db.transaction(conn):
        for name, hours in (("a", 18), ("b", 0)):
            conn.execute(
                "insert into feedback_rows"
                " (import_id, row_no, customer_id, feedback_id, given_on, hours)"
                " values (1, 1, $name, $name, $day, $hours)",
                {"name": name, "day": DAY, "hours": hours},
            ).fetchall()
        costs.save(conn, costs.Rates(hours=2))
    at = choose(app.visit("pareto"), "pareto_value", "profit")
    # b brings 10 of 14, 71 %
    at.slider(key="pareto_share").set_value(70).run()
    assert told(at).startswith(
        "1 of 2 customers (50 %) brings 70 % of profit after support (your estimate)"
    )
    assert list(at.dataframe[-1].value["name"]) == ["b", "a"]
    assert list(at.dataframe[-1].value["value"]) == [10, 4]


def test_orders_are_counted_without_a_currency(app):
    # twelve customers with five orders each, three of them in the last 12 months but for c12,
    # who has four: 37 in all
    at = choose(app.visit("pareto"), "pareto_value", "orders")
    assert told(at).startswith("10 of 12 customers (83 %) bring 80 % of orders")
    assert "The largest alone brings 11 % of 37 orders." in told(at, "markdown")


@pytest.mark.parametrize(
    ("months", "when"), [(1, "in the last month"), (7, "in the last 7 months")]
)
def test_any_number_of_months_can_count(app, months, when):
    # an order every tenth day up to 27 August 2025: 3 since 28 July, and 22 since 28 January
    at = choose(app.visit("pareto"), "pareto_window", "Other")
    at.number_input(key="pareto_window_months").set_value(months).run()
    assert f"revenue {when}." in told(at)
    first = date(2024, 1, 15)
    begin = date(2025, 7, 28) if months == 1 else date(2025, 1, 28)
    days = [first + timedelta(days=10 * n) for n in range(60)]
    buyers = {n % 12 for n, day in enumerate(days) if begin <= day}
    assert f" of {len(buyers)} customers" in told(at)


def test_each_group_has_its_own_answer_and_can_be_looked_at_alone(app):
    fill(app, {"a": 50.0, "b": 30.0, "c": 10.0, "d": 7.0, "e": 3.0})
    industries(app, {"a": "Law", "b": "Retail", "c": "Retail", "d": "Retail"})
    at = app.visit("pareto")
    at.selectbox(key="pareto_split").set_value("industry").run()
    groups = next(one.value for one in at.dataframe if "said" in one.value)
    assert list(groups["group"]) == ["Law", "Retail", "unknown"]
    assert list(groups["said"]) == [
        "1 of 1 customer (100 %) brings 80 %; too few to say more",
        "2 of 3 customers (67 %) bring 80 %; too few to say more",
        "1 of 1 customer (100 %) brings 80 %; too few to say more",
    ]
    at.selectbox(key="pareto_only_industry").set_value("Retail").run()
    assert told(at).startswith("Retail: 2 of 3 customers (67 %) bring 80 % of revenue")
    assert list(at.dataframe[-1].value["name"]) == ["b", "c", "d"]


def test_names_of_groups_stay_text(app):
    fill(app, {"a": 50.0, "b": 30.0})
    industries(app, {"a": "*Law*", "b": "x"})
    at = app.visit("pareto")
    at.selectbox(key="pareto_split").set_value("industry").run()
    at.selectbox(key="pareto_only_industry").set_value("*Law*").run()
    assert r"\*Law\*" in at.subheader[0].value


def test_an_empty_workspace_says_what_is_missing(app):
    assert not app.visit("pareto", App.EMPTY).exception


def test_the_parts_add_up_to_a_whole():
    assert pareto_panel._parts(0.8) == ["the first 80 %", "the next 15 %", "the last 5 %"]
    assert pareto_panel._parts(0.57) == ["the first 57 %", "the next 38 %", "the last 5 %"]
