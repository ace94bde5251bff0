"""Figures say in their title what they show, and the same in words."""

from datetime import date

import pytest

from icp import pareto, tiers
from tests.conftest import book
from ui import figures

DAY, LATER = date(2025, 1, 1), date(2025, 2, 1)


def pareto_of(conn, values):
    book(conn, [(f"o{i}", f"c{i:05}", DAY, value) for i, value in enumerate(values)])
    summary = pareto.summary(conn, LATER)
    return figures.pareto_chart(pareto.curve(conn, LATER), summary, "Revenue"), summary


def test_the_sentence_rounds_half_up():
    summary = pareto.Summary(4338, 1, 1133, 868, 0.7, 0.1, 0.2, 0.3, 0.7, 0.1, 0, 0, 0)
    assert (
        figures.pareto_sentence(summary) == "1,133 of 4,338 customers (26 %) bring 80 % of revenue"
    )


def test_few_customers_are_bars_with_the_running_share(empty):
    picture, _ = pareto_of(empty, [50, 30, 10, 7, 3])
    bars, line = picture.figure.data
    assert list(bars.y) == [50, 30, 10, 7, 3]
    assert list(line.y) == [0.5, 0.8, 0.9, 0.97, 1.0]
    assert [color == figures.HEAD for color in bars.marker.color] == [True, True] + [False] * 3
    assert picture.figure.layout.title.text == "2 of 5 customers (40 %) bring 80 % of revenue"
    assert picture.figure.layout.shapes[0].y0 == 0.8
    assert "c00000, brings 50 %" in picture.alt


def test_many_customers_are_a_curve_that_stays_small(empty):
    picture, _ = pareto_of(empty, range(1, 5001))
    [line] = picture.figure.data
    assert len(line.x) <= figures.POINTS
    assert (line.x[0], line.x[-1]) == (1, 5000)
    assert len(picture.figure.to_json()) < 100_000


def test_names_from_files_are_not_markup(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name)"
        " values (1, 1, 'c00000', '<b>x</b>')"
    )
    picture, _ = pareto_of(empty, [2, 1])
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
