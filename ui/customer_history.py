"""What a customer ordered and when; their deals, and what came from them."""

import pandas as pd
import streamlit as st

from icp import customer, facts
from ui import charts, figures, privacy, state, tables, words

FREE = ("referral", "testimonial", "comment")  # may say whose they are


def headline(customer_id: str) -> None:
    """Draw the year in four figures, unless there are no orders."""
    ever = _one(customer_id, None)
    if not ever:
        return
    year = _one(customer_id, 12)
    first, last = ever.get("first_on"), ever.get("last_on")
    with st.grid(4, min_column_width=150):
        st.metric("Revenue, 12 months", state.money(year.get("money", 0.0)), border=True)
        st.metric("Orders, 12 months", words.number(year.get("purchases", 0)), border=True)
        st.metric("Last order", _day(last), border=True)
        st.metric("First order", _day(first), border=True)


def timeline(customer_id: str, name: str) -> None:
    """Draw what the customer brought each month, and every line with its file and row."""
    months = state.ask(customer.by_month, customer_id, state.as_of())
    lines = state.ask(customer.lines, customer_id)
    if lines.empty:
        st.write("No orders: nothing that was uploaded names this customer in an order.")
        return
    if months.empty:
        st.write("No orders up to the day in the sidebar.")
    else:
        picture = figures.month_bars(privacy.amounts(months), name, state.in_currency("Revenue"))
        charts.show(picture, "customer_months", months, _month_columns())
    later = int((lines["order_on"].dt.date > state.as_of()).sum())
    with st.expander(f"Orders: {words.plural(len(lines), 'row')}, the newest first"):
        if later:
            st.caption(
                f"{words.plural(later, 'row')} dated after the day in the sidebar: not counted yet."
            )
        tables.rows(lines, "customer_orders", _line_columns(), "orders")


def _month_columns() -> dict[str, object]:
    return {
        "month": st.column_config.DateColumn("Month"),
        "money": st.column_config.NumberColumn(state.in_currency("Revenue"), format="accounting"),
    }


def deals(customer_id: str) -> None:
    """Draw the customer's deals, where there are any."""
    found = state.ask(customer.deals, customer_id)
    if found.empty:
        return
    st.subheader(words.plural(len(found), "deal"), anchor=False)
    shown = found.assign(
        outcome=found["outcome"].fillna(words.UNKNOWN),
        day=found["closed_on"].fillna(found["created_on"]),
    )
    text = st.column_config.TextColumn
    columns = {
        "name": text("Deal"),
        "outcome": text("Won or lost"),
        "stage": text("Stage"),
        "amount": st.column_config.NumberColumn(state.in_currency("Amount"), format="accounting"),
        "day": st.column_config.DateColumn("Closed, else begun"),
        "owner": text("Owner"),
        "file_name": text("From the file"),
    }
    if privacy.chosen().names:
        del columns["name"]  # which may be that of the customer
    _undated(int(shown["day"].isna().sum()), len(shown))
    tables.rows(shown, "customer_deals", columns, "deals")


def feedback(customer_id: str) -> None:
    """Draw what came from the customer, where anything did."""
    found = state.ask(customer.feedback, customer_id)
    if found.empty:
        return
    st.subheader(f"What came from them: {words.plural(len(found), 'row')}", anchor=False)
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    titles = {
        "nps": number("NPS, 0-10"),
        "tickets": number("Tickets"),
        "hours": number("Hours of support"),
        "visits": number("Visits"),
        "referral": text("Referral"),
        "testimonial": text("Testimonial"),
        "comment": text("Comment", width="large"),
    }
    columns = {
        "given_on": st.column_config.DateColumn("Date"),
        **{
            name: title
            for name, title in titles.items()
            if found[name].notna().any() and not (privacy.chosen().names and name in FREE)
        },
        "file_name": text("From the file"),
    }
    _undated(int(found["given_on"].isna().sum()), len(found))
    tables.rows(found, "customer_feedback", columns, "feedback")


def _one(customer_id: str, months: int | None) -> dict[str, object]:
    """What is known of the customer's orders in the window; empty without one."""
    frame = state.ask(facts.customers, state.as_of(), "net", months)
    found = frame[frame["customer_id"] == customer_id].to_dict("records")
    return found[0] if found else {}


def _day(value: object) -> str:
    return "none" if value is None or pd.isna(value) else words.day(value)


def _undated(rows: int, of: int) -> None:
    if rows:
        st.caption(
            f"The date of {words.number(rows)} of {words.number(of)} is unknown: they come last."
        )


def _line_columns() -> dict[str, object]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    return {
        "order_id": text("Order"),
        "order_on": st.column_config.DateColumn("Date"),
        "amount": number(state.in_currency("Amount"), format="accounting"),
        "product": text("Product or service"),
        "file_name": text("From the file"),
        "row": number("Row", format="localized"),
    }
