"""All customers in one table: many moved at once, and a sheet of paper typed in."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from icp import sorting
from icp.sorting import Sort
from ui import privacy, sort_one, sorter, state, tables, words

NUMBERED = {
    verdict: f"{place} {label if verdict == 'ok' else label.lower()}"
    for place, (verdict, label) in enumerate(sorting.VERDICTS.items(), start=1)
}
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


@st.fragment
def draw(customers: pd.DataFrame, who: str) -> None:
    """The table, with buttons for the ticked rows; saved as it is typed."""
    complained = sorter.complain()
    shown = privacy.amounts(customers.head(tables.MOST))
    grid = _current(shown, who, anew=complained)
    _buttons(grid)
    st.caption(_progress(grid))
    st.data_editor(
        grid.frame,
        key=grid.key,
        on_change=_save,
        args=(grid,),
        disabled=["number", "name", "money"],
        hide_index=True,
        height=600,
        column_config=_columns(grid.frame),
        placeholder="",
        alt="Your customers, sorted into good, OK and bad",
    )


def _current(customers: pd.DataFrame, who: str, anew: bool) -> Grid:
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


def _columns(frame: pd.DataFrame) -> dict[str, object]:
    offered = [reason for reasons in sorting.REASONS.values() for reason in reasons]
    offered += [reason for reasons in frame["reasons"] for reason in reasons]
    config = st.column_config
    return {
        "tick": config.CheckboxColumn("Tick", width=70),
        "number": config.NumberColumn("No.", width=50, help="The number on the printed sheet"),
        "name": config.TextColumn("Customer", width=190),
        "verdict": config.SelectboxColumn(
            "Verdict", options=list(NUMBERED), format_func=NUMBERED.get, width=90
        ),
        "reasons": config.MultiselectColumn(
            "Why",
            options=list(dict.fromkeys(offered)),
            accept_new_options=True,
            format_func=lambda why: f"{sorting.NUMBERS.get(why, '')} {why}".strip(),
            width=260,
        ),
        "note": config.TextColumn("Note", max_chars=sorting.MAX_NOTE, width=160),
        "look_again_on": config.DateColumn("If OK: look again on", format="D MMM YYYY", width=150),
        "action": config.SelectboxColumn(
            "If bad: what to do",
            options=list(sorting.ACTIONS),
            format_func=sorting.ACTIONS.get,
            width=150,
        ),
        "money": config.NumberColumn(
            state.in_currency("Revenue, 12 months"), format="accounting", width=150
        ),
    }


def _buttons(grid: Grid) -> None:
    ticked = [place for place, edits in grid.edits().items() if edits.get("tick")]
    with st.container(horizontal=True, vertical_alignment="center"):
        rows = words.plural(len(ticked), "ticked row")
        st.markdown(f"{rows}:" if ticked else "Tick rows to move them together:")
        for verdict, label in sorting.VERDICTS.items():
            st.button(
                label,
                key=f"sort_ticked_{verdict}",
                on_click=_move,
                args=(grid, ticked, verdict),
                icon=f":material/{sort_one.ICONS[verdict]}:",
                disabled=not ticked,
            )
        st.button(
            "Undo",
            key="sort_table_undo",
            on_click=sorter.undo,
            args=(grid.who,),
            icon=":material/undo:",
            disabled=not grid.known,
        )


def _progress(grid: Grid) -> str:
    sorts = [grid.known.get(one) for one in grid.frame.index]
    done = sum(1 for sort in sorts if sort and sort.verdict in sorting.VERDICTS)
    waiting = sum(1 for place in grid.edits() if _half(grid, place))
    sentence = (
        f"{words.number(done)} of {words.number(len(sorts))} sorted, saved as you type. Click a "
        "cell under Verdict, then 1, 2 or 3 and Enter: it goes down to the next."
    )
    if waiting:
        rows = words.plural(waiting, "row has", "rows have")
        sentence += f" {rows} no verdict yet and will be saved with it."
    return sentence


def _half(grid: Grid, place: int) -> bool:
    """Whether something was typed into a row that has no verdict, and had none."""
    edits = {name: value for name, value in grid.edits().get(place, {}).items() if name in TYPED}
    known = grid.known.get(str(grid.frame.index[place]))
    sorted_before = known is not None and known.verdict in sorting.VERDICTS
    return bool(edits) and not edits.get("verdict") and not sorted_before


def _save(grid: Grid) -> None:
    """Put on disk each row that was typed into since; a callback cannot draw."""
    edits = {
        place: {name: value for name, value in row.items() if name in TYPED}
        for place, row in grid.edits().items()
    }
    changed = {
        place: edits.get(place, {})
        for place in {*edits, *grid.kept}
        if edits.get(place, {}) != grid.kept.get(place, {}) and not _half(grid, place)
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


def _move(grid: Grid, ticked: list[int], verdict: str) -> None:
    """The ticked rows get the verdict, in one act; what led to another verdict goes with it."""
    ids = [str(grid.frame.index[place]) for place in ticked]
    other = [one for one in ids if one not in grid.known or grid.known[one].verdict != verdict]
    sorter.keep(grid.who, [Sort(one, verdict) for one in other])
    grid.known = {}  # is drawn anew, without the ticks
