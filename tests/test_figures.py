"""Figures say in their title what they show, and the same in words."""

from datetime import date

import pytest

from icp import pareto, tiers
from tests.conftest import book
from ui import figures

DAY, LATER = date(2025, 1, 1), date(2025, 2, 1)


def pareto_of(conn, values, **options):
    book(conn, [(f"o{i}", f"c{i:05}", DAY, value) for i, value in enumerate(values)])
    curve = pareto.curve(conn, LATER)
    return figures.pareto_chart(curve, "revenue", "Revenue", **options)


def test_the_sentence_rounds_half_up():
    assert (
        figures.pareto_sentence(4338, 1133, "revenue")
        == "1,133 of 4,338 customers (26 %) bring 80 % of revenue"
    )
    assert figures.pareto_sentence(1, 1, "orders", 0.505).endswith("brings 51 % of orders")


def test_few_customers_are_bars_with_the_running_share(empty):
    picture = pareto_of(empty, [50, 30, 10, 7, 3])
    bars, line = picture.figure.data
    assert list(bars.y) == [50, 30, 10, 7, 3]
    assert list(line.y) == [0.5, 0.8, 0.9, 0.97, 1.0]
    assert [color == figures.HEAD for color in bars.marker.color] == [True, True] + [False] * 3
    assert picture.figure.layout.title.text == "2 of 5 customers (40 %) bring 80 % of revenue"
    assert picture.figure.layout.shapes[0].y0 == 0.8
    assert "c00000, brings 50 %" in picture.alt


def test_another_share_moves_the_line_the_bars_and_the_sentence(empty):
    picture = pareto_of(empty, [50, 30, 10, 7, 3], share=0.9)
    bars, _ = picture.figure.data
    assert [color == figures.HEAD for color in bars.marker.color] == [True] * 3 + [False] * 2
    assert picture.figure.layout.shapes[0].y0 == 0.9
    assert picture.alt.startswith("3 of 5 customers (60 %) bring 90 % of revenue.")


def test_bars_below_zero_stand_on_the_zero_of_the_shares(empty):
    # running 60, 100, 80: shares of the sum of 80 are .75, 1.25 and 1
    figure = pareto_of(empty, [60, 40, -20]).figure
    assert list(figure.data[1].y) == [0.75, 1.25, 1.0]
    bars, shares = figure.layout.yaxis.range, figure.layout.yaxis2.range
    assert bars == (-20, 60)
    assert shares[1] > 1.25
    assert bars[0] / bars[1] == pytest.approx(shares[0] / shares[1])


def test_many_customers_are_a_curve_that_stays_small(empty):
    picture = pareto_of(empty, range(1, 5001))
    [line] = picture.figure.data
    assert len(line.x) <= figures.POINTS
    assert (line.x[0], line.x[-1]) == (1, 5000)
    # the 2,765 largest of 1 to 5,000 bring 80 %, a point of the curve
    largest = [sum(range(5000 - k + 1, 5001)) for k in (2764, 2765)]
    assert largest[0] < 0.8 * sum(range(5001)) <= largest[1]
    assert 2765 in line.x
    assert len(picture.figure.to_json()) < 100_000


def test_a_long_title_is_broken_for_a_phone_and_leaves_room_for_it():
    short, long = figures.layout("Revenue"), figures.layout("some words " * 12)
    lines = long["title"]["text"].split("<br>")
    assert max(map(len, lines)) <= figures.LINE_LENGTH
    assert len(lines) == 3
    assert long["margin"]["t"] - short["margin"]["t"] == 40


def test_names_from_files_are_not_markup(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name)"
        " values (1, 1, 'c00000', '<b>x</b>')"
    )
    picture = pareto_of(empty, [2, 1])
    assert picture.figure.data[0].customdata[0][0] == "&lt;b&gt;x&lt;/b&gt;"


def test_tiers_are_shown_as_shares_of_customers_and_revenue(empty):
    book(empty, [("1", "a", DAY, 90), ("2", "b", DAY, 10)])
    summary = tiers.summary(tiers.classify(empty, LATER))
    picture = figures.tier_bars(summary)
    customers, revenue = picture.figure.data
    assert sum(customers.y) == pytest.approx(1)
    assert sum(value for value in revenue.y if value == value) == pytest.approx(1)
    assert picture.figure.layout.title.text == "Share of customers and of revenue in each tier"


def test_every_figure_has_a_title_and_a_text(empty):
    book(empty, [("1", "a", DAY, 90)])
    from icp import customer

    months = customer.by_month(empty, "a", LATER)
    picture = figures.month_bars(months, "a", "Revenue (USD)")
    assert picture.figure.layout.title.text == "Revenue from a each month"
    assert picture.alt == "1 month with orders of a, the largest 90."


def test_one_largest_customer_brings_and_several_bring(empty):
    book(empty, [(str(n), f"c{n}", DAY, 90 - n) for n in range(5)])
    assert figures.top_20(pareto.summary(empty, LATER)) == "the largest customer (20 %) brings"
    book(empty, [(f"x{n}", f"d{n}", DAY, 9) for n in range(5)])
    assert figures.top_20(pareto.summary(empty, LATER)) == "the 2 largest customers (20 %) bring"


def test_of_few_customers_the_true_share_is_said(empty):
    book(empty, [(str(n), f"c{n}", DAY, 90 - n) for n in range(3)])
    assert figures.top_20(pareto.summary(empty, LATER)) == "the largest customer (33 %) brings"
