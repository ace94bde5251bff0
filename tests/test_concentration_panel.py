"""How few the revenue hangs on, on the page, without a browser."""

from datetime import date, timedelta

import pandas as pd
import pytest

from icp import concentration, db
from tests.conftest import App, book
from tests.test_status_panel import said
from ui import figures_concentration


def show(app, data=App.FILLED):
    at = app.visit("pareto", data)
    return at.segmented_control(key="pareto_view").set_value("concentration").run()


def billed(app, values):
    """One order of each customer on 1 June 2025."""
    lines = [(f"o{name}", name, date(2025, 6, 1), value) for name, value in values.items()]
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines").fetchall()
        book(conn, lines)


def table(at, column):
    return next(one.value for one in at.dataframe if column in one.value)


def test_the_answer_comes_first(app):
    # the 12 months before 28 August 2025: c12 564, c11 438, c10 435 of 5,217 (worked out in
    # test_high_value_panel); 1,437 are 27.5 %, 1,002 are 19.2 %
    at = show(app)
    assert not at.exception
    assert at.subheader[0].value.replace("\\", "") == (
        "In the last 12 months your revenue hangs on few: the 3 largest of 12 customers bring "
        "28 %; without #1 and #2 it falls 19 %."
    )
    shares = table(at, "equal").set_index("who")
    assert shares.loc["The largest", "share"] == pytest.approx(564 / 5217)
    assert shares.loc["The largest", "rule"] == "watch it: 10 % to 20 %"
    assert shares.loc["The 3 largest", "value"] == pytest.approx(1437)
    assert shares.loc["The 5 largest", "rule"] == "none is published"
    # 84 %, and ten of twelve equal customers would bring 83 %
    assert shares.loc["The 10 largest", "rule"] == (
        "risky: above 60 %, as with any so few customers"
    )


def test_who_leaves_is_chosen_and_what_is_left_follows(app):
    at = show(app)
    leaving = at.multiselect(key="concentration_leaving")
    assert leaving.value == ["c12", "c11"]
    assert leaving.options[:3] == ["#1 c12", "#2 c11", "#3 c10"]
    assert (
        "Without c12 and c11 revenue falls 19 % (-1.00 k): 5.22 k now, 4.22 k without them."
        in said(at, "markdown")
    )
    then = table(at, "then").set_index("who")["then"]
    assert then["The largest"] == pytest.approx(435 / 4215)
    leaving.set_value(["c12"]).run()
    assert "Without c12 revenue falls 11 %" in said(at, "markdown")
    at.multiselect(key="concentration_leaving").set_value([]).run()
    assert "Choose at least one customer" in said(at, "caption")
    assert at.multiselect(key="concentration_leaving").value == []


def test_the_suggestion_follows_the_data_until_somebody_else_is_chosen(app):
    at = show(app)
    at.segmented_control(key="concentration_window").set_value("All").run()
    # of all orders c12 has 5, 111 to 159: the most; c11 the second most
    assert at.multiselect(key="concentration_leaving").value == ["c12", "c11"]
    at.multiselect(key="concentration_leaving").set_value(["c1", "c3"]).run()
    at.toggle(key="hide_names").set_value(True).run()
    hidden = at.multiselect(key="concentration_leaving").value
    assert len(hidden) == 2
    assert all(one.startswith("Client #") for one in hidden)
    at.toggle(key="hide_names").set_value(False).run()
    assert at.multiselect(key="concentration_leaving").value == ["c1", "c3"]


def test_the_rule_of_thumb_is_changed_kept_and_brought_back(app):
    at = show(app)
    name = app.filled.name
    for top, bound in ((1, 30.0), (3, 50.0), (10, 90.0)):
        at.number_input(key=f"concentration_{name}_{top}_high").set_value(bound)
        at.number_input(key=f"concentration_{name}_{top}_low").set_value(bound)
    at.button(key="concentration_save").click().run()
    assert not at.exception
    assert "is spread over many" in at.subheader[0].value
    assert "is spread over many" in show(app).subheader[0].value  # also in another tab
    at.button(key="concentration_usual").click().run()
    assert "hangs on few" in at.subheader[0].value
    assert at.number_input(key=f"concentration_{name}_3_low").value == 25
    at.number_input(key=f"concentration_{name}_3_low").set_value(60.0)
    at.button(key="concentration_save").click().run()
    assert "make the first at most the second" in said(at, "error")
    assert "hangs on few" in at.subheader[0].value


def test_the_orders_say_how_many_looks_back_they_cover(app):
    # orders from 15 January 2024 to 27 August 2025: the year before 28 August, 28 May and 28
    # February 2025 lies inside; that before 28 November 2024 does not
    at = show(app)
    windows = table(at, "effective_customers")
    assert [day.date() for day in windows["ends_on"]] == [
        date(2025, 8, 28),
        date(2025, 5, 28),
        date(2025, 2, 28),
    ]
    assert windows["total"].iloc[0] == 5217
    assert "5 of 8 times are left out: your orders, from 15 Jan 2024" in said(at, "caption")
    at.segmented_control(key="concentration_step").set_value("Every year").run()
    assert "How it changed cannot be known yet" in said(at, "info")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"a": 7}, "comes from one customer: without them nothing is left."),
        ({"a": 7, "b": 0}, "comes from one customer: without them nothing is left."),
        ({"a": 6, "b": 2}, "2 customers: the largest brings 75 %; without #1 it falls 75 %."),
        (
            {"a": 5, "b": 3, "c": 2},
            "3 customers: the largest brings 50 %; without #1 it falls 50 %",
        ),
    ],
)
def test_of_few_customers_it_says_what_cannot_be_known(app, values, sentence):
    billed(app, values)
    at = show(app)
    assert not at.exception
    assert sentence in at.subheader[0].value.replace("\\", "")
    assert "cannot be known whether revenue is well spread" in said(at, "markdown")
    assert "How it changed cannot be known yet" in said(at, "info")
    assert len(at.get("plotly_chart")) == 0


def test_who_brings_nothing_or_less_is_counted_apart(app):
    billed(app, {"a": 50, "b": 30, "c": 20, "d": 10, "e": 0, "f": -10})
    at = show(app)
    assert "the 3 largest of 6 customers bring 100 %" in at.subheader[0].value
    assert "1 customer below zero (-10 in all, more refunded than bought) and 1 at zero" in said(
        at, "caption"
    )
    assert "over the 4 customers above zero; 2 at or below zero are left out" in said(at, "caption")
    at.multiselect(key="concentration_leaving").set_value(["f"]).run()
    assert "Without f revenue rises 10 %" in said(at, "markdown")


def test_without_positive_revenue_a_sentence_says_so(app):
    billed(app, {"a": 50, "b": -60})
    at = show(app)
    assert not at.exception
    assert "no positive revenue in the last 12 months: 2 customers in all, 1 of them below" in said(
        at, "info"
    )
    assert "There are no orders yet" in said(app.visit("pareto", App.EMPTY), "info")


def test_everybody_may_leave(app):
    billed(app, {"a": 50, "b": 30, "c": 20, "d": 10})
    at = show(app)
    at.multiselect(key="concentration_leaving").set_value(list("abcd")).run()
    assert "Without these 4 customers revenue falls 100 %: of 110 nothing above zero is left" in (
        said(at, "markdown")
    )
    at.multiselect(key="concentration_leaving").set_value(list("abc")).run()
    assert "Only d is left" in said(at, "markdown")


def test_the_curve_is_thinned_and_keeps_its_steep_end():
    many = 100_000
    names = [f"<b>{n}</b>" for n in range(many)]
    shares = pd.Series(range(1, many + 1)) / many
    frame = pd.DataFrame(
        {"customer_id": names, "name": names, "customers_share": shares, "revenue_share": shares**2}
    )
    picture = figures_concentration.lorenz_chart(frame)
    equal, line, marks = picture.figure.data
    assert (line.x[0], line.y[0], line.x[-1], line.y[-1]) == (0, 0, 1, 1)
    assert len(marks.x) < 600
    assert marks.customdata[-2].tolist() == ["&lt;b&gt;99998&lt;/b&gt;", "<b>99998</b>"]
    assert picture.figure.layout.title.text == (
        "The smallest 50,000 of 100,000 customers<br>bring 25 % of revenue"
    )
    assert list(equal.x) == list(equal.y) == [0, 1]


def test_lines_over_time_lead_to_who_was_the_largest(empty):
    # an order of 10 every tenth day, of "a" up to 13 August 2025, then of "b", beside 4 others
    day = date(2024, 1, 1)
    lines = [(f"{n}", "a" if n < 60 else "b", day + timedelta(10 * n), 10) for n in range(74)]
    book(empty, [*lines, *((name, name, date(2025, 6, 1), 1) for name in "cdef")])
    windows = concentration.over_time(empty, date(2026, 1, 1))
    windows = windows[windows["covered"]]
    picture = figures_concentration.over_time_chart(windows)
    assert [one.name for one in picture.figure.data if one.showlegend is not False] == [
        "Largest",
        "3 largest",
        "As if so many equal customers",
    ]
    marks = [one for one in picture.figure.data if one.customdata is not None]
    assert marks[0].customdata[-1].tolist() == ["a", "a"]
    assert "Largest: 100 %, then" in picture.alt


def test_one_customer_at_a_time_is_no_change(app):
    with db.open(app.filled.path) as conn, db.transaction(conn):
        conn.execute("delete from order_lines").fetchall()
        book(conn, [(f"o{n}", "a", date(2023, 1, 1) + timedelta(30 * n), 10) for n in range(40)])
    assert "There was one customer each time, with all of the revenue" in said(show(app), "info")


def test_a_customer_opens_from_a_view_that_the_address_names(app, monkeypatch):
    at = app.visit()
    at.query_params["pareto_view"] = "How few it hangs on"
    at.switch_page("../pages/pareto.py").run()
    assert "hangs on few" in at.subheader[0].value
    # rows are ticked in a browser only
    ticks = {"concentration_largest": 1}
    monkeypatch.setattr("ui.charts.spent", lambda key, _: ticks.get(key))
    at.run()
    assert not at.exception
    assert at.title[0].value == "c11"
    assert at.query_params["data"] == App.FILLED
