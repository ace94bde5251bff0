"""Amounts from 1,000 up are shown whole; others keep their cents."""

import pandas as pd
import pytest
import streamlit as st

from ui import whole_amounts

FRAME = pd.DataFrame({"a": [368_000.03, -12.5, None], "b": [999.0, 2.5, None], "n": ["x"] * 3})


@pytest.fixture
def shown():
    columns = {name: st.column_config.NumberColumn(format="accounting") for name in "ab"}
    return whole_amounts.rounded(FRAME, columns | {"n": {}}, ["a", "b", "gone"])


def test_large_amounts_have_no_cents(shown):
    frame, columns = shown
    assert list(frame["a"].dropna()) == [368_000, -12]  # half to even, as numpy rounds
    assert columns["a"]["type_config"] == {
        **columns["b"]["type_config"],
        "step": 1,
    }
    assert FRAME["a"].iloc[0] == 368_000.03


def test_small_amounts_and_the_unknown_stay(shown):
    frame, columns = shown
    assert list(frame["b"].dropna()) == [999, 2.5]
    assert columns["b"]["type_config"].get("step") is None
    assert frame["a"].isna().sum() == frame["b"].isna().sum() == 1


def test_amounts_that_are_all_unknown_stay():
    frame = pd.DataFrame({"a": pd.array([None, None], "Float64")})
    column = {"a": st.column_config.NumberColumn(format="accounting")}
    shown, columns = whole_amounts.rounded(frame, column, ["a"])
    assert shown["a"].isna().all()
    assert columns == column


def test_a_debt_is_as_large_as_a_sale():
    columns = {"a": st.column_config.NumberColumn(format="accounting")}
    frame, _ = whole_amounts.rounded(pd.DataFrame({"a": [-1000.4]}), columns, ["a"])
    assert list(frame["a"]) == [-1000]
