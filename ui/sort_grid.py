"""The table in which customers are sorted: what was drawn, typed and kept of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from icp import sorting
from icp.sorting import Sort
from ui import sorter, state

TYPED = ("verdict", "reasons", "note", "look_again_on", "action")

Edits = dict[str, Any]


@dataclass
class Grid:
    """One drawing of the table: what was drawn, the edits kept since, and what is on disk.

    The table keeps the keyboard only while the frame that it was drawn from stays the same.
    """

    who: str
    number: int
    frame: pd.DataFrame
    known: dict[str, Sort]
    kept: dict[int, Edits] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"sort_grid_{state.workspace().name}_{self.number}"

    def edits(self) -> dict[int, Edits]:
        """place -> what was typed into the row, as the browser tells it."""
        rows: dict[int, Edits] = st.session_state.get(self.key, {}).get("edited_rows", {})
        return {place: dict(edits) for place, edits in rows.items()}


def current(customers: pd.DataFrame, who: str, anew: bool) -> Grid:
    """The table as it stands, or a new one where something else changed it or was refused."""
    grids: dict[str, Grid] = st.session_state.setdefault("sort_grids", {})
    name, known = state.workspace().name, sorter.mine(who)
    grid = grids.get(name)
    if (
        grid is None
        or anew
        or grid.who != who
        or grid.key not in st.session_state
        or grid.known != known
        or not grid.frame.index.equals(pd.Index(customers["customer_id"]))
    ):
        number = grid.number + 1 if grid else 0
        grid = grids[name] = Grid(who, number, _frame(customers, known), known)
    return grid


def _frame(customers: pd.DataFrame, known: dict[str, Sort]) -> pd.DataFrame:
    sorts = [known.get(one, Sort(one, None)) for one in customers["customer_id"]]
    verdicts = [sort.verdict if sort.verdict in sorting.VERDICTS else None for sort in sorts]
    frame = pd.DataFrame(
        {
            "tick": False,
            "number": range(1, len(sorts) + 1),
            "name": list(customers["name"]),
            "verdict": pd.Series(verdicts, dtype=object),
            "reasons": [list(sort.reasons) for sort in sorts],
            "note": pd.Series([sort.note for sort in sorts], dtype=object),
            "look_again_on": pd.to_datetime([sort.look_again_on for sort in sorts]),
            "action": pd.Series([sort.action for sort in sorts], dtype=object),
            "money": list(customers["money"]),
        }
    )
    return frame.set_index(pd.Index(customers["customer_id"]))


def half(grid: Grid, place: int) -> bool:
    """Whether something was typed into a row that has no verdict, and had none."""
    edits = {name: value for name, value in grid.edits().get(place, {}).items() if name in TYPED}
    known = grid.known.get(str(grid.frame.index[place]))
    sorted_before = known is not None and known.verdict in sorting.VERDICTS
    return bool(edits) and not edits.get("verdict") and not sorted_before


def save(grid: Grid) -> None:
    """Put on disk each row that was typed into since; a callback cannot draw."""
    edits = {
        place: {name: value for name, value in row.items() if name in TYPED}
        for place, row in grid.edits().items()
    }
    changed = {
        place: edits.get(place, {})
        for place in {*edits, *grid.kept}
        if edits.get(place, {}) != grid.kept.get(place, {}) and not half(grid, place)
    }
    if changed:
        sorter.keep(grid.who, [_sort(grid, place, row) for place, row in changed.items()])
        grid.kept.update(changed)
        grid.known = sorter.mine(grid.who)


def _sort(grid: Grid, place: int, edits: Edits) -> Sort:
    """The row as it now stands; without a verdict nothing else of it counts."""
    customer_id, drawn = str(grid.frame.index[place]), grid.frame.iloc[place]
    now = {name: edits.get(name, _plain(drawn[name])) for name in TYPED}
    if not now["verdict"]:
        return Sort(customer_id, None)
    again = now["look_again_on"]
    return Sort(
        customer_id,
        now["verdict"],
        tuple(now["reasons"] or ()),
        now["note"],
        date.fromisoformat(str(again)[:10]) if again else None,
        now["action"],
    )


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return value
    return None if pd.isna(value) else value


def move(grid: Grid, ticked: list[int], verdict: str) -> None:
    """The ticked rows get the verdict, in one act; what led to another verdict goes with it."""
    ids = [str(grid.frame.index[place]) for place in ticked]
    other = [one for one in ids if one not in grid.known or grid.known[one].verdict != verdict]
    sorter.keep(grid.who, [Sort(one, verdict) for one in other])
    grid.known = {}  # is drawn anew, without the ticks
