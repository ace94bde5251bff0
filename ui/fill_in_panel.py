"""The grid for what billing doesn't know: filled in by keyboard, saved as it is typed."""

import pandas as pd
import streamlit as st

from icp import db, errors, judgements, writer
from ui import empty, problems, state, words

GRID = "fill_in_grid"
MORE_HELP = {
    "Referred us": "Have they recommended you to somebody who then talked to you?",
    "Support": "How much of your time they take, for their size",
    "Glad when they call": "5 = you are glad when they call, 1 = you let it ring",
    "Result they get": "How much better off they are with what they bought",
}


def draw() -> None:
    """The largest customers and the quiet ones, with a cell for each thing only people know."""
    empty.needs_orders("fill in what billing doesn't know about your customers")
    sheet = state.ask(judgements.sheet, state.as_of())
    if sheet.empty:
        st.info("Nobody bought anything up to the chosen day: choose a later one on the left.")
        return
    top, quiet = (int((sheet["group"] == group).sum()) for group in ("top", "quiet"))
    also = (
        f", and {words.plural(quiet, 'larger one')} that bought nothing for 6 months or more"
        if quiet
        else "; none of the larger ones has gone quiet"
    )
    st.write(
        "Billing doesn't know this, you do. Here are the "
        f"{words.plural(top, 'customer')} with the most revenue in the last 12 months{also}. "
        "Arrow keys and Tab move; type to fill a cell, Enter takes it; Delete makes it unknown "
        "again. Leave blank what you don't know."
    )
    if GRID not in st.session_state:  # drawn anew, from what is stored
        st.session_state.pop("fill_in_sent", None)
    _grid(sheet)


@st.fragment
def _grid(sheet: pd.DataFrame) -> None:
    """The grid and how much of it is known; only these are drawn again with each cell."""
    with state.connect() as conn:
        known = judgements.current(conn, list(sheet.index))
    st.data_editor(
        _frame(sheet, known),
        key=GRID,
        on_change=_save,
        args=(sheet,),
        disabled=["name", "group"],
        hide_index=True,
        height="content",
        column_config=_columns(known),
        placeholder="",
        alt="What you know about your largest and your quiet customers",
    )
    st.caption(
        f"Saved {len(known)} of {len(sheet) * len(judgements.FIELDS)}. What you type here wins "
        "over the customer list, also an emptied cell."
    )
    for problem in st.session_state.pop("fill_in_problems", []):
        problems.show(problem)


def _frame(sheet: pd.DataFrame, known: dict[tuple[str, str], str]) -> pd.DataFrame:
    groups = [
        "top 20" if row.group == "top" else f"quiet since {row.last_on:%b %Y}"
        for row in sheet.itertuples()
    ]
    frame = pd.DataFrame({"name": sheet["name"], "group": groups}, index=sheet.index)
    for trait in judgements.FIELDS:
        values = [known.get((customer_id, trait)) for customer_id in sheet.index]
        frame[trait] = pd.Series(values, index=sheet.index, dtype=object)
    return frame


def _columns(known: dict[tuple[str, str], str]) -> dict[str, object]:
    columns: dict[str, object] = {
        "name": st.column_config.TextColumn("Customer", pinned=True, width=190),
        "group": st.column_config.TextColumn("Why here", width=130),
    }
    for field in judgements.FIELDS.values():
        found = {value for (_, trait), value in known.items() if trait == field.trait}
        options = [*field.choices, *sorted(found - set(field.choices))]
        hint = MORE_HELP.get(field.trait)
        columns[field.trait] = (
            st.column_config.SelectboxColumn(field.title, options=options, help=hint)
            if field.choices
            else st.column_config.TextColumn(field.title, help=hint)
        )
    return columns


def _save(sheet: pd.DataFrame) -> None:
    """Put on disk what changed since the last call; the next run shows what is stored."""
    before = st.session_state.get("fill_in_sent", {})
    edited = {
        (state.workspace().name, str(sheet.index[int(place)]), trait): value
        for place, cells in st.session_state[GRID]["edited_rows"].items()
        for trait, value in cells.items()
    }
    st.session_state["fill_in_sent"] = edited
    for cell, value in edited.items():
        if cell not in before or before[cell] != value:
            _keep(cell[1], cell[2], None if value is None else str(value))


def _keep(customer_id: str, trait: str, value: str | None) -> None:
    at, author = state.now(), st.user.get("email")

    def change(conn: db.Connection) -> None:
        judgements.save(conn, customer_id, trait, value, at, author)

    try:
        writer.submit(state.workspace().path, change).result()
    except errors.IcpError as error:  # shown beside the grid: a callback cannot draw there
        st.session_state.setdefault("fill_in_problems", []).append(error)
