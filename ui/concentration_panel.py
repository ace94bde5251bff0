"""How few customers the revenue hangs on, and what would be left without some of them."""

import numpy as np
import pandas as pd
import streamlit as st

from icp import concentration, pareto
from icp.concentration import Band, Concentration
from ui import (
    charts,
    concentration_bands,
    concentration_leaving,
    concentration_time,
    figures_concentration,
    open_customer,
    state,
    window,
    words,
)

FEW = 3  # so many customers or fewer bring it all, whoever they are
SAID = {"low": "is spread over many", "middle": "leans on a few", "high": "hangs on few"}
LARGEST = 10


def draw() -> None:
    """Draw the sentence, the shares of the largest, what if they leave, and all of it in time."""
    months = window.choose("concentration_window")
    curve = state.ask(pareto.curve, state.as_of(), "net", months)
    found = concentration.measure(curve["value"])
    if found.total <= 0:
        st.info(_nothing(found, months))
        return
    with state.connect() as conn:
        rules = concentration.bands(conn)
    _sentences(found, curve, rules, months)
    concentration_bands.draw(found, rules if found.above_zero > FEW else {})
    concentration_leaving.draw(curve, found)
    _largest(curve)
    concentration_time.draw()
    _lorenz(curve, found)


def _nothing(found: Concentration, months: int | None) -> str:
    many = words.plural(found.customers, "customer")
    below = f": {many} in all, {words.number(found.below_zero)} of them below zero"
    return (
        f"There is no positive revenue {window.in_words(months)}"
        f"{below if found.customers else ''}, so nobody has a share of it. Choose more months, or "
        "another day in the sidebar."
    )


def _sentences(
    found: Concentration, curve: pd.DataFrame, rules: dict[int, Band], months: int | None
) -> None:
    when = window.in_words(months)
    st.subheader(words.md(_answer(found, curve, rules, when)), anchor=False)
    largest = curve.iloc[0]
    if found.above_zero <= FEW:
        st.write(
            "From so few it cannot be known whether revenue is well spread, whoever they are: "
            f"with fewer than {FEW + 1} customers above zero there is neither a rule of thumb nor "
            "a curve."
        )
    else:
        st.write(
            f"It is {concentration_leaving.as_if(found)}. The largest, "
            f"{words.md(largest['name'])}, brings {state.money(largest['value'])} of "
            f"{state.money(found.total)}, net of refunds."
        )
    if found.below_zero or found.at_zero:
        st.caption(
            f"{words.plural(found.below_zero, 'customer')} below zero "
            f"({state.money(found.below_zero_total)} in all, more refunded than bought) and "
            f"{words.number(found.at_zero)} at zero are counted among the "
            f"{words.number(found.customers)}. What they took is off the revenue, so the shares of "
            "the others can add up to more than 100 %."
        )


def _answer(found: Concentration, curve: pd.DataFrame, rules: dict[int, Band], when: str) -> str:
    start = f"{when[0].upper()}{when[1:]} your revenue"
    if found.above_zero == 1:
        return f"{start} comes from one customer: without them nothing is left."
    if found.above_zero <= FEW:
        alone = found.top_shares[1]
        return (
            f"{start} comes from {words.plural(found.above_zero, 'customer')}: the largest brings "
            f"{words.percent(alone)}; without #1 it {concentration_leaving.falls(alone)}."
        )
    gone = concentration.without(curve, set(curve["customer_id"].head(2)))
    return (
        f"{start} {SAID[concentration.worst(found, rules)]}: the 3 largest of "
        f"{words.number(found.customers)} customers bring {words.percent(found.top_shares[3])}; "
        f"without #1 and #2 it {concentration_leaving.falls(gone.lost_share)}."
    )


def _largest(curve: pd.DataFrame) -> None:
    shown = curve[curve["value"] > 0].head(LARGEST)
    many = f"{len(shown)} largest customers" if len(shown) > 1 else "largest customer"
    st.subheader(f"The {many}", anchor=False)
    number = st.column_config.NumberColumn
    columns = {
        "rank": number("Rank", width="small"),
        "name": st.column_config.TextColumn("Customer", pinned=True),
        "value": number(state.in_currency("Revenue"), format="accounting"),
        "share": number("Share", format="percent"),
        "running_share": number("With all above", format="percent"),
    }
    picked = open_customer.ticked(shown, "concentration_largest", "The largest customers", columns)
    if picked is not None:
        open_customer.go(str(shown["customer_id"].iloc[picked]))
    st.caption("Tick the box of a row to open the customer; everybody is under Who brings it.")


def _lorenz(curve: pd.DataFrame, found: Concentration) -> None:
    if found.above_zero <= FEW:
        return
    st.subheader("All customers, smallest first", anchor=False)
    customers = curve[curve["value"] > 0].iloc[::-1]
    shares = concentration.lorenz(customers["value"])[1:]
    many = len(customers)
    customers = customers.assign(
        customers_share=np.arange(1, many + 1) / many, revenue_share=shares
    )
    picture = figures_concentration.lorenz_chart(customers)
    clicked = charts.draw(picture, "concentration_lorenz", customers, _columns())
    if clicked and (of := clicked.get("customdata")):
        open_customer.go(of[1])
    rest = found.customers - many
    apart = f"; {words.number(rest)} at or below zero are left out of it" if rest else ""
    st.caption(
        f"The curve is over the {words.number(many)} customers above zero{apart}. The further it "
        "sags below the dashed line, the fewer bring the most. A click opens the customer."
    )
    _details(found)


def _details(found: Concentration) -> None:
    with st.expander("Details"):
        st.write(
            f"Gini {words.number(found.gini, 3)} over the {words.number(found.above_zero)} "
            "customers above zero (0 = all equal, 1 = one has all). HHI "
            f"{words.number(found.hhi, 4)} over all {words.number(found.customers)} (the sum of "
            "the squared shares), so as concentrated as "
            f"{words.number(found.effective_customers, 1)} equal customers, 1 / HHI."
        )


def _columns() -> dict[str, object]:
    number = st.column_config.NumberColumn
    return {
        "name": st.column_config.TextColumn("Customer"),
        "value": number(state.in_currency("Revenue"), format="accounting"),
        "customers_share": number("Share of customers so far", format="percent"),
        "revenue_share": number("Share of revenue so far", format="percent"),
    }
