"""The grid for what billing doesn't know: filled in by keyboard, saved as it is typed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from icp import db, errors, judgements, writer
from ui import author, empty, problems, state, words

HINTS = {
    "employees": "How many people work there, about: a number such as 40",
    "Referred us": "Have they recommended you to somebody who then talked to you?",
    "Support": "How much of your time they take, for their size",
    "Glad when they call": "Are you glad when they call? 5 = very, 1 = you let it ring",
    "Result they get": "How much better off they are with what they bought from you",
}
WIDTHS = {"industry": 115, "employees": 105}

Cell = tuple[str, str]  # customer_id, trait


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
        "Click the first cell, then use the keyboard alone: type (of a choice, its number), Enter "
        "takes it and goes down, Tab goes right, Delete makes it unknown again. Column by column "
        "is quickest. Leave blank what you don't know."
    )
    _grid(sheet)


@dataclass
class Grid:
    """One drawing of the grid; `shown` is what stands in it, as drawn and as saved since.

    The grid keeps the keyboard only while the frame that it was drawn from stays the same.
    """

    workspace: str
    number: int
    frame: pd.DataFrame
    shown: dict[Cell, str]
    problems: list[Exception] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"fill_in_grid_{self.workspace}_{self.number}"


@st.fragment
def _grid(sheet: pd.DataFrame) -> None:
    """The grid and how much of it is known; only these are drawn again with each cell."""
    with state.connect() as conn:
        known = judgements.current(conn, list(sheet.index))
    grid = _current(sheet, known)
    st.caption(
        f"Saved {len(known)} of {len(sheet) * len(judgements.FIELDS)}. What you type here wins "
        "over the customer list, also an emptied cell."
    )
    st.data_editor(
        grid.frame,
        key=grid.key,
        on_change=_save,
        args=(grid,),
        disabled=["name", "group"],
        hide_index=True,
        height="content",
        column_config=_columns(grid.frame),
        placeholder="",
        alt="What you know about your largest and your quiet customers",
    )


def _current(sheet: pd.DataFrame, known: dict[Cell, str]) -> Grid:
    """The grid as it stands, or a new one where it was left, refused something or is outdated."""
    grids: dict[str, Grid] = st.session_state.setdefault("fill_in_grids", {})
    name = state.workspace().name
    grid = grids.get(name)
    for problem in grid.problems if grid else []:
        problems.show(problem)
    if (
        grid is None
        or grid.problems
        or grid.key not in st.session_state
        or grid.shown != known
        or not grid.frame.index.equals(sheet.index)
    ):
        number = grid.number + 1 if grid else 0
        grid = grids[name] = Grid(name, number, _frame(sheet, known), dict(known))
    return grid


def _frame(sheet: pd.DataFrame, known: dict[Cell, str]) -> pd.DataFrame:
    groups = [
        "top 20" if row.group == "top" else f"quiet, {row.last_on:%b %Y}"
        for row in sheet.itertuples()
    ]
    frame = pd.DataFrame({"name": sheet["name"], "group": groups}, index=sheet.index)
    for trait in judgements.FIELDS:
        values = [known.get((customer_id, trait)) for customer_id in sheet.index]
        frame[trait] = pd.Series(values, index=sheet.index, dtype=object)
    return frame


def _columns(frame: pd.DataFrame) -> dict[str, object]:
    columns: dict[str, object] = {
        "name": st.column_config.TextColumn("Customer", pinned=True, width=150),
        "group": st.column_config.TextColumn("Why here", width=100),
    }
    for one in judgements.FIELDS.values():
        config = {
            "label": one.title,
            "help": HINTS.get(one.trait),
            "width": WIDTHS.get(one.trait, 90),
        }
        if one.choices and not one.number:
            others = set(frame[one.trait].dropna()) - set(one.choices)
            options = [*one.choices, *sorted(others)]
            columns[one.trait] = st.column_config.SelectboxColumn(
                options=options, format_func=_numbered(one.choices), **config
            )
        else:
            columns[one.trait] = st.column_config.TextColumn(**config)
    return columns


def _numbered(choices: tuple[str, ...]) -> Callable[[str], str]:
    """ "heavy" as "3 heavy": its number picks it with one key, a first letter would not."""
    if choices[0].isdecimal():
        return str
    numbers = {choice: f"{at} {choice}" for at, choice in enumerate(choices, start=1)}
    return lambda choice: numbers.get(choice, choice)


def _save(grid: Grid) -> None:
    """Put on disk what changed; a callback cannot draw, so problems wait for the next run."""
    for cell, text in _now(grid):
        if text != grid.shown.get(cell):
            try:
                _keep(cell, text)
            except errors.IcpError as error:
                grid.problems.append(error)
            else:
                grid.shown.pop(cell, None)
                if text:
                    grid.shown[cell] = text


def _now(grid: Grid) -> Iterator[tuple[Cell, str | None]]:
    """What stands in each cell; one edited back to what was drawn is no longer among the edits."""
    edits = st.session_state[grid.key]["edited_rows"]
    for place, customer_id in enumerate(grid.frame.index):
        drawn = grid.frame.iloc[place]
        for trait in judgements.FIELDS:
            text = edits.get(place, {}).get(trait, drawn[trait])
            yield (str(customer_id), trait), None if pd.isna(text) else str(text).strip() or None


def _keep(cell: Cell, text: str | None) -> None:
    at, by = state.now(), author.known() or None

    def change(conn: db.Connection) -> None:
        judgements.save(conn, *cell, text, at, by)

    writer.submit(state.workspace().path, change).result()
