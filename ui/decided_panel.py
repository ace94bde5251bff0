"""Which names count as one: what the list matched, what people decided, and the way back."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from icp import aliases, db, merges
from ui import problems, state, tables, words


def matched() -> None:
    """The names that the list matched by itself, with a way to part them."""
    found = state.ask(aliases.automatic)
    if found.empty:
        return
    title = f"{words.plural(len(found), 'name')} found in your list without asking"
    with st.expander(title):
        st.caption("Only capitals or blanks differ, and the list has the name once.")
        columns = {"written": "In the orders", "kept_name": "In your list", "kept": "Number"}
        ticked = _table(found, columns, "alike_matched")
        if st.button("The ticked ones are different", key="alike_part", disabled=not len(ticked)):
            decide("customer", pairs(ticked), merges.DIFFERENT)


def draw() -> None:
    """What people decided, newest first, with undo."""
    decided = state.ask(merges.decisions)
    if decided.empty:
        return
    st.subheader("What you decided", anchor=False)
    shown = decided.assign(
        one=_called(decided, "written"),
        verdict=decided["decision"].map({merges.SAME: "counts as", merges.DIFFERENT: "is not"}),
        other=_called(decided, "kept"),
    )
    columns = {
        "kind": "What",
        "one": "Name",
        "verdict": "Decision",
        "other": "Other name",
        "decided_at": st.column_config.DatetimeColumn("When (UTC)", format="D MMM YYYY, HH:mm"),
    }
    ticked = _table(shown, columns, "alike_decided")
    if st.button(
        "Undo the ticked ones", key="alike_undo", icon=":material/undo:", disabled=not len(ticked)
    ):
        _undo(ticked)


def _called(decided: pd.DataFrame, side: str) -> pd.Series:
    """The name, with the number where there is one."""
    name, number = decided[f"{side}_name"], decided[side]
    return name.where(name == number, name + " (number " + number + ")")


def _table(frame: pd.DataFrame, columns: dict[str, object], key: str) -> pd.DataFrame:
    """Draw the table; the rows that are ticked."""
    shown = frame.head(tables.MOST)
    ticked = st.dataframe(
        shown[list(columns)],
        key=f"{key}_{state.version()}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        column_config=columns,
    ).selection.rows
    return shown.iloc[ticked]


def pairs(frame: pd.DataFrame) -> list[aliases.Pair]:
    """The pairs (written, kept) of the rows."""
    return list(zip(frame["written"], frame["kept"], strict=True))


def decide(kind: str, named: Sequence[aliases.Pair], decision: str) -> None:
    """Keep the decision about these pairs, and run again."""
    at = state.now()

    def change(conn: db.Connection) -> None:
        merges.decide(conn, kind, named, decision, at)

    _save(change)


def _undo(ticked: pd.DataFrame) -> None:
    by_kind = {kind: pairs(rows) for kind, rows in ticked.groupby("kind")}

    def change(conn: db.Connection) -> None:
        for kind, named in by_kind.items():
            merges.undo(conn, kind, named)

    _save(change)


def _save(change: Callable[[db.Connection], None]) -> None:
    with problems.shown():
        with st.spinner("Counting anew ..."):
            state.change(change)
        st.rerun()
