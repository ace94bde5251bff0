"""Sort by hand: good, OK or bad, by each person who knows the customers."""

import pandas as pd
import streamlit as st

from icp import sorting
from ui import (
    links,
    sort_ideal,
    sort_one,
    sort_paper,
    sort_table,
    sort_tiers,
    sort_todo,
    sorter,
    state,
)

VIEWS = {
    "one": "One by one",
    "table": "In a table",
    "paper": "On paper",
    "ideal": "Ideal list",
    "tiers": "Beside A to D",
    "todo": "To do",
}
ON_SCREEN = {"one": sort_one.draw, "table": sort_table.draw}
LISTS = {
    "ideal": sort_ideal.draw,
    "tiers": sort_tiers.draw,
    "todo": sort_todo.draw,
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
        wrap=False,
    )
    if view in LISTS:
        LISTS[view](customers)
    elif not sorter.blind():
        _sort(customers, view)


def _sort(customers: pd.DataFrame, view: str) -> None:
    """The ways to sort: on paper, or on the screen under one's name."""
    if view == "paper":
        sort_paper.draw(customers)
        return
    who = sorter.who()
    if who is None:
        return
    place = st.container()
    chosen = sorter.largest(customers)
    with place:
        ON_SCREEN[view](chosen, who)
    sorter.somebody_else()
