"""How recently, how often, how much: the grid, the segments, the cuts and every customer."""

import pandas as pd
import streamlit as st

from icp import advice, cutting, rfm, segments
from ui import customer_card, figures, state, tables, window, words

FREQUENCIES = {
    "orders": "Orders",
    "active_months": "Months with an order",
    "projects": "Project and resale orders",
}
RECENCIES = {
    "orders": "Days since last order",
    "active_months": "Days since last order",
    "projects": "Days since last project or resale",
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
    if trap := state.ask(advice.trap, as_of, months):
        st.warning(words.md(_warning(trap)), icon=":material/event_repeat:")
    frequency, method = _controls(months)
    scores = state.ask(rfm.score, as_of, "net", months, frequency, method)
    if scores.empty:
        st.info(_nobody(months, frequency))
        return
    cuts = state.ask(rfm.cuts, as_of, "net", months, frequency, method)
    grid = segments.grid(scores)
    _headline(grid, state.ask(rfm.unscored, as_of, months, frequency), cuts, months)
    picture = figures.segment_map(grid)
    st.plotly_chart(picture.figure, alt=picture.alt, key="rfm_map")
    for sentence in state.ask(advice.gate, as_of, months).sentences:
        st.caption(words.md(sentence))
    _segments(grid)
    _cuts(scores, cuts, frequency)
    _everyone(scores, frequency)


def _warning(trap: advice.Trap) -> str:
    instead = FREQUENCIES[trap.frequency].lower()
    return f"{trap.sentence} So we start with {instead} instead; change it below."


def _controls(months: int | None) -> tuple[rfm.Frequency, cutting.Method]:
    often, cut = st.columns(2)
    start = state.ask(advice.suggested, state.as_of(), months)
    frequency: rfm.Frequency = often.selectbox(
        "How often means",
        list(FREQUENCIES),
        index=list(FREQUENCIES).index(start.frequency),
        format_func=FREQUENCIES.__getitem__,
        key=f"rfm_frequency_{start.frequency}",
        help="An invoice that comes every month only says how long somebody has been a customer. "
        "A project, or goods that you resell, they decided to buy.",
    )
    suggested = state.ask(advice.suggested, state.as_of(), months, frequency)
    method: cutting.Method = cut.selectbox(
        "Scores are cut by",
        list(METHODS),
        index=list(METHODS).index(suggested.method),
        format_func=METHODS.__getitem__,
        key=f"rfm_method_{suggested.method}",
    )
    cut.caption(words.md(suggested.reason))
    return frequency, method


def _nobody(months: int | None, frequency: rfm.Frequency) -> str:
    if frequency == "projects":
        return (
            f"There is no project or resale order {window.in_words(months)}: "
            "choose more months or another day, or count orders."
        )
    return (
        f"Nobody bought {window.in_words(months)} (refunds and orders of zero do not count): "
        "choose more months or another day."
    )


def _headline(grid: pd.DataFrame, unscored: int, cuts: cutting.Cuts, months: int | None) -> None:
    blind = advice.blind(cuts, months)
    best, share = _part(grid, "Champions")
    of = "the revenue shown" if unscored else "revenue"
    sentence = f"{words.plural(best, 'best customer')} ({words.percent(share)} of {of})"
    if not blind:
        slipping, share = _part(grid, "Can't lose", "At risk")
        sentence += f"; {words.number(slipping)} slipping ({words.percent(share)})"
    st.subheader(f"{sentence}.", anchor=False)
    if unscored:
        st.caption(_not_shown(unscored, months))
    if blind:
        st.caption(words.md(blind))


def _part(grid: pd.DataFrame, *names: str) -> tuple[int, float]:
    found = grid[grid["segment"].isin(names)]
    return int(found["customers"].sum()), float(found["revenue_share"].sum())


def _not_shown(customers: int, months: int | None) -> str:
    when = f" {window.in_words(months)}" if months else ""
    return (
        f"{words.plural(customers, 'customer')} had no project or resale order{when} and "
        f"{'is' if customers == 1 else 'are'} not shown here: count orders to see all."
    )


def _segments(grid: pd.DataFrame) -> None:
    sums = grid.groupby("segment")[["customers", "revenue", "revenue_share"]].sum()
    rows = [
        {
            "title": one.title,
            "customers": int(sums.at[name, "customers"]),
            "revenue": sums.at[name, "revenue"],
            "share": sums.at[name, "revenue_share"],
            "action": one.action,
            "meaning": one.meaning,
        }
        for name, one in segments.SEGMENTS.items()
    ]
    st.subheader("What each group means, and what to do", anchor=False)
    st.dataframe(
        rows,
        hide_index=True,
        column_config=_segment_columns(),
    )


def _segment_columns() -> dict[str, object]:
    revenue = state.in_currency("Revenue")
    return {
        "title": st.column_config.TextColumn("Group", pinned=True),
        "customers": st.column_config.NumberColumn("Customers", format="localized"),
        "revenue": st.column_config.NumberColumn(revenue, format="accounting"),
        "share": st.column_config.NumberColumn("Share", format="percent"),
        "action": st.column_config.TextColumn("What to do"),
        "meaning": st.column_config.TextColumn("What it means", width="large"),
    }


def _cuts(scores: pd.DataFrame, cuts: cutting.Cuts, frequency: rfm.Frequency) -> None:
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
        _columns(frequency),
        "customers-by-group",
    )
    if chosen:
        with card:
            customer_card.draw(chosen, scores.set_index("customer_id").at[chosen, "name"])


def _columns(frequency: rfm.Frequency) -> dict[str, object]:
    return {
        "name": st.column_config.TextColumn("Customer", pinned=True),
        "group": st.column_config.TextColumn("Group"),
        "recency_days": st.column_config.NumberColumn(RECENCIES[frequency]),
        "frequency": st.column_config.NumberColumn(FREQUENCIES[frequency], format="localized"),
        "monetary": st.column_config.NumberColumn(
            state.in_currency("Revenue"), format="accounting"
        ),
        "r": st.column_config.NumberColumn("Recently", help="1-5, 5 is best"),
        "f": st.column_config.NumberColumn("Often", help="1-5, 5 is best"),
        "m": st.column_config.NumberColumn("Much", help="1-5, 5 is best"),
    }
