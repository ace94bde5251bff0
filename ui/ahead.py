"""Reads in the background what the other views of a page will ask, where orders are many.

While one view is looked at the others are made ready, so that they open at once.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import streamlit as st

from icp import (
    attitudes,
    behaviours,
    growth,
    high_value,
    measures,
    profits,
    retention,
    slices,
    slipping,
    status,
)
from ui import in_tiers, state, window

MANY = 500_000  # orders; with fewer every view opens at once anyway
NAME = "reads ahead"

Question = tuple[Callable[..., object], tuple[Any, ...]]  # what is asked, after the connection


def customers() -> None:
    """Begin to read what the views of Customers ask."""
    as_of = state.as_of()
    _read(
        (measures.customers, (as_of, "net", in_tiers.window_months())),
        (status.waits, (as_of,)),
        (high_value.quarters, (as_of,)),
        (behaviours.signs, (as_of,)),
        (attitudes.known, (as_of,)),
        (slices.traits, ()),
        (slices.customers, (as_of, "net", window.chosen("slices_window"))),
    )


def money() -> None:
    """Begin to read what the views of Money ask."""
    as_of = state.as_of()
    _read(
        (profits.customers, (as_of, "net", window.chosen("whale_window"))),
        (retention.years, (as_of,)),
        (growth.spend, (as_of,)),
        (slipping.known, (as_of,)),
    )


def _read(*questions: Question) -> None:
    if state.summary().orders >= MANY:
        _begun(state.data(), tuple(args for _, args in questions), questions)


@st.cache_resource(max_entries=20, show_spinner=False)
def _begun(data: state.Data, asked: Any, _questions: tuple[Question, ...]) -> None:  # noqa: ARG001
    """Nothing; begins a thread that asks one after the other, once for each state of the data."""

    def read() -> None:
        for question, args in _questions:
            with suppress(Exception):  # asked anew by the view, which says what is wrong
                state.answer(data, question, *args)

    threading.Thread(target=read, name=NAME, daemon=True).start()
