"""How recently, how often, how much: the grid, the segments, the cuts and every customer."""

import pandas as pd
import streamlit as st

from icp import rfm, segments
from ui import customer_card, figures, state, tables, window, words

FREQUENCIES = {
    "orders": "Orders",
    "active_months": "Months with an order",
    "projects": "Project and resale orders",
}
METHODS = {
    "quintiles": "Fifths of your customers",
    "b2b_services": "Fixed: B2B services",
    "generic": "Fixed: general",
    "saas": "Fixed: software by the month",
    "manufacturing": "Fixed: manufacturing",
    "r_package": "Fifths as the R package rfm cuts them",
}
DIMENSIONS = {"recency": "How recently", "frequency": "How often", "monetary": "How much"}


def draw(months: int | None) -> None:
    """Draw everything about recency, frequency and money of the window."""
    as_of = state.as_of()
    if trap := state.ask(rfm.trap, as_of, months):
        st.warning(words.md(trap.sentence), icon=":material/event_repeat:")
    frequency, method = _controls(months, trapped=bool(trap))
    scores = state.ask(rfm.score, as_of, "net", months, frequency, method)
    if scores.empty:
        st.info(f"Nobody bought {window.in_words(months)}: choose more months or another day.")
        return
    grid = segments.grid(scores)
    st.subheader(_sentence(grid), anchor=False)
    picture = figures.segment_map(grid)
    st.plotly_chart(picture.figure, alt=picture.alt, key="rfm_map")
    for sentence in state.ask(rfm.gate, as_of, months).sentences:
        st.caption(words.md(sentence))
    _segments(grid)
    _cuts(scores, frequency, method, months)
    _everyone(scores, frequency)


def _controls(months: int | None, trapped: bool) -> tuple[rfm.Frequency, rfm.Method]:
    often, cut = st.columns(2)
    frequency: rfm.Frequency = often.selectbox(
        "How often means",
        list(FREQUENCIES),
        format_func=FREQUENCIES.__getitem__,
        key="rfm_frequency",
        help="With monthly invoices, orders only say how long somebody has been a customer."
        if trapped
        else None,
    )
    scores = state.ask(rfm.score, state.as_of(), "net", months, frequency)
    suggested = rfm.suggested_method(scores)
    method: rfm.Method = cut.selectbox(
        "Scores are cut by",
        list(METHODS),
        index=list(METHODS).index(suggested.method),
        format_func=METHODS.__getitem__,
        key=f"rfm_method_{suggested.method}",
    )
    cut.caption(words.md(suggested.reason))
    return frequency, method


def _sentence(grid: pd.DataFrame) -> str:
    best = grid[grid["segment"] == "Champions"]
    slipping = grid[grid["segment"].isin(["Can't lose", "At risk"])]
    return (
        f"{words.plural(int(best['customers'].sum()), 'best customer')} "
        f"({words.percent(best['revenue_share'].sum())} of revenue); "
        f"{words.number(int(slipping['customers'].sum()))} slipping "
        f"({words.percent(slipping['revenue_share'].sum())})."
    )


def _segments(grid: pd.DataFrame) -> None:
    sums = grid.groupby("segment")[["customers", "revenue", "revenue_share"]].sum()
    rows = [
        {
            "title": one.title,
            "customers": int(sums.at[name, "customers"]),
            "revenue": sums.at[name, "revenue"],
            "share": sums.at[name, "revenue_share"],
            "meaning": one.meaning,
            "action": one.action,
        }
        for name, one in segments.SEGMENTS.items()
    ]
    st.subheader("What each group means, and what to do", anchor=False)
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "title": st.column_config.TextColumn("Group", pinned=True),
            "customers": st.column_config.NumberColumn("Customers", format="localized"),
            "revenue": st.column_config.NumberColumn("Revenue", format="accounting"),
            "share": st.column_config.NumberColumn("Share", format="percent"),
            "meaning": st.column_config.TextColumn("What it means", width="large"),
            "action": st.column_config.TextColumn("What to do", width="large"),
        },
    )


def _cuts(
    scores: pd.DataFrame, frequency: rfm.Frequency, method: rfm.Method, months: int | None
) -> None:
    cuts = state.ask(rfm.cuts, state.as_of(), "net", months, frequency, method)
    bins = ", ".join(f"{DIMENSIONS[name].lower()} {n}" for name, n in rfm.bins(scores).items())
    with st.expander("How the scores are cut: days, orders and money"):
        table = rfm.in_words(scores, cuts, frequency)
        table["dimension"] = table["dimension"].map(DIMENSIONS)
        st.dataframe(
            table[["dimension", "score", "words", "customers"]],
            hide_index=True,
            column_config={
                "dimension": "Of what",
                "score": "Score (5 is best)",
                "words": st.column_config.TextColumn("What it takes", width="large"),
                "customers": "Customers",
            },
        )
        st.caption(f"Equal customers always get equal scores. Different scores there are: {bins}.")


def _everyone(scores: pd.DataFrame, frequency: rfm.Frequency) -> None:
    st.subheader("Every customer", anchor=False)
    titles = {name: one.title for name, one in segments.SEGMENTS.items()}
    picked = st.multiselect(
        "Groups", list(titles), format_func=titles.__getitem__, key="rfm_groups", placeholder="All"
    )
    found = scores.assign(group=scores["segment"].map(titles))
    found = found[found["segment"].isin(picked)] if picked else found
    card = st.container()
    chosen = tables.customers(
        found.sort_values(["monetary", "customer_id"], ascending=[False, True]),
        "rfm",
        {
            "name": st.column_config.TextColumn("Customer", pinned=True),
            "group": st.column_config.TextColumn("Group"),
            "recency_days": st.column_config.NumberColumn("Days since last order"),
            "frequency": st.column_config.NumberColumn(FREQUENCIES[frequency], format="localized"),
            "monetary": st.column_config.NumberColumn("Revenue", format="accounting"),
            "r": st.column_config.NumberColumn("Recently", help="1-5, 5 is best"),
            "f": st.column_config.NumberColumn("Often", help="1-5, 5 is best"),
            "m": st.column_config.NumberColumn("Much", help="1-5, 5 is best"),
        },
        "customers-by-group",
    )
    if chosen:
        with card:
            customer_card.draw(chosen, scores.set_index("customer_id").at[chosen, "name"])
