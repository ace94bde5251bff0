"""The middle of each group and how many buy how often, worked out by hand."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icp import spread


def scored(*rows):
    columns = ["segment", "recency_days", "frequency", "monetary"]
    return pd.DataFrame(rows, columns=columns).astype({"frequency": int})


def test_the_middle_of_each_segment():
    frame = spread.by_segment(
        scored(
            ("Loyal", 10, 1, 100.0),
            ("Loyal", 20, 2, 200.0),
            ("Loyal", 90, 9, 600.0),
            ("New", 1, 1, 50.0),
            ("New", 4, 2, 50.0),
        )
    )
    assert list(frame.loc["Loyal"]) == [3, 900, 0.9, 20, 2, 200]
    assert list(frame.loc["New"]) == [2, 100, 0.1, 2.5, 1.5, 50]


def test_without_revenue_there_are_no_shares():
    frame = spread.by_segment(scored(("Loyal", 1, 1, 5.0), ("New", 1, 1, -5.0)))
    assert frame.revenue_share.isna().all()
    assert spread.by_segment(scored()).empty


def bands(*counts):
    frame = spread.by_frequency(scored(*(("x", 1, count, 1.0) for count in counts)))
    return list(frame.itertuples(index=False, name=None))


def test_each_number_of_orders_has_a_row_of_its_own():
    assert bands(1, 1, 4) == [(1, 1, 2), (2, 2, 0), (3, 3, 0), (4, 4, 1)]
    assert bands(0, 2) == [(0, 0, 1), (1, 1, 0), (2, 2, 1)]
    assert bands(7) == [(7, 7, 1)]
    assert bands() == []


def test_many_numbers_are_put_into_bands():
    assert bands(1, 4, 5, 6, 10, 11, 40, 60) == [
        (1, 1, 1),
        (2, 2, 0),
        (3, 3, 0),
        (4, 4, 1),
        (5, 5, 1),
        (6, 10, 2),
        (11, 20, 1),
        (21, 50, 1),
        (51, 100, 1),
    ]
    assert bands(30, 900) == [
        (30, 50, 1),
        (51, 100, 0),
        (101, 200, 0),
        (201, 500, 0),
        (501, 1000, 1),
    ]


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=50))
def test_every_customer_is_in_one_band(counts):
    found = bands(*counts)
    assert sum(customers for *_, customers in found) == len(counts)
    assert len(found) <= 30
    assert all(low <= high for low, high, _ in found)
    assert all(here[1] + 1 == there[0] for here, there in itertools.pairwise(found))
    for low, high, customers in found:
        assert customers == sum(low <= count <= high for count in counts)


def test_a_share_is_of_all_revenue():
    frame = spread.by_segment(scored(("A", 1, 1, 1.0), ("B", 1, 1, 3.0)))
    assert frame.revenue_share.sum() == pytest.approx(1)
