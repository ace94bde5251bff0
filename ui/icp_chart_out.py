"""The chart of the best customers leaves the page: as files, on paper, to a customer's page."""

import pandas as pd
import streamlit as st

from icp import chart_paper, paper
from icp.chart_rows import ROWS
from ui import icp_chart_words, open_customer, state, tables, views, words
from ui.icp_chart_words import COMMON, Chart

HAND = "*"
TITLE = "Our best customers side by side"


def draw(chart: Chart) -> None:
    """Downloads, the sheet of paper, and the way to each customer's page."""
    # files are made when they are asked for, and then nothing of the session is there
    plain, notes = _plain(chart), _notes(chart)
    label = f"{state.workspace().label}, {words.day(state.as_of())}"
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
            data=lambda: chart_paper.page(TITLE, label, plain, notes, size),
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
    titles = apart(["Customer", *chart.called, COMMON])
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


def apart(names: list[str]) -> list[str]:
    """The names, those that stand twice with a number behind."""
    found: list[str] = []
    for name in names:
        apart, times = name, 1
        while apart in found:
            times += 1
            apart = f"{name} ({times})"
        found.append(apart)
    return found
