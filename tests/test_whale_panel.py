"""Where profit is made and lost on the page, without a browser."""

from datetime import date

import pytest

from icp import costs, daily, db
from tests.conftest import App, book
from tests.test_status_panel import said

DAY = date(2025, 6, 1)


def show(app, view="whale", data=App.FILLED):
    at = app.visit("pareto", data)
    return at.segmented_control(key="pareto_view").set_value(view).run()


def fill(app, rows, rate=10.0, **extra):
    """Put customers {id: (revenue, cost or None, hours or None)} and the rate of an hour."""
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines").fetchall()
        book(
            conn,
            [(f"o{who}", who, DAY, paid) for who, (paid, *_) in rows.items()],
            cost=[cost for _, cost, _ in rows.values()],
        )
        for at, (who, (*_, hours)) in enumerate(rows.items()):
            if hours is not None:
                conn.execute(
                    "insert into feedback_rows (import_id, row_no, feedback_id, customer_id,"
                    " given_on, hours) values (3, ?, ?, ?, ?, ?)",
                    [at, f"T{at}", who, DAY, hours],
                ).fetchall()
            for name, value in extra.items():
                conn.execute(
                    "insert into customer_rows (import_id, row_no, customer_id, industry)"
                    " values (2, ?, ?, ?)",
                    [at, who, value[at]],
                ).fetchall() if name == "industry" else None
        daily.refresh(conn)
        costs.save(conn, costs.Rates(hours=rate))


# profit 60, 40, -20, -30: 100 made, 50 given back
FOUR = {"a": (100, 40, 0), "b": (50, 0, 1), "c": (90, 60, 5), "d": (200, 100, 13)}


def test_the_answer_comes_first_and_the_losing_are_listed_worst_first(app):
    fill(app, FOUR)
    at = show(app)
    assert not at.exception
    assert at.subheader[0].value.replace("\\", "") == (
        "The best 2 make 100, the last 2 give back 50 (estimate): 50 is left."
    )
    table = at.dataframe[0].value
    assert list(table["name"]) == ["d", "c"]
    assert list(table["profit"]) == [-30, -20]
    at.segmented_control(key="whale_shown").set_value("all").run()
    assert list(at.dataframe[0].value["name"]) == ["a", "b", "c", "d"]


def test_one_switch_orders_them_by_revenue(app):
    fill(app, FOUR)
    at = show(app)
    at.segmented_control(key="whale_by").set_value("revenue").run()
    at.segmented_control(key="whale_shown").set_value("all").run()
    assert list(at.dataframe[0].value["name"]) == ["d", "a", "c", "b"]
    assert "The best 2 make 100" in at.subheader[0].value


def test_who_is_largest_and_who_is_best_stand_side_by_side(app):
    # ten customers: the two largest, x0 and x1, lose; the two best by profit are x8 and x9
    rows = {f"x{n}": (1000 - 50 * n, 0, 110 - 10 * n) for n in range(10)}
    fill(app, rows, industry=["Health"] * 5 + ["Law"] * 5)
    at = show(app)
    assert (
        "Of the 2 largest by revenue (a fifth of all) 0 are among the 2 best by profit, and 2 lose"
        in said(at, "markdown")
    )
    assert at.selectbox(key="whale_trait").value == "industry"


def test_without_rates_it_says_before_cost_to_serve_and_asks_for_them(app):
    fill(app, FOUR, rate=None)
    at = show(app)
    assert at.subheader[0].value.startswith("Before cost to serve nobody loses money; 4 customers")
    assert "as nobody's is known: enter below" in said(at, "markdown")
    at.number_input(key="costs_filled-books-2_hours").set_value(10.0)
    next(one for one in at.button if one.label == "Use these costs").click().run()
    assert at.subheader[0].value.startswith("The best 2 make 100")


def test_without_costs_it_is_a_curve_of_revenue_in_words(app):
    at = show(app)  # sixty orders of 100 to 159; the last 12 months from order 23 on: 5,217
    assert at.subheader[0].value.replace("\\", "") == (
        "Only revenue is known: 12 customers bring 5.22 k."
    )
    assert sum(range(123, 160)) == 5217
    assert "nobody can say where profit is made" in said(at, "markdown")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"a": (10, 4, 0)}, "Nobody loses money; 1 customer leaves 6"),
        ({"a": (10, 14, 0), "b": (5, 9, 1)}, "Nobody makes a profit; 2 customers lose 18"),
        (
            {"a": (10, 4, 0), "b": (5, 9, 1)},
            "The best customer makes 6, the last customer gives back 14 (estimate): 8 is lost",
        ),
        ({"a": (10, 4, 0), "b": (5, 11, 0)}, "gives back 6 (estimate): nothing is left."),
    ],
)
def test_it_answers_when_a_share_of_profit_means_nothing(app, rows, sentence):
    fill(app, rows)
    at = show(app)
    assert not at.exception
    assert sentence in at.subheader[0].value.replace("\\", "")
    no_peak = "so the curve shows money" in said(at, "markdown")
    assert no_peak == (len(rows) > 1)


def test_the_unknown_and_those_without_revenue_are_counted_apart(app):
    fill(app, FOUR | {"e": (70, None, 1), "f": (8, 1, None), "g": (-5, 0, 0), "h": (0, 0, 0)})
    at = show(app)
    assert "Not in the curve: 2 customers with 78 of revenue" in said(at, "warning")
    told = said(at, "caption")
    assert "1 customer with revenue below zero (-5, more refunded than bought)" in told
    assert "1 customer with revenue of zero" in told


def test_without_orders_in_the_window_there_is_a_way_out(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines").fetchall()
        book(conn, [("1", "a", date(2020, 1, 1), 5), ("2", "a", DAY, 5)])
    at = show(app)
    at.sidebar.date_input(key="as_of").set_value(date(2023, 1, 1)).run()
    assert not at.exception
    assert "There are no orders in the last 12 months" in said(at, "info")


def test_names_from_files_stay_text(app):
    with db.open(app.filled.path) as conn:
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name)"
            " values (1, 1, 'd', '*Dee*')"
        ).fetchall()
    fill(app, FOUR)
    assert show(app).dataframe[0].value["name"].iloc[0] == "*Dee*"
    assert "\\*Dee\\* would break even" in show(app, "effort").markdown[0].value


@pytest.mark.parametrize("many", [3, 20, 1_100])
def test_it_answers_with_few_and_with_many_customers(app, many):
    fill(app, {f"c{n}": (10 + n, 5, n % 4) for n in range(many)})
    for view in ("whale", "effort"):
        at = show(app, view)
        assert not at.exception
        assert not at.error
    assert f" of {many:,} customers take" in at.subheader[0].value
