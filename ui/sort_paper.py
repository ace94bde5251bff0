"""Sorting with a pen: a sheet to print, and the table into which it is typed."""

import pandas as pd
import streamlit as st

from icp import paper
from ui import sorter, state, words


def draw(customers: pd.DataFrame) -> None:
    """The sheet as PDF."""
    st.write(
        "Print a sheet for everybody who knows the customers. To type one in, open the table: the "
        "rows have the same numbers, and 1, 2 or 3 and Enter takes one customer."
    )
    chosen = sorter.largest(customers)
    size = st.segmented_control(
        "Paper",
        list(paper.SIZES),
        format_func=paper.SIZES.__getitem__,
        default="a4",
        required=True,
        key="sort_paper",
    )
    label, names = state.workspace().label, list(chosen["name"])
    st.download_button(
        f"Download the sheet for {words.plural(len(names), 'customer')} (PDF)",
        data=lambda: paper.sheet(label, names, size),
        file_name="good-ok-bad.pdf",
        mime="application/pdf",
        key="sort_sheet",
        icon=":material/print:",
        type="primary",
        on_click="ignore",
    )
