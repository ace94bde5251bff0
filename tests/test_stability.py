"""Whether tiers hold under other weights, worked out by hand."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import measures, stability, tiers
from tests.conftest import book

AS_OF = date(2026, 1, 1)


def customers(**values):
    """What `measures.customers` gives of customers with these values: revenue=[..], nps=[..]."""
    many = len(next(iter(values.values())))
    frame = pd.DataFrame({"customer_id": [f"c{n}" for n in range(many)]})
    frame["name"] = frame["customer_id"]
    for name in measures.ALL:
        frame[name] = pd.Series(values.get(name, [None] * many), dtype=float)
    for name in ("purchases", "active_months", "months"):
        frame[name] = 1
    frame["tenure_months"], frame["money"] = 12, frame["revenue"]
    return frame


def rule(name, weight, steps):
    return tiers.Measure(name, weight, steps, "of 10")


def rules(first, second, **options):
    """Two measures: 100 points for 10, and in between as the value says."""
    steps = tuple((float(value), value * 10.0) for value in range(10, 0, -1))
    chosen = (rule("nps", first, steps), rule("glad", second, steps))
    return tiers.Rules(tuple(one for one in chosen if one.weight), **options)


def test_each_weight_moves_by_ten_up_and_down_and_the_others_give_way_in_proportion():
    found = stability.weightings(
        tiers.Rules(
            (rule("nps", 2, ((1, 9),)), rule("glad", 1, ((1, 9),)), rule("health", 1, ((1, 9),)))
        )
    )
    assert [(one.measure, one.moved) for one in found] == [
        (name, step) for name in ("nps", "glad", "health") for step in (10, -10)
    ]
    assert found[0].weights == pytest.approx((60, 20, 20))
    assert found[1].weights == pytest.approx((40, 30, 30))
    assert found[2].weights == pytest.approx((50 * 65 / 75, 35, 25 * 65 / 75))
    assert all(sum(one.weights) == pytest.approx(100) for one in found)


def test_weights_stay_between_none_and_all():
    found = stability.weightings(rules(95, 5))
    assert [one.weights for one in found] == [
        pytest.approx(weights) for weights in [(100, 0), (85, 15), (85, 15), (100, 0)]
    ]


def test_who_holds_and_who_would_be_elsewhere():
    # weights 50 and 50, moved 60/40 and 40/60, each twice
    known = customers(nps=[10, 10, 8, 2], glad=[10, 5.5, 7, 9])
    frame = stability.sway(known, rules(50, 50)).set_index("customer_id")
    # c0: 100 always. c1: 75 -> 60 % of 100 + 40 % of 50 = 80, or 70: B twice (5.5 has 50 points)
    # c2: 75, 76, 74: B twice. c3: 55, 48, 62: C twice
    assert frame.tier.to_dict() == {"c0": "A", "c1": "A", "c2": "A", "c3": "B"}
    assert frame.words.to_dict() == {
        "c0": "holds",
        "c1": "B in 2 of 4 weightings",
        "c2": "B in 2 of 4 weightings",
        "c3": "C in 2 of 4 weightings",
    }
    assert frame.holds.to_dict() == {"c0": True, "c1": False, "c2": False, "c3": False}
    assert frame.weightings.unique().tolist() == [4]
    assert stability.holding(frame, "A") == (1, 3)
    assert stability.holding(frame, "D") == (0, 0)


def test_coverage_moves_with_the_weights():
    # nps alone is known and weighs 65, 75 or 55 of 100: below 60 there is no tier
    known = customers(nps=[10], glad=[None])
    [row] = stability.sway(known, rules(65, 35)).itertuples()
    assert (row.tier, row.words) == ("A", "not enough data in 2 of 4 weightings")


def test_one_measure_alone_has_nothing_to_move():
    frame = stability.sway(customers(nps=[10, 1]), rules(7, 0))
    assert list(frame.words) == ["holds", "holds"]
    assert list(frame.weightings) == [0, 0]


def test_nobody_is_an_empty_frame(empty):
    frame = stability.sway(measures.customers(empty, AS_OF), tiers.BALANCED)
    assert list(frame.columns) == ["customer_id", "tier", "holds", "weightings", "words"]
    assert frame.empty
    assert stability.holding(frame, "A") == (0, 0)


scores = st.lists(
    st.tuples(st.none() | st.integers(0, 10), st.none() | st.integers(0, 10)),
    min_size=1,
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(values=scores, first=st.integers(1, 100), second=st.integers(1, 100))
def test_each_weighting_gives_the_tiers_that_its_weights_give(values, first, second):
    known = customers(nps=[one for one, _ in values], glad=[two for _, two in values])
    before = tiers.judge(known, rules(first, second)).tier
    frame = stability.sway(known, rules(first, second))
    assert list(frame.tier) == list(before)
    others = [
        tiers.judge(known, rules(*one.weights)).tier
        for one in stability.weightings(rules(first, second))
    ]
    same = pd.concat([other.eq(before) for other in others], axis=1).all(axis=1)
    assert list(frame.holds) == list(same)


def test_tiers_of_real_orders_are_those_of_classify(empty):
    book(empty, [(f"{n}", f"c{n % 5}", date(2025, 1 + n % 12, 1), 10 * n + 1) for n in range(40)])
    known = measures.customers(empty, AS_OF)
    assert list(stability.sway(known, tiers.BALANCED).tier) == list(
        tiers.classify(empty, AS_OF).tier
    )
