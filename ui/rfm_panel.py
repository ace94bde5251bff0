"""How recently, how often, how much: one view at a time, all by the same choices."""

import pandas as pd
import streamlit as st

from icp import advice, segments
from ui import (
    customer_card,
    figures_rfm,
    privacy,
    rfm_choice,
    rfm_cuts,
    rfm_editor,
    rfm_groups,
    rfm_movement,
    rfm_words,
    state,
    tables,
    words,
)
from ui.rfm_choice import Choice


def draw(months: int | None) -> None:
    """Draw everything about recency, frequency and money of the window."""
    choice = rfm_choice.choose(months)
    if choice is None:
        return
    view = st.segmented_control(
        "Show",
        list(VIEWS),
        format_func=lambda name: VIEWS[name][0],
        default="map",
        required=True,
        key="rfm_view",
        persist_state="page",
    )
    VIEWS[view][1](choice)
    known = rfm_choice.customers(choice.as_of, months, choice.frequency)
    for sentence in advice.gate(known).sentences:
        st.caption(words.md(sentence))


def _map(choice: Choice) -> None:
    grid = segments.grid(choice.scores, choice.groups.named)
    blind = advice.blind(choice.cuts, choice.months)
    everybody = len(choice.scores) == _buyers(choice)
    st.subheader(_headline(grid, "revenue" if everybody else "the revenue shown", bool(blind)))
    if blind:
        st.caption(words.md(blind))
    picture = figures_rfm.segment_map(privacy.amounts(grid))
    st.plotly_chart(picture.figure, alt=picture.alt, key="rfm_map")
    st.caption(
        f"Each cell: the group, its customers, their revenue{_currency()}. "
        "Which cell has which group you can change under Edit groups."
    )


def _buyers(choice: Choice) -> int:
    known = rfm_choice.customers(choice.as_of, choice.months, choice.frequency)
    return int((known["purchases"] > 0).sum())


def _currency() -> str:
    currency = state.summary().currency
    least = " (at least)" if privacy.chosen().amounts else ""
    return (f" in {words.md(currency)}" if currency else "") + least


def _headline(grid: pd.DataFrame, of: str, blind: bool) -> str:
    """The best and the slipping, or in a map without them, the largest group."""
    if "Champions" not in set(grid["segment"]):
        title = str(grid.groupby("title")["customers"].sum().idxmax())
        most, share = _part(grid[grid["title"] == title])
        return f"Most are {words.md(title)}: {most:,} ({words.percent(share)} of {of})."
    best, share = _part(grid[grid["segment"] == "Champions"])
    sentence = f"{words.plural(best, 'best customer')} ({words.percent(share)} of {of})"
    slips = grid[grid["segment"].isin(["Can't lose", "At risk"])]
    if len(slips) and not blind:
        slipping, share = _part(slips)
        sentence += f"; {words.number(slipping)} slipping ({words.percent(share)})"
    return f"{sentence}."


def _part(found: pd.DataFrame) -> tuple[int, float]:
    return int(found["customers"].sum()), float(found["revenue_share"].sum())


def _everyone(choice: Choice) -> None:
    titles = choice.titles()
    picked = st.multiselect(
        "Groups", list(titles), format_func=titles.__getitem__, key="rfm_groups", placeholder="All"
    )
    found = choice.scores
    found = found[found["segment"].isin(picked)] if picked else found
    found = found.assign(group=found["segment"].map(titles)).drop(columns="first_on")
    card = st.container()
    chosen = tables.customers(
        found.sort_values(["monetary", "customer_id"], ascending=[False, True]),
        "rfm",
        _columns(choice),
        "customers-by-group",
    )
    if chosen:
        with card:
            customer_card.draw(chosen, choice.scores.set_index("customer_id").at[chosen, "name"])


def _columns(choice: Choice) -> dict[str, object]:
    number = st.column_config.NumberColumn
    return {
        "name": st.column_config.TextColumn("Customer", pinned=True),
        "group": st.column_config.TextColumn("Group"),
        "recency_days": number(rfm_words.RECENCIES[choice.frequency], format="localized"),
        "frequency": number(rfm_words.FREQUENCIES[choice.frequency], format="localized"),
        "monetary": number(state.in_currency("Revenue"), format="accounting"),
        "r": number("Recently", help="1-5, 5 is best"),
        "f": number("Often", help="1-5, 5 is best"),
        "m": number("Much", help="1-5, 5 is best"),
    }


VIEWS = {
    "map": ("Map", _map),
    "groups": ("Groups", rfm_groups.draw),
    "orders": ("Orders per customer", rfm_groups.spread_out),
    "movement": ("Who moved", rfm_movement.draw),
    "customers": ("Every customer", _everyone),
    "cuts": ("Cuts", rfm_cuts.draw),
    "edit": ("Edit groups", rfm_editor.draw),
}
