"""Rows beside others, by customer_id."""

import pandas as pd

from icp import by_id

IDS = pd.Series(["b", "x", "a", "b"], index=[7, 5, 3, 1])
FOUND = pd.DataFrame({"customer_id": ["a", "b", "c"], "n": [1, 2, 3], "text": ["A", "B", "C"]})


def test_each_id_has_its_row_or_a_missing_one():
    frame = by_id.beside(IDS, FOUND)
    assert list(frame.columns) == ["n", "text"]
    assert frame["n"].fillna(0).to_dict() == {7: 2, 5: 0, 3: 1, 1: 2}
    assert frame["text"].fillna("").to_list() == ["B", "", "A", "B"]


def test_without_rows_all_is_missing():
    frame = by_id.beside(IDS, FOUND.iloc[:0])
    assert frame.isna().all().all()
    assert list(frame.index) == [7, 5, 3, 1]


def test_for_nobody_there_are_no_rows():
    assert by_id.beside(IDS.iloc[:0], FOUND).shape == (0, 2)
