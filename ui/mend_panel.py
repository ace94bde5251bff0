"""The left-out rows of a file in a grid: edited in place and tried again."""

import pandas as pd
import streamlit as st

from icp import db, mending, staging
from icp.rows import Checked
from ui import words
from ui.draft import Draft

EVERY = "all reasons"

Edits = dict[int, dict[str, str]]


def draw(conn: db.Connection, key: str, draft: Draft, staged: staging.Staged) -> None:
    """Draw the rows that stay out, if there are any and the user wants to mend them."""
    checked = draft.checked
    if draft.tried:
        _taken_back(key, draft)
    if not checked or not draft.plan or not checked.rows_refused:
        return
    if not st.toggle("Mend left-out rows here", key=f"upload_mend_{key}", persist_state="page"):
        return
    reason = _reason(key, checked)
    frame = mending.refused(conn, staged, draft.plan, checked, reason)
    for row_no, row in draft.edits.items():
        for header, text in row.items():
            if row_no in frame.index:
                frame.loc[row_no, header] = text
    _grid(key, draft, frame, {row_no: dict(row) for row_no, row in draft.edits.items()})
    if len(frame) == mending.MOST < checked.rows_refused:
        st.caption(
            f"The first {mending.MOST:,} rows of {words.number(checked.rows_refused)}: choose a "
            "reason, or download them all above and mend them in the file."
        )


def _reason(key: str, checked: Checked) -> str | None:
    reasons = list(checked.left_out["reason"])
    if len(reasons) < 2:
        return None
    chosen = st.selectbox(
        "Left out for", [EVERY, *reasons], key=f"upload_mend_reason_{key}", width=400
    )
    return None if chosen == EVERY or chosen not in reasons else chosen


@st.fragment
def _grid(key: str, draft: Draft, frame: pd.DataFrame, before: Edits) -> None:
    """The grid; what is typed is kept with every cell, and tried when the button is pressed."""
    grid = f"upload_mend_grid_{key}_{draft.rounds}"
    st.data_editor(
        frame.set_axis(["why", *(f"c{at}" for at in range(1, len(frame.columns)))], axis=1),
        key=grid,
        on_change=_keep,
        args=(grid, draft, frame, before),
        disabled=["_index", "why"],
        column_config=_columns(frame),
        alt="Left-out rows, to be edited",
    )
    untried = draft.untried()
    st.caption(
        f"{words.plural(untried, 'row')} edited and not tried yet."
        if untried
        else "Click a cell and type, as in a spreadsheet; then try the rows again."
    )
    if st.button(
        "Try again",
        key=f"upload_mend_try_{key}",
        type="primary",
        icon=":material/replay:",
        disabled=not untried,
    ):
        draft.try_edits()
        st.rerun()


def _columns(frame: pd.DataFrame) -> dict[str, object]:
    """The columns by place: a header of the user's is a label only."""
    text = st.column_config.TextColumn
    return {
        "_index": st.column_config.NumberColumn("Row", format="%d"),
        "why": text("Why it is left out", width="medium", pinned=True),
        **{f"c{at}": text(header) for at, header in enumerate(frame.columns[1:], start=1)},
    }


def _keep(grid: str, draft: Draft, frame: pd.DataFrame, before: Edits) -> None:
    """Lay what stands in the grid over the edits from before it was drawn."""
    draft.edits = {row_no: dict(row) for row_no, row in before.items()}
    for place, cells in st.session_state[grid]["edited_rows"].items():
        row = draft.edits.setdefault(int(frame.index[place]), {})
        for name, text in cells.items():
            row[frame.columns[int(name[1:])]] = "" if text is None else str(text)


def _taken_back(key: str, draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{words.plural(len(draft.tried), 'row')} mended by hand")
        st.button(
            "Take back what was mended",
            key=f"upload_mend_back_{key}",
            type="tertiary",
            on_click=draft.drop_edits,
        )
