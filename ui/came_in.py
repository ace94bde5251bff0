"""The first minute of trust: what is in the data now, to check against the books."""

import pandas as pd
import streamlit as st

from icp import fields, ingest, overview
from ui import state, words


def draw(result: ingest.Result | None) -> None:
    """What the last import brought and left out, and what the workspace holds now."""
    with st.container(border=True):
        st.subheader("Check this against your books", anchor=False)
        if result:
            st.write(_loaded(result))
        summary = state.summary()
        if summary.orders:
            st.write(f"**{_in_all(summary)}**")
            _by_year(state.ask(overview.by_year))
        _known(state.ask(overview.known), summary.customers)


def left_out(reasons: pd.DataFrame) -> str:
    """ "no customer (7 rows, 491.50), a total row (1 row)", or "none"."""
    parts = [
        f"{words.md(row.reason)} ({words.plural(row.rows, 'row')}{_money(row.amount)})"
        for row in reasons.itertuples()
    ]
    return ", ".join(parts) or "none"


def _money(amount: float | None) -> str:
    return "" if pd.isna(amount) or not amount else f", {words.number(amount, 2)}"


def _loaded(result: ingest.Result) -> str:
    return (
        f"{words.number(result.rows_loaded)} of {words.number(result.rows_read)} rows loaded; "
        f"left out: {left_out(result.left_out)}."
    )


def _in_all(summary: overview.Summary) -> str:
    return (
        f"{words.plural(summary.months, 'month')}, {state.money(summary.net)}, "
        f"{words.plural(summary.with_orders, 'customer')} with orders, newest order "
        f"{words.day(summary.last_on)}"
    )


def _by_year(years: pd.DataFrame) -> None:
    st.dataframe(
        years,
        hide_index=True,
        column_config={
            "year": st.column_config.NumberColumn("Year", format="%d"),
            "orders": st.column_config.NumberColumn("Orders", format="localized"),
            "customers": st.column_config.NumberColumn("Customers", format="localized"),
            "net": st.column_config.NumberColumn(
                state.in_currency("Revenue, net of refunds"), format="accounting"
            ),
        },
    )


def _known(known: pd.DataFrame, customers: int) -> None:
    if not len(known):
        st.write("Nothing is known yet about who the customers are: add a customer list.")
        return
    facts = ", ".join(
        f"{fields.TITLES[row.fact].lower()} for {words.percent(row.share)}"
        for row in known.itertuples()
    )
    st.write(f"About the {words.plural(customers, 'customer')} we know: {facts}.")
