"""The grid in which the chart is written by hand: saved cell by cell, as it is typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from icp import chart_hand, db, errors, writer
from icp.chart_rows import ROWS
from ui import icp_chart_words, problems, state

Texts = Mapping[tuple[str, str], str]


@dataclass
class Grid:
    """One drawing of the grid; `shown` is what stands in it, as drawn and as saved since.

    The grid keeps the keyboard only while the frame that it was drawn from stays the same.
    """

    number: int
    called: dict[str, str]
    frame: pd.DataFrame
    data: dict[tuple[str, str], str]
    shown: dict[tuple[str, str], str]
    problems: list[Exception] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"icp_chart_grid_{self.number}"


def keep(author: str | None) -> None:
    """Put on disk what was typed since the grid was drawn; to be called before the chart is."""
    grid: Grid | None = st.session_state.get("icp_chart_grid")
    if grid is None or grid.key not in st.session_state:
        return
    for cell, text in _now(grid):
        if text != grid.shown[cell]:
            try:
                _keep(cell, text, grid.data[cell], author)
            except errors.IcpError as error:
                grid.problems.append(error)
            else:
                grid.shown[cell] = text


def draw(called: Mapping[str, str], data: Texts, texts: Texts) -> None:
    """Draw the grid. called: customer_id -> its column; data: what stands there without a hand."""
    grid = _current(called, data, texts)
    text = st.column_config.TextColumn
    st.data_editor(
        grid.frame,
        key=grid.key,
        disabled=["row"],
        hide_index=True,
        height="content",
        column_config={"row": text("", pinned=True, width=180)}
        | {one: text(name, width=130) for one, name in called.items()},
        placeholder="",
        alt="The chart, to be written into by hand",
    )


def _current(called: Mapping[str, str], data: Texts, texts: Texts) -> Grid:
    """The grid as it stands, or a new one where it was left, refused something or is outdated."""
    grid: Grid | None = st.session_state.get("icp_chart_grid")
    for problem in grid.problems if grid else []:
        problems.show(problem)
    if (
        grid is None
        or grid.problems
        or grid.key not in st.session_state
        or (grid.data, grid.shown) != (data, texts)
        or list(grid.called.items()) != list(called.items())
    ):
        frame = pd.DataFrame(
            {"row": [icp_chart_words.title(row) for row in ROWS]}
            | {one: [texts[one, row] or None for row in ROWS] for one in called},
            dtype=object,
        )
        number = grid.number + 1 if grid else 0
        grid = Grid(number, dict(called), frame, dict(data), dict(texts))
        st.session_state["icp_chart_grid"] = grid
    return grid


def _now(grid: Grid) -> Iterator[tuple[tuple[str, str], str]]:
    """What stands in each cell; one edited back to what was drawn is no longer among the edits."""
    edits = st.session_state[grid.key]["edited_rows"]
    for place, row in enumerate(ROWS):
        for one in grid.called:
            text = edits.get(place, {}).get(one, grid.frame.at[place, one])
            yield (one, row), " ".join(str(text or "").split())


def _keep(cell: tuple[str, str], text: str, data: str, author: str | None) -> None:
    """What the data say anyway needs no hand."""
    at, real = state.now(), (state.real(cell[0]), cell[1])

    def change(conn: db.Connection) -> None:
        if text == data:
            chart_hand.take_back(conn, real, at, author)
        else:
            chart_hand.write(conn, real, text, at, author)

    writer.submit(state.workspace().path, change).result()
