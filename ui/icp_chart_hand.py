"""What was written into the chart by hand: by whom, when, and the way back to the data."""

from collections.abc import Mapping, Sequence

import streamlit as st

from icp import chart_hand, writer
from icp.chart_cells import Cell
from ui import author, icp_chart_grid, icp_chart_words, privacy, problems, state, words

Cells = Mapping[tuple[str, str], Cell]


def keep() -> None:
    """Put on disk what was typed into the grid."""
    icp_chart_grid.keep(author.known() or None)


def current(ids: Sequence[str]) -> dict[tuple[str, str], chart_hand.Entry]:
    """What stands in the chart by hand, under the ids as the page has them."""
    with state.connect() as conn:
        found = chart_hand.current(conn, [state.real(one) for one in ids])
    return {(state.as_shown(one), row): entry for (one, row), entry in found.items()}


def naming(hand: Mapping[tuple[str, str], chart_hand.Entry]) -> frozenset[str]:
    """The texts written by hand that must not be seen as they name a customer."""
    texts = [one.value for one in hand.values() if one.value]
    if not privacy.chosen().names or not texts:
        return frozenset()
    with state.connect() as conn:
        return chart_hand.naming(conn, texts)


def draw(called: Mapping[str, str], data: Cells, cells: Cells, names: frozenset[str]) -> None:
    """The grid to write into, and each cell that was written with the way back to the data.

    called: customer_id -> what the chart calls them, in the order of the chart.
    """
    with st.expander("Write into the chart by hand", icon=":material/edit:"):
        st.write(
            "Type over a cell: it is saved at once. A range such as 40-60 is good enough; an "
            "emptied cell is left blank. It counts in this chart only: your files and the other "
            "pages stay as they are."
        )
        author.field("icp_chart_author", width=320, help="It stands beside what you write.")
        icp_chart_grid.draw(called, _texts(data, names), _texts(cells, names))
        by_hand = [cell for cell, one in cells.items() if one.hand]
        if by_hand:
            st.write(f"**Written by hand**: {words.plural(len(by_hand), 'cell')}")
        for place, cell in enumerate(by_hand):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    "Take back",
                    key=f"icp_chart_back_{place}",
                    icon=":material/undo:",
                    on_click=_take_back,
                    args=((state.real(cell[0]), cell[1]),),
                )
                said = _said(called[cell[0]], cell[1], (cells[cell], data[cell]), names)
                st.markdown(words.md(said), width="stretch")


def _texts(cells: Cells, names: frozenset[str]) -> dict[tuple[str, str], str]:
    return {cell: icp_chart_words.cell(cell[1], one, names) for cell, one in cells.items()}


def _said(called: str, row: str, both: tuple[Cell, Cell], names: frozenset[str]) -> str:
    """ "Acme, industry: Law (Ann, 3 Nov 2026); the data say Retail"."""
    one, data = (icp_chart_words.cell(row, cell, names) for cell in both)
    entry = both[0].hand
    when = ", ".join(filter(None, [entry and entry.author, entry and words.day(entry.written_at)]))
    known = f"the data say {data}" if data else "the data don't say"
    title = icp_chart_words.title(row)
    return f"{called}, {title[0].lower()}{title[1:]}: {one or 'left blank'} ({when}); {known}."


def _take_back(cell: tuple[str, str]) -> None:
    at, by = state.now(), author.known() or None
    with problems.shown():
        writer.submit(
            state.workspace().path, lambda conn: chart_hand.take_back(conn, cell, at, by)
        ).result()
