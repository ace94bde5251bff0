"""Where profit is made and lost: the whale curve, who sits on the way down, and what is unknown."""

import streamlit as st

from icp import profits, whale
from icp.whale import Whale
from ui import (
    charts,
    costs_panel,
    figures_profit,
    links,
    open_customer,
    privacy,
    state,
    tables,
    views,
    whale_leaders,
    whale_words,
    window,
    words,
)

BY = {"profit": "Profit", "revenue": "Revenue"}
SHOWN = {"down": "Who loses money", "all": "Every customer"}
PROFIT = {
    "profit": "Profit (estimate)",
    "margin": "Profit before cost to serve",
    "revenue": "Revenue",
}


def draw() -> None:
    """Draw the answer, the rates, the curve and the customers, worst first."""
    with st.container(horizontal=True):
        months = window.choose("whale_window")
        by = st.segmented_control(
            "Customers in the order of their",
            list(BY),
            format_func=BY.__getitem__,
            default="profit",
            required=True,
            **views.keep("whale_by"),
        )
    known = state.ask(profits.customers, state.as_of(), "net", months)
    found = whale.of(known, by)
    if found.curve.empty:
        st.info(f"There are no orders {window.in_words(months)}: choose more months.")
        return
    st.subheader(words.md(whale_words.answer(found)), anchor=False)
    st.write(whale_words.about(found))
    if found.basis == "revenue":
        links.to("upload")
    whale_words.apart(found)
    if found.basis != "revenue":
        costs_panel.draw(known[known["ordered"]], months)
    columns = _columns(found)
    if len(found.curve) > 1:
        _curve(found, by, columns)
    whale_leaders.draw(found)
    _everyone(found, columns)


def _columns(found: Whale) -> tables.Columns:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    served = {
        "cost_to_serve": number(
            state.in_currency("Cost to serve, estimate"),
            format="accounting",
            help="Hours, tickets, visits and days late at your rates.",
        )
    }
    margin = {
        "margin": number(
            state.in_currency("Before cost to serve"),
            format="accounting",
            help="Revenue less what the lines they bought cost you.",
        )
    }
    profit = number(state.in_currency(PROFIT[found.basis]), format="accounting")
    running = number("Running share", format="percent", help="Of all profit, from the first on.")
    return {
        "name": text("Customer", pinned=True),
        "profit": profit,
        **(
            {}
            if found.basis == "revenue"
            else {"revenue": number(state.in_currency("Revenue"), format="accounting")}
        ),
        **(margin | served if found.basis == "profit" else {}),
        "rank": number("Place", format="localized"),
        **({"running_share": running} if found.peak else {}),
    }


def _curve(found: Whale, by: whale.By, columns: tables.Columns) -> None:
    shown = privacy.amounts(found.curve)
    picture = figures_profit.whale_chart(
        found, shown, by, state.in_currency(PROFIT[found.basis]), whale_words.answer(found)
    )
    clicked = charts.draw(picture, "whale_chart", found.curve, columns)
    if clicked and (of := clicked.get("customdata")):
        open_customer.go(of[1])


def _everyone(found: Whale, columns: tables.Columns) -> None:
    st.subheader("Customers", anchor=False)
    rows = found.curve
    if found.losing:
        shown = st.segmented_control(
            "Show",
            list(SHOWN),
            format_func=SHOWN.__getitem__,
            default="down",
            required=True,
            **views.keep("whale_shown"),
        )
        if shown == "down":
            rows = rows[rows["profit"] < 0].sort_values("profit", kind="stable")
    chosen = tables.customers(rows, "whale_customers", columns, "profit-by-customer")
    if chosen:
        open_customer.go(chosen)
