"""The ICP chart: the best customers side by side, and what most of them have in common."""

import pandas as pd
import streamlit as st

from icp import chart_cells, icp_chart, in_common
from icp.chart_rows import ROWS
from ui import (
    empty,
    icp_chart_hand,
    icp_chart_out,
    icp_chart_who,
    icp_chart_words,
    privacy,
    state,
    views,
    words,
)

HAND_ICON = ":material/edit:"
CALLED = {"names": "Names", "numbers": "Client numbers"}


def draw() -> None:
    """Draw who is in the chart, what they share, the chart, and the ways to fill and print it."""
    empty.needs_orders("your best customers side by side appear")
    icp_chart_hand.keep()
    everyone = state.ask(icp_chart.everybody, state.as_of())
    ids = icp_chart_who.choose(everyone)
    if not ids:
        return
    chart = _chart(ids, everyone, _called() == "numbers")
    st.subheader(_headline(chart), anchor=False)
    called_by = dict(zip(chart.ids, chart.called, strict=True))
    icp_chart_who.losing(everyone, called_by)
    _table(chart)
    icp_chart_out.draw(chart)
    icp_chart_who.overlooked(everyone, chart.ids)
    icp_chart_hand.draw(called_by, chart.data, chart.cells, chart.naming)
    with st.expander("How each row is made"):
        st.write("\n".join(f"- **{one.title}** {words.md(one.about)}" for one in ROWS.values()))


def _called() -> str:
    """How the chart calls the customers; with names hidden there is no choice."""
    if privacy.chosen().names:
        return "numbers"
    called: str = st.segmented_control(
        "Call them by",
        list(CALLED),
        format_func=CALLED.__getitem__,
        default="names",
        required=True,
        **views.keep("icp_chart_called"),
        help="“Client #17” is the same customer on all pages. “Hide names” in the sidebar has "
        "numbers everywhere.",
    )
    return called


def _chart(ids: list[str], everyone: pd.DataFrame, numbers: bool) -> icp_chart_words.Chart:
    known = state.ask(icp_chart.facts, tuple(ids), state.as_of())
    sent = everyone.set_index("customer_id")["referrals"].fillna(0).to_dict()
    data = chart_cells.of_data(known, sent)
    hand = icp_chart_hand.current(list(known["customer_id"]))
    cells = chart_cells.filled(data, hand)
    ids = list(known["customer_id"])
    common = {row: in_common.row(row, [cells[one, row] for one in ids]) for row in ROWS}
    called = list(known["number"].map("Client #{:.0f}".format) if numbers else known["name"])
    return icp_chart_words.Chart(ids, called, data, cells, common, icp_chart_hand.naming(hand))


def _headline(chart: icp_chart_words.Chart) -> str:
    if len(chart.ids) == 1:
        return "One customer alone: what they have in common needs two or more."
    shared = icp_chart_words.sentence(chart.common)
    if not shared:
        return f"Most of these {len(chart.ids)} share nothing that we know of."
    return words.md(f"In common: {shared}")


def _table(chart: icp_chart_words.Chart) -> None:
    """The chart to read, with a mark on what was written by hand."""
    columns = {
        words.md(name): [
            words.md(chart.text(row, one)) + (f" {HAND_ICON}" if chart.by_hand(row, one) else "")
            for row in ROWS
        ]
        for name, one in zip(icp_chart_out.apart(chart.called), chart.ids, strict=True)
    }
    common = {
        icp_chart_words.COMMON: [
            words.md(icp_chart_words.common(chart.common[row])) for row in ROWS
        ]
    }
    first = st.toggle(
        "“In common” first",
        help="It is the last column otherwise: on a narrow screen, move the chart to the left.",
        **views.keep("icp_chart_common_first"),
    )
    frame = pd.DataFrame(
        common | columns if first else columns | common,
        index=[words.md(icp_chart_words.title(row)) for row in ROWS],
    )
    st.table(frame, border="horizontal", alt="The best customers side by side")
    known = sum(one.known for one in chart.cells.values())
    by_hand = sum(one.hand is not None for one in chart.cells.values())
    st.caption(
        f"Known: {known} of {len(chart.cells)} facts"
        + (f", {by_hand} written by hand {HAND_ICON}" if by_hand else "")
        + ". Blank = unknown. In common = what more than half of all share, the unknown counted "
        "against it."
    )
