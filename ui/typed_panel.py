"""Customers typed or pasted into a grid, for those who have no file at all."""

from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from icp import errors, ingest, typed
from ui import links, questions_panel, state, words
from ui.draft import Draft

ROWS = 15
HINTS = {
    "customer_name": "A name you already have is updated; blank cells keep what is known.",
    "employees": "A number, such as 40",
    "customer_since": "A date such as 2021-03-15, or a year",
    "spent": "One total, such as 12,500",
    "referred_by": "Who brought them to you",
    "testimonial": "yes, or what they said",
}
WITHOUT_NAME = "no name: type one, or empty the row"


@dataclass
class Sheet:
    """What was typed and not saved yet: the grid as it was drawn first, and as it is now.

    `round` counts the grids, so that a new one starts without the edits of the last.
    """

    drawn: pd.DataFrame = field(default_factory=lambda: _padded([]))
    now: pd.DataFrame = field(default_factory=lambda: _padded([]))
    round: int = 0
    answers: Draft = field(default_factory=Draft)
    saved: ingest.Result | None = None


def draw() -> None:
    """The grid, what would be saved of it, and the button."""
    sheet: Sheet = st.session_state.setdefault("typed_sheets", {}).setdefault(
        state.workspace().name, Sheet()
    )
    st.write(
        "No file at hand? Type your customers here, or copy them from a spreadsheet and paste "
        "(click a cell, then Ctrl+V). Only the name is needed."
    )
    st.caption(
        "What they spent is one total of the last 12 months: how often and how recently they "
        "bought can't be known from it. It counts as one order dated today."
    )
    _grid(sheet)


@st.fragment
def _grid(sheet: Sheet) -> None:
    key = f"typed_grid_{state.workspace().name}_{sheet.round}"
    if key not in st.session_state:  # drawn anew: with what was typed so far
        sheet.drawn = sheet.now
    sheet.now = st.data_editor(
        sheet.drawn,
        key=key,
        num_rows="dynamic",
        height="content",
        column_config={
            name: st.column_config.TextColumn(title, help=HINTS.get(name), pinned=not at)
            for at, (name, title) in enumerate(typed.TITLES.items())
        },
        placeholder="",
        alt="Your customers, one a row",
    )
    questions_panel.answered("typed", sheet.answers)
    try:
        _check(sheet)
    except errors.Question as question:
        questions_panel.ask("typed", sheet.answers, question)
    except errors.IcpError as error:
        st.error(words.md(error), icon=":material/info:")
    if sheet.saved:
        st.success(
            f"{words.plural(sheet.saved.rows_loaded, 'customer')} saved. The line below, under "
            "What was loaded, can undo it.",
            icon=":material/check:",
        )
        links.to("pareto", "See how few customers bring most of the money")


def _check(sheet: Sheet) -> None:
    """What would be saved and what not, and the button that saves it."""
    on = state.now().date()
    with state.connect() as conn:
        found = typed.check(conn, _table(sheet.now), on, **sheet.answers.answers)
    if found is None:
        return
    try:
        checked = found.checked
        money = found.spending[2].totals.amount if found.spending else None
        spent = f", {words.number(money, 2)} spent in all" if money is not None else ""
        st.write(f"**{words.plural(checked.rows_ready, 'customer')}** ready{spent}")
        for row in checked.rejects.itertuples():
            why = WITHOUT_NAME if row.reason == "no customer" else row.reason
            st.warning(f"Row {row.row} stays out: {words.md(why)}", icon=":material/edit:")
        for note in checked.notes:
            st.caption(words.md(note))
        if st.button(
            f"Save {words.plural(checked.rows_ready, 'customer')}",
            key="typed_save",
            type="primary",
            disabled=not checked.rows_ready,
        ):
            _save(sheet, found)
    finally:
        typed.discard(found)


def _save(sheet: Sheet, found: typed.Typed) -> None:
    with st.spinner("Saving, all rows or none ..."), state.connect() as conn:
        sheet.saved = typed.save(conn, found, state.now())
    st.session_state.setdefault("upload_came_in", {})[state.workspace().name] = sheet.saved
    table = _table(sheet.now)
    sheet.now = _padded([table[no - 1] for no in sorted(set(found.checked.rejects["row"]))])
    sheet.round += 1
    st.rerun()


def _table(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of the grid as text; cells never filled in are blank."""
    return [
        {str(name): "" if pd.isna(text) else str(text) for name, text in row.items()}
        for row in frame.to_dict("records")
    ]


def _padded(table: list[dict[str, str]]) -> pd.DataFrame:
    """The rows, with blank ones below them up to 15."""
    blank = dict.fromkeys(typed.TITLES)
    rows = [{**blank, **row} for row in table]
    rows += [blank] * (ROWS - len(rows))
    return pd.DataFrame(
        rows, columns=list(typed.TITLES), dtype=object, index=range(1, len(rows) + 1)
    )
