"""The groups: how large, what is the middle in each, what to do; and how many buy how often."""

import streamlit as st

from icp import measuring, segments, spread
from ui import (
    charts,
    figures_rfm,
    open_customer,
    privacy,
    rfm_among,
    rfm_words,
    state,
    views,
    words,
)
from ui.rfm_choice import Choice

SIZES = {"customers": "Customers", "revenue": "Revenue"}
FEW = 5


def draw(choice: Choice) -> None:
    """Draw the share of each group, and a table of what they are like and what to do."""
    grid = segments.grid(choice.scores, choice.groups.named)
    size = st.segmented_control(
        "As large as",
        list(SIZES),
        format_func=SIZES.__getitem__,
        default="customers",
        required=True,
        **views.keep("rfm_tree_size"),
    )
    sums = grid.groupby("title")[["customers", "revenue"]].sum()
    if grid[size].sum() > 0:
        picture = figures_rfm.segment_tree(privacy.amounts(grid), size, SIZES[size].lower())
        charts.show(picture, "rfm_tree", sums.reset_index(), _tree_columns())
    if undrawn := list(sums.index[(sums["customers"] > 0) & (sums[size] <= 0)]):
        st.caption(f"Without revenue, so not drawn: {words.md(', '.join(undrawn))}.")
    st.caption("Green bought just now, grey some time ago, red long ago.")
    _table(choice)


def _tree_columns() -> dict[str, object]:
    return {
        "title": st.column_config.TextColumn("Group"),
        "customers": st.column_config.NumberColumn("Customers"),
        "revenue": st.column_config.NumberColumn(state.in_currency("Revenue"), format="accounting"),
    }


def _table(choice: Choice) -> None:
    """The middle of each group, and what it means; groups without anybody are left out."""
    known = choice.groups.known
    sums = spread.by_segment(choice.scores)
    sums = sums.loc[[name for name in known if name in sums.index]].assign(
        title=lambda frame: [known[name].title for name in frame.index]
    )
    st.subheader("The middle customer of each group", anchor=False)
    columns = _columns(choice.frequency)
    alt = "The groups with their customers, revenue and middle values"
    if (place := open_customer.ticked(sums, "rfm_group_table", alt, columns)) is not None:
        name = str(sums.index[place])
        scores = choice.scores
        rfm_among.draw(choice, known[name].title, scores[scores["segment"] == name])
    few = int((sums["customers"] < FEW).sum())
    small = (
        f" {words.plural(few, 'group')} below {FEW} customers: read those by name." if few else ""
    )
    st.caption(
        "Tick a group to see who is in it. Middle: half of the group lies below, half above."
        + small
    )
    st.subheader("What each group means, and what to do", anchor=False)
    for one in (known[name] for name in sums.index):
        st.markdown(f"**{words.md(one.title)}**: {words.md(one.meaning)} {words.md(one.action)}")


def _columns(frequency: measuring.Frequency) -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "title": text("Group", pinned=True),
        "customers": number("Customers", format="localized"),
        "revenue": number(state.in_currency("Revenue"), format="accounting"),
        "revenue_share": number("Share", format="percent", help="Share of the revenue"),
        "recency_days": number("Middle: days since", help=rfm_words.RECENCIES[frequency]),
        "frequency": number("Middle: how often", help=rfm_words.FREQUENCIES[frequency]),
        "monetary": number("Middle: revenue", format="accounting"),
    }


def spread_out(choice: Choice) -> None:
    """Draw how many customers have how many orders, or what else counts as often."""
    bands = spread.by_frequency(choice.scores)
    picture = figures_rfm.order_bars(
        bands,
        float(choice.scores["frequency"].median()),
        measuring.BASES[choice.frequency].many,
    )
    number = st.column_config.NumberColumn
    columns = {"low": number("From"), "high": number("To"), "customers": number("Customers")}
    if clicked := charts.draw(picture, "rfm_orders", bands, columns):
        band = bands.iloc[clicked["point_index"]]
        found = choice.scores[choice.scores["frequency"].between(band["low"], band["high"])]
        rfm_among.draw(choice, f"{clicked['x']} {measuring.BASES[choice.frequency].many}", found)
    once = int((choice.scores["frequency"] == 1).sum())
    one = measuring.BASES[choice.frequency].one
    st.caption(
        f"{words.number(once)} of {words.plural(len(choice.scores), 'customer')} "
        f"{'has' if once == 1 else 'have'} just 1 {one}."
    )
