"""What loading a file would bring: counts, money, dates, and what stays out and why."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from icp import rates, rows
from ui import brought, came_in, state, tables, words

NEWEST = {"orders": "order", "deals": "deal won or lost", "feedback": "feedback"}


def draw(key: str, checked: rows.Checked, kind: str) -> None:
    totals = checked.totals
    made = checked.unit != "row"
    parts = [
        "" if made else f"**{words.number(checked.rows_read)}** rows in the file",
        f"**{words.number(checked.rows_ready)}**{f' {checked.unit}s' * made} ready to load",
        f"**{words.number(checked.rows_refused)}** left out",
    ]
    st.write(" · ".join(filter(None, parts)))
    if checked.by_currency is not None:
        _show_currencies(checked.by_currency)
    if checked.by_currency is not None and kind == "deals":
        st.caption("These are the amounts of all deals, won, lost and open.")
    if checked.rows_ready:
        st.write(brought.sentence(kind, checked.rows_ready, totals, checked.unit))
    if totals.last_on and totals.last_on > state.now().date() + timedelta(days=1):
        st.warning(
            f"The newest {NEWEST[kind]} is dated {words.day(totals.last_on)}, in the future: "
            "check the dates before you load.",
            icon=":material/event_busy:",
        )
    st.caption("  \n".join(map(words.md, checked.notes)))
    if checked.rows_refused:
        _show_left_out(key, checked)


def _show_currencies(money: pd.DataFrame) -> None:
    """What comes in each currency, and what it counts as."""
    own = state.ask(rates.own)
    st.dataframe(
        money,
        hide_index=True,
        column_config={
            "currency": "Currency",
            "rows": st.column_config.NumberColumn("Rows", format="localized"),
            "amount": st.column_config.NumberColumn("Amount in it", format="accounting"),
            "rate": st.column_config.NumberColumn(f"Worth in {own}", format="%.6g"),
            "converted": st.column_config.NumberColumn(f"Counts as {own}", format="accounting"),
        },
    )


def _show_left_out(key: str, checked: rows.Checked) -> None:
    with st.expander(f"Left out: {came_in.left_out(checked.left_out)}"):
        st.dataframe(checked.rejects.head(tables.MOST), hide_index=True)
        if len(checked.rejects) > tables.MOST:
            st.caption(f"The first {tables.MOST:,}; the download has all.")
        tables.download(checked.rejects, "left-out-rows", f"upload_rejects_{key}")
