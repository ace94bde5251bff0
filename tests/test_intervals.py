"""The interval of a share: golden numbers, and its direction."""

import numpy as np
import pytest

from icp import intervals


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    # 6 of 8 and 12 of 20 are Wilson's as published; 15 of 24 is in the key of the sample company
    [(6, 8, 0.41, 0.93), (12, 20, 0.39, 0.78), (15, 24, 0.43, 0.79)],
)
def test_the_interval_of_wilson(k, n, low, high):
    found = intervals.wilson(k, n)
    assert [round(float(end), 2) for end in found] == [low, high]


def test_none_and_all_stay_between_0_and_1_and_nobody_is_unknown():
    low, high = intervals.wilson([0, 5, 0], [5, 5, 0])
    assert low[0] == 0
    assert high[1] == 1
    assert 0 < high[0] < 1
    assert np.isnan([low[2], high[2]]).all()


def test_more_customers_make_it_narrower():
    low, high = intervals.wilson([1, 10, 100], [2, 20, 200])
    assert (np.diff(high - low) < 0).all()
