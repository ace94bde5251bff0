"""The figures of how recently, how often and how much say what they show, and stay small."""

from datetime import date, timedelta

import pandas as pd
import pytest

from icp import movement, rfm, segments, spread
from tests.conftest import book
from ui import figures_rfm

DAY = date(2025, 2, 1)
TITLES = {
    **{name: one.title for name, one in segments.SEGMENTS.items()},
    movement.NEW: "Not a customer yet",
    movement.OUT: "No order",
}


@pytest.fixture
def scores(empty):
    """25 customers with one order each, the newer the smaller."""
    book(empty, [(f"o{i}", f"c{i:02}", DAY - timedelta(i), 10 * i) for i in range(1, 26)])
    return rfm.score(empty, DAY)


def test_the_map_shows_all_25_cells_with_their_name_customers_and_revenue(scores):
    grid = segments.grid(scores)
    picture = figures_rfm.segment_map(grid)
    heat, marks = picture.figure.data
    assert heat.z.shape == (5, 5)
    assert heat.z.sum() == 25
    texts = pd.DataFrame(list(heat.text), index=list(heat.y), columns=list(heat.x))
    # the 5 newest bring 10 to 50; one order each is F 1, so with M 1 they are "New" (5, 1)
    assert texts.at[5, 1] == "New<br><b>5</b><br>150"
    assert texts.at[1, 1] == "Gone<br>quiet<br><b>0</b>"
    assert (texts != "").all(axis=None)
    # the mark of each cell, to be clicked, stands in its cell and says it
    cells = list(zip(marks.y, marks.x, strict=True))
    assert sorted(cells) == sorted(segments.CELLS)
    assert list(marks.text) == [texts.at[cell] for cell in cells]
    assert picture.figure.layout.title.text == "25 customers by how recently, often and much"
    assert picture.alt.startswith("25 customers by how recently, often and much; most are")


def test_names_of_ones_own_are_not_markup(scores):
    cells = dict.fromkeys(segments.DEFAULT, "<b>x</b>")
    grid = segments.grid(scores, cells)
    for picture in (
        figures_rfm.segment_map(grid),
        figures_rfm.segment_tree(grid, "customers", "customers"),
    ):
        assert "&lt;b&gt;x&lt;/b&gt;" in picture.figure.to_json().replace("\\u002f", "/")


def test_the_tree_shows_the_share_of_each_group(scores):
    picture = figures_rfm.segment_tree(segments.grid(scores), "revenue", "revenue")
    [tree] = picture.figure.data
    assert sum(tree.values) == pytest.approx(10 * 25 * 26 / 2)
    assert set(tree.labels) == set(scores.segment.map(segments.title))
    assert picture.figure.layout.title.text == "Share of revenue in each group (25 customers)"
    assert picture.alt.count(" %") == len(tree.labels)


def test_a_group_without_revenue_is_not_drawn_as_a_field(scores):
    grid = segments.grid(scores.assign(monetary=scores.monetary.where(scores.r < 5, -1.0)))
    [tree] = figures_rfm.segment_tree(grid, "revenue", "revenue").figure.data
    assert "New" not in tree.labels
    assert "New" in figures_rfm.segment_tree(grid, "customers", "customers").figure.data[0].labels


def test_the_orders_of_each_customer_are_bars_that_say_the_middle():
    scores = pd.DataFrame({"frequency": [1, 1, 2, 30]})
    picture = figures_rfm.order_bars(spread.by_frequency(scores), 1.5, "orders")
    [bars] = picture.figure.data
    assert list(bars.x) == ["1", "2", "3", "4", "5", "6-10", "11-20", "21-50"]
    assert list(bars.y) == [2, 1, 0, 0, 0, 0, 0, 1]
    assert picture.alt == (
        "4 customers by number of orders, the middle one has 1.5. Most, 2 customers, have 1."
    )


def test_the_flow_holds_everybody_once():
    flows = pd.DataFrame(
        [
            ("Champions", "Champions", 5),
            ("Champions", "At risk", 3),
            ("new", "Champions", 2),
            ("Loyal", "out", 1),
        ],
        columns=["was", "segment", "customers"],
    )
    picture = figures_rfm.movement_flow(flows, TITLES, "1 Jan 2025 and 1 Jan 2026", "#000000")
    [flow] = picture.figure.data
    assert list(flow.node.label) == [
        *("Best customers 8", "Loyal 1", "Not a customer yet 2"),
        *("Best customers 7", "Slipping 3", "No order 1"),
    ]
    assert [*zip(flow.link.source, flow.link.target, flow.link.value, strict=True)] == [
        (0, 3, 5),
        (0, 4, 3),
        (2, 3, 2),
        (1, 5, 1),
    ]
    colors = [figures_rfm.LINK, figures_rfm.SLID, figures_rfm.ROSE, figures_rfm.LINK]
    assert list(flow.link.color) == colors
    assert picture.alt == (
        "11 customers by group: 1 Jan 2025 and 1 Jan 2026. The largest moves: Best customers to "
        "Slipping 3; Not a customer yet to Best customers 2; Loyal to No order 1."
    )


def test_figures_of_many_customers_stay_small():
    # 100,000 customers in every cell and with every number of orders
    n = 100_000
    scores = pd.DataFrame(
        {
            "r": [1 + i % 5 for i in range(n)],
            "fm": [1 + i // 5 % 5 for i in range(n)],
            "frequency": [1 + i % 3000 for i in range(n)],
            "monetary": 1.0,
        }
    )
    grid = segments.grid(scores)
    names = [*segments.SEGMENTS, "out"]
    flows = pd.DataFrame(
        [(was, now, 9) for was in names for now in names], columns=["was", "segment", "customers"]
    )
    for picture in (
        figures_rfm.segment_map(grid),
        figures_rfm.segment_tree(grid, "customers", "customers"),
        figures_rfm.order_bars(spread.by_frequency(scores), 1500, "orders"),
        figures_rfm.movement_flow(flows, TITLES, "then and now", "#000000"),
    ):
        assert len(picture.figure.to_json()) < 40_000
        assert picture.figure.layout.title.text
        assert picture.alt
