"""The ICP chart: the best customers side by side, and what most of them have in common."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from icp import chart_cells, chart_paper, icp_chart, in_common, paper
from icp.chart_cells import Cell
from icp.chart_rows import ROWS
from ui import (
    icp_chart_hand,
    icp_chart_who,
    icp_chart_words,
    open_customer,
    privacy,
    state,
    tables,
    views,
    words,
)

COMMON = "In common"
HAND = "*"
HAND_ICON = ":material/edit:"
CALLED = {"names": "Names", "numbers": "Client numbers"}


@dataclass(frozen=True)
class Chart:
    """What is drawn: the customers and what they are called, their cells, what most share."""

    ids: list[str]
    called: list[str]
    data: dict[tuple[str, str], Cell]
    cells: dict[tuple[str, str], Cell]
    common: dict[str, in_common.Row]
    naming: frozenset[str]

    def text(self, row: str, customer_id: str) -> str:
        return icp_chart_words.cell(row, self.cells[customer_id, row], self.naming)

    def by_hand(self, row: str, customer_id: str) -> bool:
        return self.cells[customer_id, row].hand is not None


def draw() -> None:
    """Draw who is in the chart, what they share, the chart, and the ways to fill and print it."""
    icp_chart_hand.keep()
    everyone = state.ask(icp_chart.everybody, state.as_of())
    ids = icp_chart_who.choose(everyone)
    if not ids:
        return
    chart = _chart(ids, everyone, _called() == "numbers")
    st.subheader(_headline(chart), anchor=False)
    _table(chart)
    _below(chart)
    icp_chart_who.overlooked(everyone, chart.ids)
    called_by = dict(zip(chart.ids, chart.called, strict=True))
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


def _chart(ids: list[str], everyone: pd.DataFrame, numbers: bool) -> Chart:
    known = state.ask(icp_chart.facts, tuple(ids), state.as_of())
    sent = everyone.set_index("customer_id")["referrals"].fillna(0).to_dict()
    data = chart_cells.of_data(known, sent)
    hand = icp_chart_hand.current(list(known["customer_id"]))
    cells = chart_cells.filled(data, hand)
    ids = list(known["customer_id"])
    common = {row: in_common.row(row, [cells[one, row] for one in ids]) for row in ROWS}
    called = list(known["number"].map("Client #{:.0f}".format) if numbers else known["name"])
    return Chart(ids, called, data, cells, common, icp_chart_hand.naming(hand))


def _headline(chart: Chart) -> str:
    if len(chart.ids) == 1:
        return "One customer alone: what they have in common needs two or more."
    shared = icp_chart_words.sentence(chart.common)
    if not shared:
        return f"Most of these {len(chart.ids)} share nothing that we know of."
    return words.md(f"In common: {shared}")


def _table(chart: Chart) -> None:
    """The chart to read, with a mark on what was written by hand."""
    columns = {
        name: [
            words.md(chart.text(row, one)) + (f" {HAND_ICON}" if chart.by_hand(row, one) else "")
            for row in ROWS
        ]
        for name, one in zip(_apart(chart.called), chart.ids, strict=True)
    }
    frame = pd.DataFrame(
        {words.md(name): texts for name, texts in columns.items()}
        | {COMMON: [words.md(icp_chart_words.common(chart.common[row])) for row in ROWS]},
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


def _below(chart: Chart) -> None:
    """Downloads, the sheet of paper, and the way to each customer's page."""
    plain = _plain(chart)
    tables.download(plain, "icp-chart", "icp_chart")
    with st.container(horizontal=True, vertical_alignment="center"):
        size = st.segmented_control(
            "Paper",
            list(paper.SIZES),
            format_func=paper.SIZES.__getitem__,
            default="a4",
            required=True,
            label_visibility="collapsed",
            **views.keep("icp_chart_size"),
        )
        st.download_button(
            "Download PDF, one page",
            data=lambda: chart_paper.page(
                "Our best customers side by side",
                f"{state.workspace().label}, {words.day(state.as_of())}",
                plain,
                _notes(chart),
                size,
            ),
            file_name="icp-chart.pdf",
            mime="application/pdf",
            key="icp_chart_pdf",
            icon=":material/print:",
            on_click="ignore",
        )
        names = dict(zip(chart.ids, chart.called, strict=True))
        opened = st.selectbox(
            "Open a customer",
            chart.ids,
            None,
            lambda one: names.get(one, one),
            key="icp_chart_open",
            placeholder="Open a customer",
            label_visibility="collapsed",
            width=220,
        )
    if opened:
        open_customer.go(opened)


def _plain(chart: Chart) -> pd.DataFrame:
    """The chart as it is downloaded and printed: what was written by hand has a star."""
    titles = _apart(["Customer", *chart.called, COMMON])
    columns = [
        [icp_chart_words.title(row) for row in ROWS],
        *(
            [chart.text(row, one) + (HAND if chart.by_hand(row, one) else "") for row in ROWS]
            for one in chart.ids
        ),
        [icp_chart_words.common(chart.common[row]) for row in ROWS],
    ]
    return pd.DataFrame(dict(zip(titles, columns, strict=True)))


def _notes(chart: Chart) -> list[str]:
    return [
        "Blank = unknown. In common = what more than half of them share; the unknown count against "
        "it. Spent: the 12 months up to the day above, less refunds.",
        *(
            [f"{HAND} written by hand, not from the data"]
            if any(one.hand for one in chart.cells.values())
            else []
        ),
    ]


def _apart(names: list[str]) -> list[str]:
    """The names, those that stand twice with a number behind."""
    found: list[str] = []
    for name in names:
        apart, times = name, 1
        while apart in found:
            times += 1
            apart = f"{name} ({times})"
        found.append(apart)
    return found
