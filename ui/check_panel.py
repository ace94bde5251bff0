"""What loading a file would bring: counts, money, dates, and what stays out and why."""

from datetime import timedelta

import streamlit as st

from icp import rows
from ui import came_in, state, tables, words


def draw(key: str, checked: rows.Checked, kind: str) -> None:
    totals = checked.totals
    parts = [
        f"**{words.number(checked.rows_read)}** rows in the file",
        f"**{words.number(checked.rows_ready)}** ready to load",
        f"**{words.number(checked.rows_refused)}** left out",
    ]
    st.write(" · ".join(parts))
    if kind == "orders" and checked.rows_ready:
        st.write(
            f"{words.plural(totals.orders or 0, 'order')} of "
            f"{words.plural(totals.customers, 'customer')}, "
            f"{words.number(totals.amount, 2)} in all, from {words.day(totals.first_on)} to "
            f"{words.day(totals.last_on)}."
        )
    if totals.last_on and totals.last_on > state.now().date() + timedelta(days=1):
        st.warning(
            f"The newest order is dated {words.day(totals.last_on)}, in the future: check the "
            "dates before you load.",
            icon=":material/event_busy:",
        )
    for note in checked.notes:
        st.caption(words.md(note))
    if checked.rows_refused:
        _show_left_out(key, checked)


def _show_left_out(key: str, checked: rows.Checked) -> None:
    with st.expander(f"Left out: {came_in.left_out(checked.left_out)}"):
        st.dataframe(checked.rejects.head(tables.MOST), hide_index=True)
        if len(checked.rejects) > tables.MOST:
            st.caption(f"The first {tables.MOST:,}; the download has all.")
        tables.download(checked.rejects, "left-out-rows", f"upload_rejects_{key}")
