"""Tables by customer and period, added up from days: by the quarters of high_value.sql."""

from datetime import date

import numpy as np

from icp import by_period, db
from tests.conftest import book

AS_OF = date(2026, 1, 1)
NOW, BEFORE = date(2025, 12, 1), date(2025, 6, 1)  # in the newest quarter, and before it
SALES = [
    ("1", "a", NOW, 0.1),
    ("2", "a", date(2025, 12, 2), 0.2),
    ("3", "b", BEFORE, 5),
    ("4", "c", NOW, 7),
    ("5", "c", BEFORE, 9),
]


def tables(conn, sales, places, cost=None):
    book(conn, sales, cost=cost or [1] * len(sales))
    window = {"as_of": AS_OF, "revenue": "net", "quarters": 1}
    return by_period.tables(conn, "high_value", places, 2, **window)


def test_the_days_of_a_period_are_added_up_to_the_cent(empty):
    assert tables(empty, SALES, [0, 1, 2])["money"].tolist() == [[0.3, 0], [0, 5], [7, 9]]


def test_rows_stand_in_the_order_that_is_asked_for(empty):
    assert tables(empty, SALES, [2, 0])["money"].tolist() == [[7, 9], [0.3, 0]]


def test_a_sum_of_something_unknown_is_unknown(empty):
    margin = tables(empty, SALES, [0, 2], cost=[None, 1, 1, 2, 3])["margin"]
    assert np.array_equal(margin, [[np.nan, 0], [5, 6]], equal_nan=True)


def test_of_yes_and_no_there_is_a_yes(empty):
    ordered = tables(empty, SALES, [0, 1])["ordered"]
    assert (ordered.dtype, ordered.tolist()) == (bool, [[True, False], [False, True]])


def test_many_parts_give_what_one_gives(empty, monkeypatch):
    whole = tables(empty, SALES, [0, 1, 2])
    monkeypatch.setattr(db, "BATCH", 1)
    parts = tables(empty, [], [0, 1, 2])
    assert all(np.array_equal(parts[name], whole[name]) for name in whole)


def test_without_days_there_is_nothing(empty):
    assert {name: one.shape for name, one in tables(empty, [], []).items()} == {
        "money": (0, 2),
        "margin": (0, 2),
        "ordered": (0, 2),
    }
