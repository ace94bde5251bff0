"""How few bring most within each group of customers, by hand and beside the whole."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import pareto, pareto_within, slices


def frame_of(rows):
    """The frame of `pareto.values` and the group of each row, from (group, value) pairs."""
    names = [f"c{n:03}" for n in range(len(rows))]
    values = pd.DataFrame({"customer_id": names, "name": names, "margin": [one for _, one in rows]})
    return values, pd.Series([group for group, _ in rows])


def test_three_groups_on_paper():
    # law: 60 30 10, running .6 .9 1: two bring 80 %, the largest (ceil of .6) brings 60 %
    # retail: 50 -10 0, running 50/40: one brings it, the largest brings 125 %; one is not known
    # unknown comes last though it brings most; the sum of craft is -5, which has no shares
    values, groups = frame_of(
        [
            *[("Law", 30), ("Law", 60), ("Law", 10)],
            *[("Retail", 0), ("Retail", -10), ("Retail", 50), ("Retail", None)],
            *[(slices.UNKNOWN, 500), ("Craft", -5)],
        ]
    )
    found = pareto_within.each(values, groups, "margin").set_index("group")
    assert list(found.index) == ["Law", "Retail", "Craft", slices.UNKNOWN]
    assert list(found.customers) == [3, 3, 1, 1]
    assert list(found.total) == [100, 40, -5, 500]
    assert list(found.few.dropna()) == [2, 1, 1]
    assert list(found.few_share.dropna()) == [2 / 3, 1 / 3, 1]
    assert list(found.top_20) == [1, 1, 1, 1]
    assert list(found.top_20_share.dropna()) == [0.6, 1.25, 1]
    assert found.loc["Craft", ["few", "few_share", "top_20_share"]].isna().all()
    assert list(found.below_zero) == [0, 1, 1, 0]
    assert list(found.at_zero) == [0, 1, 0, 0]
    assert list(found.unknown) == [0, 1, 0, 0]


def test_another_share_needs_more_of_a_group():
    values, groups = frame_of([("a", 60), ("a", 30), ("a", 10)])
    assert list(pareto_within.each(values, groups, "margin", 0.91).few) == [3]
    assert list(pareto_within.each(values, groups, "margin", 0.9).few) == [2]


def test_nobody_known_is_a_row_without_shares():
    values, groups = frame_of([("a", None), ("a", None)])
    [row] = pareto_within.each(values.astype({"margin": float}), groups, "margin").itertuples()
    assert (row.customers, row.unknown, row.total) == (0, 2, 0)
    assert pd.isna(row.few)


rows = st.lists(st.tuples(st.sampled_from("ab"), st.integers(-50, 10**6)), min_size=1, max_size=25)


@settings(max_examples=25, deadline=None)
@given(rows)
def test_each_group_is_as_it_would_be_alone(rows):
    values, groups = frame_of(rows)
    for row in pareto_within.each(values, groups, "margin").itertuples():
        alone = pareto.summarize(pareto.ranked(values[groups == row.group], "margin"))
        assert (row.customers, row.top_20) == (alone.customers, alone.top_20_customers)
        assert (row.below_zero, row.at_zero) == (alone.below_zero, alone.at_zero)
        assert row.total == pytest.approx(alone.total)
        if alone.customers_for_80 is None:
            assert pd.isna(row.few)
        else:
            assert row.few == alone.customers_for_80
            assert row.top_20_share == pytest.approx(alone.top_20_share)
