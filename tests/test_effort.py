"""Effort against revenue: by hand, the sample company's answer key, and as properties."""

import json
import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import effort, profits
from tests.conftest import ROOT, book
from tests.test_whale import AS_OF, DAY, alder_point, frame, served

__all__ = ["alder_point"]


def by_id(found, name):
    values = found.customers.set_index("customer_id")[name]
    return {who: None if value != value else value for who, value in values.items()}


def won(conn, **costs):
    """Put a customer list with what it cost to win some."""
    for at, (who, cost) in enumerate(costs.items()):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id) values (2, ?, ?)", [at, who]
        )
        conn.execute("insert into attributes values (2, ?, 'Cost to acquire', ?)", [who, cost])


def test_proportional_effort_and_who_takes_more_on_paper():
    # 60 of effort for 300 of revenue: 20 for each 100. a takes 10 of its 40, b 50 of its 20
    found = effort.of(
        frame([90.0, -10.0], [200.0, 100.0], margin=[100.0, 40.0], cost_to_serve=[10.0, 50.0])
    )
    assert found.per_revenue == pytest.approx(0.2)
    assert by_id(found, "beyond") == {"a": -30, "b": 30}
    assert by_id(found, "left") == {"a": 90, "b": -10}
    assert by_id(found, "kind") == {"a": "less", "b": "loses"}
    assert (found.losing, found.lost, found.unknown, found.no_margin) == (1, 10, 0, 0)


def test_break_even_is_over_the_months_of_the_window(empty):
    # a: 600 - 360 - 30 h x 10 = -60 over 12 months: 5 a month more than its 50, a tenth;
    # b began in November: 20 - 100 = -80 over 2 months: 40 a month
    lines = [
        ("1", "a", date(2024, 1, 1), 1),
        ("2", "a", DAY, 600),
        ("3", "b", date(2025, 11, 9), 20),
    ]
    book(empty, lines, cost=[0, 360, 0])
    served(empty, {"a": 30, "b": 10}, day=date(2025, 12, 1))
    found = effort.of(profits.customers(empty, AS_OF, "net", 12))
    assert by_id(found, "break_even_month") == {"a": 5, "b": 40}
    assert by_id(found, "break_even_share") == {"a": 0.1, "b": 4}


def test_cost_to_win_them_counts_only_where_it_is_wanted_and_known(empty):
    book(empty, [("1", "a", DAY, 100), ("2", "b", DAY, 100), ("3", "c", DAY, 100)], cost=[0, 0, 0])
    served(empty, {"a": 1, "b": 2})
    won(empty, a="95", c="5")
    known = profits.customers(empty, AS_OF)
    plain, whole = effort.of(known), effort.of(known, acquire=True)
    assert by_id(plain, "effort") == {"a": 10, "b": 20}
    assert by_id(whole, "effort") == {"a": 105, "b": 20}
    assert by_id(whole, "parts") == {"a": "both", "b": "serve"}
    assert by_id(whole, "left") == {"a": -5, "b": 80}
    assert plain.unknown == whole.unknown == 1  # of c no file says whether it was served


def test_cost_to_win_them_is_all_where_no_cost_to_serve_is_known(empty):
    book(empty, [("1", "a", DAY, 100), ("2", "b", DAY, 100)], cost=[90, 0])
    won(empty, a="$15")
    known = profits.customers(empty, AS_OF)
    assert effort.of(known).customers.empty
    found = effort.of(known, acquire=True)
    assert by_id(found, "parts") == {"a": "acquire"}
    assert by_id(found, "left") == {"a": -5}
    assert found.unknown == 1


def test_without_costs_of_sale_only_the_line_can_tell():
    nothing = [math.nan] * 2
    found = effort.of(frame(nothing, [300.0, 100.0], margin=nothing, cost_to_serve=[10.0, 90.0]))
    assert by_id(found, "kind") == {"a": "less", "b": "more"}
    assert by_id(found, "break_even_month") == {"a": None, "b": None}
    assert (found.losing, found.no_margin) == (0, 2)


def test_without_revenue_there_is_no_line():
    found = effort.of(frame([-5.0, -9.0], [0.0, -4.0], margin=[0.0, -4.0], cost_to_serve=5.0))
    assert found.per_revenue is None
    assert by_id(found, "kind") == {"a": "loses", "b": "loses"}
    assert by_id(found, "break_even_share") == {"a": None, "b": None}
    assert effort.bands(found.customers).empty
    assert effort.of(frame([])).customers.empty


def test_bands_say_what_100_of_revenue_take():
    # under 5: none; 5 to 10: 5 and 9.99; 10 to 50: 10; 50 and more: 50
    found = effort.bands(
        effort.of(
            frame(
                [1.0, 1.0, 1.0, -1.0, 1.0],
                [5.0, 9.99, 10.0, 50.0, -3.0],
                margin=9.0,
                cost_to_serve=[4.0, 2.0, 1.0, 10.0, 8.0],
            )
        ).customers
    )
    assert list(found["customers"]) == [2, 1, 1]
    assert list(found["high"])[:2] == [10, 50]
    assert list(found["low"])[1:] == [10, 50]
    assert list(found["effort"]) == [3, 1, 10]
    assert list(found["effort_per_100"]) == pytest.approx([600 / 14.99, 10, 20])
    assert list(found["losing"]) == [0, 0, 1]


def test_little_oaks_breaks_even_at_5_k_more_a_month(alder_point):
    key = json.loads((ROOT / "data" / "sample" / "answer_key.json").read_text())
    found = effort.of(alder_point)
    story = key["story_08"]
    little_oaks = found.customers.set_index("customer_id").loc[story["customer_id"]]
    assert little_oaks["break_even_month"] == pytest.approx(story["break_even_per_month"], abs=0.01)
    assert little_oaks["left"] == pytest.approx(story["profit"], abs=0.01)
    assert (found.losing, found.unknown) == (35, 0)
    # 37,400 hours at 95 for 8,054,744
    assert found.per_revenue == pytest.approx(37_400 * 95 / key["size"]["revenue"], rel=1e-9)


amounts = st.integers(0, 100_000).map(lambda cents: cents / 100)
rows = st.lists(st.tuples(amounts, amounts, amounts, st.integers(1, 12)), min_size=1, max_size=20)


@settings(max_examples=20, deadline=None)
@given(rows)
def test_what_is_missing_a_month_brings_what_is_left_to_zero(rows):
    revenue, cost, serving, months = (list(column) for column in zip(*rows, strict=True))
    margin = [paid - spent for paid, spent in zip(revenue, cost, strict=True)]
    found = effort.of(frame(margin, revenue, cost_to_serve=serving, months=months)).customers
    below = found[found["kind"] == "loses"]
    so_long = below.index.map(months.__getitem__)  # by id, as they were put in
    after = below["margin"] + below["break_even_month"] * so_long - below["effort"]
    assert after.to_list() == pytest.approx([0.0] * len(below), abs=1e-3)
    assert (below["break_even_month"] > 0).all()
    assert found.loc[found["kind"] != "loses", "break_even_month"].isna().all()


@settings(max_examples=20, deadline=None)
@given(rows)
def test_the_line_parts_what_all_take_and_bands_leave_nobody_out(rows):
    revenue, _, serving, _ = (list(column) for column in zip(*rows, strict=True))
    found = effort.of(frame(revenue, revenue, cost_to_serve=serving))
    paying = found.customers[found.customers["revenue"] > 0]
    assert paying["beyond"].sum() == pytest.approx(0, abs=1e-2)
    bands = effort.bands(found.customers)
    assert bands["customers"].sum() == len(paying)
    assert len(bands) <= effort.BANDS
    assert (bands["low"].isna() | (bands["revenue"] >= bands["low"] - 1e-6)).all()
    assert (bands["high"].isna() | (bands["revenue"] < bands["high"] + 1e-6)).all()
