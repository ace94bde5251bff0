"""Money: how few customers bring most of it."""

import streamlit as st

from icp import pareto
from ui import empty, figures, open_customer, privacy, state, tables, window, words

st.title("Where the money comes from")
empty.needs_orders("how few customers bring most of the money appears")

months = window.choose("pareto_window")
summary = state.ask(pareto.summary, state.as_of(), "net", months)
curve = state.ask(pareto.curve, state.as_of(), "net", months)
if summary.customers_for_80 is None:
    st.info(
        f"There is no positive revenue {window.in_words(months)}: choose more months, or another "
        "day in the sidebar."
    )
    st.stop()

st.subheader(f"{figures.pareto_sentence(summary)} {window.in_words(months)}.", anchor=False)
rule = "As the rule of thumb has it" if summary.top_20_share >= 0.75 else "80/20 does not hold here"
st.write(
    f"{rule}: {figures.top_20(summary)} {words.percent(summary.top_20_share)} of "
    f"{state.money(summary.total)}. The largest alone brings {words.percent(summary.top_1_share)}."
)
picture = figures.pareto_chart(
    privacy.amounts(curve), summary, state.in_currency("Revenue of each customer")
)
clicked = open_customer.chart(picture, "pareto_chart")
if clicked and (of := clicked.get("customdata")):
    open_customer.go(of[1])
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

st.subheader("Every customer")
if chosen := tables.customers(
    curve.drop(columns="abc"),
    "pareto",
    {
        "rank": st.column_config.NumberColumn("Rank", width="small"),
        "name": st.column_config.TextColumn("Customer", pinned=True),
        "value": st.column_config.NumberColumn(state.in_currency("Revenue"), format="accounting"),
        "share": st.column_config.NumberColumn("Share", format="percent"),
        "running_share": st.column_config.NumberColumn("Running share", format="percent"),
    },
    "revenue-by-customer",
):
    open_customer.go(chosen)
