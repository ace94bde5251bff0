"""Sort by hand: good, OK or bad, by each person who knows the customers."""

import pandas as pd
import streamlit as st

from icp import sorting
from ui import links, sort_one, sorter, state

VIEWS = {
    "one": "One by one",
}


def draw() -> None:
    """Draw the sort, and what comes of it."""
    customers = state.ask(sorting.queue, state.as_of())
    if customers.empty:
        st.info("There are no customers yet: upload or type them first.")
        links.to("upload")
        return
    view = st.segmented_control(
        "Sort",
        list(VIEWS),
        format_func=VIEWS.__getitem__,
        default="one",
        required=True,
        key="sort_view",
        bind="query-params",
        label_visibility="collapsed",
    )
    if view == "one":
        _one_by_one(customers)


def _one_by_one(customers: pd.DataFrame) -> None:
    who = sorter.who()
    if who is None:
        return
    place = st.container()
    chosen = sorter.largest(customers)
    with place:
        sort_one.draw(chosen, who)
    sorter.somebody_else()
