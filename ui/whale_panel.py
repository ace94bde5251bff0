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
    window,
    words,
)

BY = {"profit": "Profit", "revenue": "Revenue"}
SHOWN = {"down": "Who loses money", "all": "Every customer"}
PROFIT = {
    "profit": "Profit after support, estimate",
    "margin": "Profit before cost to serve",
    "revenue": "Revenue",
}
ABOUT = {
    "profit": "Profit is revenue less cost of sale less what serving them costs at your rates: an "
    "estimate.",
    "margin": "This is profit before cost to serve, as that is known of nobody: enter below what "
    "an hour, a ticket or a visit costs you, and upload a support file where there is none.",
    "revenue": "No file says what the orders cost you, so nobody can say where profit is made: "
    "this is a curve of revenue. Upload orders with a column of cost.",
}

ESTIMATE = " (estimate)"
NO_PEAK = (
    "There is no profit in all of which customers could have a share, so the curve shows money."
)


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
    st.subheader(words.md(_answer(found)), anchor=False)
    st.write(ABOUT[found.basis] if found.peak else f"{ABOUT[found.basis]} {NO_PEAK}")
    if found.basis == "revenue":
        links.to("upload")
    _apart(found)
    if found.basis != "revenue":
        costs_panel.draw(known[known["ordered"]], months)
    columns = _columns(found)
    _curve(found, by, columns)
    whale_leaders.draw(found)
    _everyone(found, columns)


def _answer(found: Whale) -> str:
    """ "The best 112 make 1.46 M, the last 35 give back 353 k", or what else is true."""
    made, lost, left = (state.money(one) for one in (found.made, found.lost, abs(found.total)))
    everybody = words.plural(len(found.curve), "customer")
    if found.basis == "revenue":
        return f"Only revenue is known: {everybody} bring {state.money(found.total)}."
    estimate = ESTIMATE if found.basis == "profit" else ""
    if not found.losing:
        told = f"nobody loses money; {everybody} leave {made} of profit{estimate}"
    elif not found.gaining:
        told = f"nobody makes a profit; {everybody} lose {lost}{estimate}"
    else:
        end = f"{left} {'is left' if found.total > 0 else 'is lost in all'}"
        told = (
            f"the best {words.number(found.gaining)} make {made}, the last "
            f"{words.number(found.losing)} give back {lost}{estimate}: "
            f"{end if found.total else 'nothing is left'}"
        )
    if found.basis == "margin":
        return f"Before cost to serve {told}."
    return f"{told[0].upper()}{told[1:]}."


def _apart(found: Whale) -> None:
    """Who is not in the curve, and whose revenue is none."""
    if found.unknown:
        st.warning(
            f"Not in the curve: {words.plural(found.unknown, 'customer')} with "
            f"{state.money(found.unknown_revenue)} of revenue, whose cost of sale or cost to serve "
            "is not known. Their profit is unknown, not zero.",
            icon=":material/help:",
        )
    said = []
    if found.below_zero:
        said.append(
            f"{words.plural(found.below_zero, 'customer')} with revenue below zero "
            f"({state.money(found.below_zero_total)}, more refunded than bought)"
        )
    if found.at_zero:
        said.append(f"{words.plural(found.at_zero, 'customer')} with revenue of zero")
    if said:
        st.caption(words.md(f"Counted among the customers: {' and '.join(said)}."))
    if found.outside:
        st.caption(
            f"Not counted: {words.plural(found.outside, 'customer')} without an order in this time "
            f"whom you served all the same, for {state.money(found.outside_cost)} (estimate)."
        )


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
        found, shown, by, state.in_currency(PROFIT[found.basis]), _answer(found)
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
            rows = rows[rows["profit"] < 0].sort_values(["profit", "customer_id"])
    chosen = tables.customers(rows, "whale", columns, "profit-by-customer")
    if chosen:
        open_customer.go(chosen)
