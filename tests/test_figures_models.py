"""The figures of the kinds of customers say what they show, and text from files stays text."""

import math

import pandas as pd
import pytest

from ui import figures_models

KINDS = pd.DataFrame(
    {"kind": ["A", "<b>B</b>", "C"], "customers": [2, 1, 0], "money": [1_500_000.0, math.nan, 0.0]}
)


def test_a_bar_for_each_kind_with_its_customers_and_money():
    picture = figures_models.kind_bars(
        KINDS, "3 customers<br>and revenue", "in a year", {"A": "red"}
    )
    [bars] = picture.figure.data
    assert list(bars.x) == [2, 1, 0]
    assert list(bars.text) == ["2 · 1.50 M", "1", "0"]
    assert list(bars.y) == ["A", "&lt;b&gt;B&lt;/b&gt;", "C"]
    assert bars.marker.color[0] == "red"
    assert picture.alt == (
        "3 customers, and revenue: A: 2 customers; <b>B</b>: 1 customer; C: 0 customers."
    )


def test_nobody_at_all_is_drawn_without_an_error():
    picture = figures_models.kind_bars(KINDS.head(0), "Nobody", "in a year", {})
    assert picture.alt == "Nobody: ."


def slices(count):
    share = [1 / count] * count
    values = [f"A long name of a <slice> number {n}" for n in range(count)]
    return pd.DataFrame(
        {"value": values, "customers": 1, "customers_share": share, "revenue_share": share}
    )


def test_slices_show_both_shares_of_the_first_twelve_and_who_is_known():
    picture = figures_models.slice_bars(slices(15), "Industry", 20)
    customers, revenue = picture.figure.data
    assert len(customers.x) == len(revenue.x) == 12
    assert customers.text[0] == "7 %"
    assert customers.y[0] == "A long name of a &lt;slice&gt; number 0"
    assert len(set(customers.y)) == 12  # though all begin alike
    assert picture.figure.layout.yaxis.ticktext[0] == "A long name of a &lt;slice…"
    assert picture.figure.layout.title.text == (
        "Industry: share of customers and of revenue<br>15 of 20 customers, of whom it is known"
    )


@pytest.mark.parametrize(
    ("values", "ordered"),
    [
        (["50-249 people", "1-9 people", "10-49 people"], ["1-9 ", "10-4", "50-2"]),
        (["1,200 and more", "under 480", "480 to under 1,200"], ["unde", "480 ", "1,20"]),
        (["Law", "10 and more", "Arts"], ["Law", "10 a", "Arts"]),
    ],
)
def test_bands_are_drawn_by_size_and_other_values_by_revenue(values, ordered):
    pairs = pd.DataFrame(
        {"first": "x", "second": values, "customers": 1, "revenue": [30.0, 20.0, 10.0]}
    )
    [cells] = figures_models.slice_map(pairs, ("One", "Two")).figure.data
    assert [value[:4] for value in cells.x] == ordered
    assert sorted(cells.text[0]) == [f"<b>1</b><br>{money}" for money in ("10", "20", "30")]
