"""What serving a customer costs: rates of the user's own, estimates wherever they are used."""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from icp import costs, db, writer
from ui import problems, state, words

LABELS = {
    "hours": "An hour of support",
    "tickets": "A ticket",
    "visits": "A visit",
    "late_days": "A day an invoice is late",
}
MEASURES = {"hours": "hours", "tickets": "tickets", "visits": "visits", "late_days": "payment"}


def draw(known: pd.DataFrame, window_months: int | None) -> None:
    """The rates, with how many customers each part is known of, and the way to change them.

    known: hours, tickets, visits, payment and profit of each customer.
    """
    rates = state.ask(costs.load)
    title = "What serving them costs (your estimate)"
    with st.expander(title, icon=":material/support_agent:", expanded=not rates.entered):
        st.write(
            "Enter what one of each costs you; leave blank what should not count. Cost to serve "
            "and profit after support follow from these and are called estimates everywhere."
        )
        with st.form("costs_form", border=False):
            with st.grid(4, min_column_width=160):
                given = {item: _rate(item, rate, known) for item, rate in asdict(rates).items()}
            if st.form_submit_button("Use these costs", key="costs_save"):
                _save(given)
        st.caption(
            "A customer in no row of the support file stays unknown: the file does not say whether "
            "they needed nothing or were served elsewhere. Rows without a date count."
        )
        st.caption(_left_out(rates, known))
        if late := state.ask(costs.begins_late, state.as_of(), window_months):
            st.warning(
                f"Support is written down from {words.day(late)} on only, later than the orders "
                "that count: cost to serve is too low, profit after support too high. "
                "Upload the earlier months.",
                icon=":material/warning:",
            )


def _rate(item: str, rate: float | None, known: pd.DataFrame) -> float | None:
    many = int(known[MEASURES[item]].notna().sum())
    key = f"costs_{state.workspace().name}_{item}"
    st.session_state.setdefault(key, rate)  # as `value` it would come back when it is emptied
    return st.number_input(
        state.in_currency(LABELS[item], typed=True),
        value=None,
        key=key,
        placeholder="such as 95" if item == "hours" else "not counted",
        help=f"Known for {words.number(many)} of {words.plural(len(known), 'customer')}.",
    )


def _left_out(rates: costs.Rates, known: pd.DataFrame) -> str:
    """For how many there is an estimate, and which rate counts nothing, for want of data."""
    if not rates.entered:
        return "No cost is entered yet, so profit after support is unknown for everybody."
    silent = [LABELS[item] for item in rates.entered if known[MEASURES[item]].isna().all()]
    many, everybody = int(known["profit"].notna().sum()), words.plural(len(known), "customer")
    said = f"Profit after support is known for {words.number(many)} of {everybody}."
    if silent:
        said += f" No file says anything about this, so it counts nothing: {', '.join(silent)}."
    return said


def _save(given: dict[str, float | None]) -> None:
    with problems.shown():
        rates = costs.Rates(**given)

        def change(conn: db.Connection) -> None:
            costs.save(conn, rates)

        writer.submit(state.workspace().path, change).result()
        st.session_state["said"] = (
            "The costs are kept; profit after support follows them."
            if rates.entered
            else "No cost counts any more: profit after support is unknown again."
        )
        st.rerun()
