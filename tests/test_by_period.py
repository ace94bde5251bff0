"""Tables by customer and period, added up from days."""

import numpy as np
import pytest

from icp import by_period

# customer 0 has two days in period 1, customer 2 one in period 0, nobody asks for customer 3
DAYS = {
    "place": np.array([2, 0, 0, 3], dtype=np.int32),
    "period": np.array([0, 1, 1, 0], dtype=np.int32),
    "money": np.array([5.0, 0.1, 0.2, 99.0]),
    "margin": np.array([np.nan, 1.0, 2.0, 3.0]),
    "bought": np.array([True, False, True, True]),
}
NONE = {name: column[:0] for name, column in DAYS.items()}


def days(places, columns=DAYS):
    return by_period.Days(columns, np.array(places, dtype=np.int32), 2)


def test_the_days_of_a_period_are_added_up_to_the_cent():
    assert days([0, 1, 2]).sums("money").tolist() == [[0, 0.3], [0, 0], [5, 0]]


def test_rows_stand_in_the_order_that_is_asked_for():
    assert days([2, 0]).sums("money").tolist() == [[5, 0], [0, 0.3]]


def test_a_sum_of_something_unknown_is_unknown():
    assert days([2, 0]).sums("margin").tolist() == [[pytest.approx(np.nan, nan_ok=True), 0], [0, 3]]


def test_there_is_a_day_or_one_of_which_something_is_true():
    assert days([0, 1, 2]).any().tolist() == [[False, True], [False, False], [True, False]]
    late = DAYS | {"bought": np.array([False, False, True, True])}
    assert days([0, 1, 2], late).any("bought").tolist() == [[False, True], [False] * 2, [False] * 2]


@pytest.mark.parametrize("places", [[], [0, 1]])
def test_without_days_there_is_nothing(places):
    assert days(places, NONE).sums("money").tolist() == [[0, 0]] * len(places)
    assert not days(places, NONE).any().any()
