"""All customers in one table: many moved at once, and a sheet of paper typed in."""

import pandas as pd
import streamlit as st

from icp import sorting
from ui import privacy, sort_grid, sort_one, sorter, state, tables, words
from ui.sort_grid import Grid

NUMBERED = {
    verdict: f"{place} {label if verdict == 'ok' else label.lower()}"
    for place, (verdict, label) in enumerate(sorting.VERDICTS.items(), start=1)
}


@st.fragment
def draw(customers: pd.DataFrame, who: str) -> None:
    """The table, with buttons for the ticked rows; saved as it is typed."""
    complained = sorter.complain()
    shown = privacy.amounts(customers.head(tables.MOST))
    grid = sort_grid.current(shown, who, anew=complained)
    _buttons(grid)
    st.caption(_progress(grid))
    st.data_editor(
        grid.frame,
        key=grid.key,
        on_change=sort_grid.save,
        args=(grid,),
        disabled=["number", "name", "money"],
        hide_index=True,
        height=600,
        column_config=_columns(grid.frame),
        placeholder="",
        alt="Your customers, sorted into good, OK and bad",
    )


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
                on_click=sort_grid.move,
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
    waiting = sum(1 for place in grid.edits() if sort_grid.half(grid, place))
    sentence = (
        f"{words.number(done)} of {words.number(len(sorts))} sorted, saved as you type. Click a "
        "cell under Verdict, then 1, 2 or 3 and Enter: it goes down to the next."
    )
    if waiting:
        rows = words.plural(waiting, "row has", "rows have")
        sentence += f" {rows} no verdict yet and will be saved with it."
    return sentence
