"""How few customers bring most of the money."""

import pandas as pd
import streamlit as st

from icp import pareto
from ui import charts, figures, open_customer, privacy, state, tables, window, words


def draw() -> None:
    """Draw the sentence, the chart and every customer with their share."""
    months = window.choose("pareto_window")
    summary = state.ask(pareto.summary, state.as_of(), "net", months)
    curve = state.ask(pareto.curve, state.as_of(), "net", months)
    if summary.customers_for_80 is None:
        st.info(
            f"There is no positive revenue {window.in_words(months)}: choose more months, or "
            "another day in the sidebar."
        )
        return
    _sentences(summary, months)
    picture = figures.pareto_chart(
        privacy.amounts(curve), summary, state.in_currency("Revenue of each customer")
    )
    clicked = charts.draw(picture, "pareto_chart")
    if clicked and (of := clicked.get("customdata")):
        open_customer.go(of[1])
    _details(summary)
    _everybody(curve)


def _sentences(summary: pareto.Summary, months: int | None) -> None:
    st.subheader(f"{figures.pareto_sentence(summary)} {window.in_words(months)}.", anchor=False)
    holds = summary.top_20_share >= 0.75
    rule = "As the rule of thumb has it" if holds else "80/20 does not hold here"
    st.write(
        f"{rule}: {figures.top_20(summary)} {words.percent(summary.top_20_share)} of "
        f"{state.money(summary.total)}. The largest alone brings "
        f"{words.percent(summary.top_1_share)}."
    )


def _details(summary: pareto.Summary) -> None:
    if summary.below_zero or summary.at_zero:
        st.caption(
            f"{words.plural(summary.below_zero, 'customer')} below zero "
            f"({state.money(summary.below_zero_total)} in all, more refunded than bought) and "
            f"{words.number(summary.at_zero)} at zero are counted among the "
            f"{words.number(summary.customers)}."
        )
    with st.expander("Details"):
        st.write(
            f"Gini {words.number(summary.gini, 3)} over the customers above zero (0 = all equal, "
            f"1 = one has all). As concentrated as if you had "
            f"{words.number(summary.effective_customers)} equal customers "
            f"(HHI {words.number(summary.hhi, 4)}). The 3 largest bring "
            f"{words.percent(summary.top_3_share)}, the 10 largest "
            f"{words.percent(summary.top_10_share)}. Revenue is net of refunds."
        )


def _everybody(curve: pd.DataFrame) -> None:
    st.subheader("Every customer")
    columns = {
        "rank": st.column_config.NumberColumn("Rank", width="small"),
        "name": st.column_config.TextColumn("Customer", pinned=True),
        "value": st.column_config.NumberColumn(state.in_currency("Revenue"), format="accounting"),
        "share": st.column_config.NumberColumn("Share", format="percent"),
        "running_share": st.column_config.NumberColumn("Running share", format="percent"),
    }
    chosen = tables.customers(curve.drop(columns="abc"), "pareto", columns, "revenue-by-customer")
    if chosen:
        open_customer.go(chosen)
