"""How recently, how often, how much: one view at a time, all by the same choices."""

import pandas as pd
import streamlit as st

from icp import advice, segments
from ui import (
    charts,
    figures_rfm,
    open_customer,
    privacy,
    rfm_among,
    rfm_choice,
    rfm_cuts,
    rfm_editor,
    rfm_groups,
    rfm_movement,
    state,
    tables,
    views,
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
        **views.keep("rfm_view"),
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
    number = st.column_config.NumberColumn
    columns = {
        "title": st.column_config.TextColumn("Group"),
        "r": number("How recently, 1-5"),
        "fm": number("How often and how much, 1-5"),
        "customers": number("Customers"),
        "revenue": number(f"Revenue{_currency()}", format="accounting"),
    }
    if clicked := charts.draw(picture, "rfm_map", grid, columns):
        _cell(choice, int(clicked["y"]), int(clicked["x"]))
    st.caption(
        f"Each cell: the group, its customers, their revenue{_currency()}. "
        "Which cell has which group you can change under Edit groups."
    )


def _cell(choice: Choice, r: int, fm: int) -> None:
    """Who is in one cell of the map, to open one of them."""
    found = choice.scores[(choice.scores["r"] == r) & (choice.scores["fm"] == fm)]
    title = choice.titles()[choice.groups.named[r, fm]]
    if len(found):
        rfm_among.draw(choice, f"{title}: how recently {r}, how often and much {fm}", found)


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
        "Groups",
        list(titles),
        format_func=titles.__getitem__,
        placeholder="All",
        **views.keep("rfm_groups"),
    )
    found = choice.scores
    found = found[found["segment"].isin(picked)] if picked else found
    found = found.assign(group=found["segment"].map(titles)).drop(columns="first_on")
    chosen = tables.customers(
        found.sort_values(["monetary", "customer_id"], ascending=[False, True]),
        "rfm",
        rfm_among.columns(choice),
        "customers-by-group",
    )
    if chosen:
        open_customer.go(chosen)


VIEWS = {
    "map": ("Map", _map),
    "groups": ("Groups", rfm_groups.draw),
    "orders": ("Orders per customer", rfm_groups.spread_out),
    "movement": ("Who moved", rfm_movement.draw),
    "customers": ("Every customer", _everyone),
    "cuts": ("Cuts", rfm_cuts.draw),
    "edit": ("Edit groups", rfm_editor.draw),
}
