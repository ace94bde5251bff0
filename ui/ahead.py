"""Reads in the background what the other views of a page will ask, where orders are many.

While one view is looked at the others are made ready, so that they open at once.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from icp import (
    attitudes,
    behaviours,
    cohorts,
    concentration,
    growth,
    high_value,
    measures,
    pareto,
    profits,
    retention,
    slices,
    slipping,
    status,
)
from ui import in_tiers, state, window
from ui.concentration_time import STEPS, USUAL

MANY = 500_000  # orders; with fewer every view opens at once anyway
NAME = "reads ahead"

Ask = Callable[..., Any]


def customers() -> None:
    """Begin to read what the views of Customers ask."""
    _begin(_customers, state.as_of(), in_tiers.window_months(), window.chosen("slices_window"))


def money() -> None:
    """Begin to read what the views of Money ask."""
    windows = (window.chosen(f"{view}_window") for view in ("concentration", "whale"))
    _begin(_money, state.as_of(), *windows)


def _customers(ask: Ask, as_of: date, tier_months: int, slice_months: int | None) -> None:
    ask(measures.customers, as_of, "net", tier_months)
    ask(status.waits, as_of)
    ask(high_value.quarters, as_of)
    ask(behaviours.signs, as_of)
    ask(attitudes.known, as_of)
    ask(slices.traits)
    ask(slices.customers, as_of, "net", slice_months)


def _money(ask: Ask, as_of: date, few_months: int | None, whale_months: int | None) -> None:
    ask(pareto.curve, as_of, "net", few_months)
    ask(concentration.over_time, as_of, "net", STEPS[USUAL])
    ask(profits.customers, as_of, "net", whale_months)
    ask(retention.years, as_of)
    known = ask(cohorts.known, as_of)
    ask(cohorts.grid, as_of, cohorts.usual(known.first_on, as_of))
    ask(growth.spend, as_of)
    ask(slipping.known, as_of)


def _begin(questions: Callable[..., None], *args: Any) -> None:
    if state.summary().orders >= MANY:
        _begun(state.data(), questions.__name__, args, questions)


@st.cache_resource(max_entries=20, show_spinner=False)
def _begun(data: state.Data, name: str, args: Any, _questions: Callable[..., None]) -> None:  # noqa: ARG001
    """Nothing; begins a thread that asks them, once for each state of the data."""

    def read() -> None:
        with suppress(Exception):  # the view asks anew, and says what is wrong
            _questions(partial(state.answer, data), *args)

    threading.Thread(target=read, name=NAME, daemon=True).start()
