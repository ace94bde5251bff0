"""Movement between two days: worked out by hand, and what must always add up."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import cutting, db, movement, rfm, segments
from tests.conftest import book

EARLIER, AS_OF = date(2025, 1, 1), date(2026, 1, 1)
# days 30/60/90/180, orders 2/3/4/5, money 100/200/300/400
CUTS = cutting.Cuts((30, 60, 90, 180), (2, 3, 4, 5), (100, 200, 300, 400))


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each example of a test replaces."""
    with db.open(":memory:") as conn:
        yield conn


def moved(conn, months=12):
    then = rfm.score(conn, EARLIER, window_months=months, cuts=CUTS)
    now = rfm.score(conn, AS_OF, window_months=months, cuts=CUTS)
    return then, now, movement.between(then, now, EARLIER)


def orders(name, until, days_before, count, money):
    """`count` orders of `money` in all, the last `days_before` the day `until`."""
    return [
        (f"{name} {until} {n}", name, until - timedelta(days_before + n), money / count)
        for n in range(count)
    ]


def test_seven_customers_worked_out_by_hand(empty):
    best, small = (5, 500), (1, 10)
    book(
        empty,
        [
            *orders("risen", EARLIER, 40, *small),  # R 4, FM 1: Promising
            *orders("risen", AS_OF, 5, *best),  # R 5, FM 5: Champions
            *orders("slid", EARLIER, 5, *best),  # Champions
            *orders("slid", AS_OF, 100, *best),  # R 2, FM 5: Can't lose
            *orders("left", EARLIER, 5, *small),  # R 5, FM 1: New
            *orders("new", AS_OF, 5, *small),
            *orders("back", EARLIER, 400, *small),
            *orders("back", AS_OF, 5, *small),
            *orders("stayed", EARLIER, 5, *best),
            *orders("stayed", AS_OF, 5, *best),
            *orders("moved", EARLIER, 5, *best),
            *orders("moved", AS_OF, 70, *best),  # R 3, FM 5: Loyal
        ],
    )
    *_, frame = moved(empty)
    found = frame.set_index("customer_id")[["kind", "was", "segment"]]
    assert found.T.to_dict("list") == {
        "risen": ["best", "Promising", "Champions"],
        "slid": ["slid", "Champions", "Can't lose"],
        "left": ["left", "New", "out"],
        "new": ["new", "new", "New"],
        "back": ["back", "out", "New"],
        "stayed": ["stayed", "Champions", "Champions"],
        "moved": ["moved", "Champions", "Loyal"],
    }
    slid = frame.set_index("customer_id").loc["slid"]
    assert (slid.r_was, slid.r, slid.money_was, slid.money) == (5, 2, 500, 500)
    sums = movement.by_kind(frame)
    assert list(sums.index) == list(movement.KINDS)
    assert set(sums.customers) == {1}
    assert (sums.money_was["left"], sums.money["left"]) == (10, 0)
    assert (sums.money_was["new"], sums.money["new"]) == (0, 10)


def test_who_slips_without_growing_quieter_has_not_slid(empty):
    # R 1 both times; two small orders become five large ones: Gone quiet becomes Big and slipping
    book(empty, [*orders("a", EARLIER, 200, 1, 10), *orders("a", AS_OF, 200, 5, 500)])
    *_, frame = moved(empty)
    assert list(frame[["was", "segment", "kind"]].iloc[0]) == ["Hibernating", "Can't lose", "moved"]


def test_who_was_slipping_before_has_not_slid(empty):
    # R 2, FM 3 (At risk) becomes R 1, FM 5 (Can't lose)
    book(empty, [*orders("a", EARLIER, 100, 3, 250), *orders("a", AS_OF, 200, 5, 500)])
    *_, frame = moved(empty)
    assert list(frame[["was", "segment", "kind"]].iloc[0]) == ["At risk", "Can't lose", "moved"]


def test_the_first_purchase_on_the_earlier_day_is_not_new(empty):
    book(empty, [("1", "a", EARLIER, 10), ("2", "b", EARLIER + timedelta(1), 10)])
    *_, frame = moved(empty)
    assert list(frame.was) == ["New", "new"]
    assert list(frame.kind) == ["moved", "new"]  # a: 365 days later its group is another


def test_who_bought_before_the_first_project_is_not_new(empty):
    lines = [("1", "a", EARLIER, 10), ("2", "a", AS_OF, 10)]
    book(empty, lines, revenue_kind=["recurring", "project"])
    frame = movement.between(
        rfm.score(empty, EARLIER, frequency="projects", cuts=CUTS),
        rfm.score(empty, AS_OF, frequency="projects", cuts=CUTS),
        EARLIER,
    )
    assert list(frame[["was", "kind"]].iloc[0]) == ["out", "back"]


def test_groups_of_ones_own_move_too(empty):
    book(empty, [*orders("a", EARLIER, 5, 5, 500), *orders("a", AS_OF, 200, 5, 500)])
    cells = segments.build({"[1-3][1-5]": "Quiet", "[4-5][1-5]": "Active"})
    frames = [frame.assign(segment=segments.names(frame, cells)) for frame in moved(empty)[:2]]
    frame = movement.between(*frames, EARLIER)
    assert list(frame[["was", "segment", "kind"]].iloc[0]) == ["Active", "Quiet", "moved"]


def test_nobody_on_either_day_is_an_empty_frame_with_all_columns(empty):
    *_, frame = moved(empty)
    assert list(frame.columns) == [
        *("customer_id", "name", "kind", "was", "segment"),
        *("r_was", "r", "money_was", "money"),
    ]
    assert frame.empty
    assert movement.by_kind(frame).customers.sum() == 0
    assert movement.flows(frame).empty


drawn_orders = st.tuples(
    st.sampled_from("abcdefghij"), st.integers(0, 1100), st.integers(-5_000, 50_000)
)


@settings(max_examples=20, deadline=None)
@given(
    drawn=st.lists(drawn_orders, max_size=60),
    months=st.sampled_from([3, 12, None]),
    random=st.randoms(use_true_random=False),
)
def test_everybody_is_somewhere_once_and_figures_add_up(shared, drawn, months, random):
    def put(lines):
        shared.execute("delete from order_lines")
        days = [(f"{n}", who, AS_OF - timedelta(ago), cents / 100) for n, who, ago, cents in lines]
        book(shared, days)

    numbered = [(n, *line) for n, line in enumerate(drawn)]
    put(numbered)
    then, now, frame = moved(shared, months)
    assert frame.customer_id.is_unique
    assert set(frame.customer_id) == {*then.customer_id, *now.customer_id}
    n = movement.by_kind(frame).customers
    assert n.sum() == len(frame)
    assert n.sum() - n["new"] - n["back"] == len(then)
    assert n.sum() - n["left"] == len(now)
    flows = movement.flows(frame)
    assert flows.customers.sum() == len(frame)
    assert flows[~flows.was.isin(["new", "out"])].groupby("was").customers.sum().to_dict() == (
        then.groupby("segment").size().to_dict()
    )
    assert flows[flows.segment != "out"].groupby("segment").customers.sum().to_dict() == (
        now.groupby("segment").size().to_dict()
    )
    assert frame.money_was.sum() == pytest.approx(then.monetary.sum())
    assert frame.money.sum() == pytest.approx(now.monetary.sum())
    put(random.sample(numbered, len(numbered)))
    pd.testing.assert_frame_equal(moved(shared, months)[2], frame)
