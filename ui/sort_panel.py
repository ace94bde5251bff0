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
BY_ONE = {"one": sort_one.draw, "table": sort_table.draw}
FOR_ALL = {
    "paper": sort_paper.draw,
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
    )
    if view in BY_ONE:
        _by_one(customers, view)
    else:
        FOR_ALL[view](customers)


def _by_one(customers: pd.DataFrame, view: str) -> None:
    """What one person does, under their name."""
    who = sorter.who()
    if who is None:
        return
    place = st.container()
    chosen = sorter.largest(customers)
    with place:
        BY_ONE[view](chosen, who)
    sorter.somebody_else()
