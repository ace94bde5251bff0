"""Customers typed or pasted into a grid, for those who have no file at all."""

from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from icp import errors, ingest, rows, typed
from ui import links, problems, questions_panel, state, words
from ui.draft import Draft

ROWS, MOST = 15, 50
WIDTHS = {"customer_name": 150, "spent": 140, "employees": 105, "customer_since": 130}
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

    `round` counts the grids, so that a new one starts without the edits of the last; `pressed` is
    what the grid held when it was to be saved.
    """

    drawn: pd.DataFrame = field(default_factory=lambda: _padded([]))
    now: pd.DataFrame = field(default_factory=lambda: _padded([]))
    round: int = 0
    pressed: list[dict[str, str]] | None = None
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
        hide_index=False,
        height="content",
        column_config=_columns(),
        placeholder="",
        alt="Your customers, one a row",
    )
    table = _table(sheet.now)
    count = sum(1 for row in table if any(text.strip() for text in row.values()))
    label = f"Save {words.plural(count, 'row')}"
    if st.button(label, key="typed_save", type="primary", disabled=not count):
        sheet.pressed, sheet.saved = table, None
    if sheet.pressed == table:
        _check(sheet, table)
    if sheet.saved:
        st.success(
            f"{words.plural(sheet.saved.rows_loaded, 'customer')} saved; undo it below, under What "
            "was loaded.",
            icon=":material/check:",
        )
        links.to("pareto", "See how few customers bring most of the money")


def _columns() -> dict[str, object]:
    columns: dict[str, object] = {"_index": st.column_config.NumberColumn("Row", disabled=True)}
    for name, title in typed.TITLES.items():
        columns[name] = st.column_config.TextColumn(
            title,
            help=HINTS.get(name),
            pinned=name == "customer_name",
            width=WIDTHS.get(name, 110),
        )
    return columns


def _check(sheet: Sheet, table: list[dict[str, str]]) -> None:
    """Save the rows if all are right; else say what to mend, ask, or save the others."""
    questions_panel.answered("typed", sheet.answers)
    try:
        with st.spinner("Checking every row ..."), state.connect() as conn:
            found = typed.check(conn, table, state.now().date(), **sheet.answers.answers)
    except errors.Question as question:
        questions_panel.ask("typed", sheet.answers, question)
        return
    except errors.IcpError as error:
        problems.show(error)
        return
    if found is None:
        return
    try:
        refused, ready = found.checked.rows_refused, found.checked.rows_ready
        if refused:
            _say_why(found.checked)
        if ready and (not refused or st.button(f"Save the other {ready:,}", key="typed_others")):
            _save(sheet, found)
    finally:
        typed.discard(found)


def _say_why(checked: rows.Checked) -> None:
    st.warning("Nothing is saved yet. Mend these rows, then save again:", icon=":material/edit:")
    for row in checked.rejects.head(MOST).itertuples():
        why = WITHOUT_NAME if row.reason == "no customer" else row.reason
        st.write(f"- Row {row.row}: {words.md(why)}")
    if len(checked.rejects) > MOST:
        st.caption(f"The first {MOST} of {words.number(len(checked.rejects))}.")


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
    padded = [{name: row.get(name) or None for name in blank} for row in table]
    padded += [blank] * (ROWS - len(table))
    index = range(1, len(padded) + 1)
    return pd.DataFrame(padded, columns=list(typed.TITLES), dtype=object, index=index)
