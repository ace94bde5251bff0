"""The way to the page of a customer, from every table and chart, and back."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from ui import charts, links, privacy, state, tables, words
from ui.figures import Picture

PAGE = state.ROOT / "pages" / "customer.py"


def go(customer_id: str) -> None:
    """Open the customer's page; its way back leads here."""
    here, title = st.session_state["page"]
    if here != "customer":
        st.session_state["customer_back"] = here, title
    st.switch_page(PAGE, query_params={**links.query(), "id": customer_id})


def wanted() -> str | None:
    """The customer in the address, which names nobody whose name is hidden; None without one."""
    written = st.query_params.get("id")
    if not written:
        return None
    st.query_params["id"] = shown = state.as_shown(written)
    return shown


def back() -> None:
    """A link to where the customer was opened, or to all customers."""
    page, title = st.session_state.get("customer_back", ("segmentation", "Customers"))
    links.to(page, f"Back to {title}", "arrow_back")


def narrow(picture: Picture, key: str, choice: str, titles: Mapping[str, str]) -> None:
    """Draw the chart; a click on a bar has the choice below it show that kind alone.

    titles: what can be chosen there -> what the chart calls it.
    """
    if clicked := charts.draw(picture, key):
        names = {title: name for name, title in titles.items()}
        found = {names.get(clicked.get(axis)) for axis in ("x", "y")} - {None}
        st.session_state[choice] = list(found)


def ticked(frame: pd.DataFrame, key: str, alt: str, columns: dict[str, object]) -> int | None:
    """Draw a small table and give the place of the row that was ticked just now."""
    rows = st.dataframe(
        privacy.amounts(frame[list(columns)]),
        key=charts.fresh(key),
        hide_index=True,
        height="content",
        alt=alt,
        on_select="rerun",
        selection_mode="single-row",
        column_config=columns,
    ).selection.rows
    return charts.spent(key, rows)


@st.dialog("Customers", width="large", on_dismiss="rerun")
def among(title: str, customers: pd.DataFrame, columns: dict[str, object]) -> None:
    """The customers behind a part of a chart, to open one of them."""
    st.subheader(words.md(title), anchor=False)
    if chosen := tables.customers(customers, f"among_{title}", columns, "customers"):
        go(chosen)
