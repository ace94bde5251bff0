"""Which cell of the map has which group, and groups of one's own."""

import pandas as pd
import streamlit as st

from icp import segment_maps, segments, writer
from ui import problems, state, words
from ui.rfm_choice import Choice

ROWS = {5: "5, just now", 4: "4", 3: "3", 2: "2", 1: "1, long ago"}
COLUMNS = {1: "1, little", 2: "2", 3: "3", 4: "4", 5: "5, often and much"}


def draw(choice: Choice) -> None:
    """Draw the map as a table of choices, the user's own groups, save and reset."""
    st.write(
        "Each cell of the map has one group: rows say how recently, columns how often and how much."
    )
    # a key of its own for each saved map: an edit that was saved must not be made again
    key = f"{hash((choice.groups.own, tuple(choice.groups.named.items())))}"
    place = st.container()
    st.subheader("Groups of your own", anchor=False)
    own = _own(choice.groups, key)
    with place:
        cells = _cells(choice.groups, own, key)
    if idle := [one.title for one in own if one.name not in cells.values()]:
        st.caption(f"In no cell of the map yet: {words.md(', '.join(idle))}.")
    with st.container(horizontal=True):
        if st.button("Save the groups", type="primary", key="rfm_map_save"):
            _save(cells, own)
        if choice.groups != segment_maps.SHIPPED and st.button(
            "Back to the ten groups we ship", key="rfm_map_reset"
        ):
            _write(segment_maps.reset, "The map is the one we ship again.")


def _own(groups: segment_maps.SegmentMap, key: str) -> list[segments.Segment]:
    """The groups of one's own as typed; rows that are empty do not count."""
    rows = [(one.name, one.meaning, one.action) for one in groups.own]
    typed = st.data_editor(
        pd.DataFrame(rows, columns=["name", "meaning", "action"], dtype="str"),
        num_rows="dynamic",
        hide_index=True,
        key=f"rfm_own_groups_{key}",
        alt="Your own groups: name, what it means, what to do",
        column_config={
            "name": st.column_config.TextColumn("Group", max_chars=segment_maps.LONGEST_NAME),
            "meaning": st.column_config.TextColumn("What it means"),
            "action": st.column_config.TextColumn("What to do"),
        },
    ).fillna("")
    st.caption("Add a row, give it a name, then choose it in the map above and save.")
    return [
        segment_maps.own(*row)
        for row in typed.itertuples(index=False)
        if any(text.strip() for text in row)
    ]


def _cells(
    groups: segment_maps.SegmentMap, own: list[segments.Segment], key: str
) -> dict[tuple[int, int], str | None]:
    """The name of the group of each cell as chosen, None where a cell was cleared."""
    everything = [*segments.SEGMENTS.values(), *own]
    names = {one.title: one.name for one in everything}
    titles = {one.name: one.title for one in (*everything, *groups.own)}
    table = pd.DataFrame(
        [[titles[groups.named[r, fm]] for fm in COLUMNS] for r in ROWS],
        index=list(ROWS.values()),
        columns=list(COLUMNS.values()),
    )
    chosen = st.data_editor(
        table,
        key=f"rfm_cells_{key}",
        alt="The group of each cell of the map",
        disabled=["_index"],
        column_config={
            title: st.column_config.SelectboxColumn(title, options=list(names))
            for title in COLUMNS.values()
        },
    )
    found = {(r, fm): chosen.at[ROWS[r], COLUMNS[fm]] for r in ROWS for fm in COLUMNS}
    return {
        cell: None if pd.isna(title) else names.get(title, title) for cell, title in found.items()
    }


def _save(cells: dict[tuple[int, int], str | None], own: list[segments.Segment]) -> None:
    at = state.now()
    with problems.shown():
        chosen = segment_maps.SegmentMap(cells, tuple(own))
        _write(lambda conn: segment_maps.save(conn, chosen, at), "The groups are saved.")


def _write(change: writer.Change, said: str) -> None:
    writer.submit(state.workspace().path, change).result()
    st.session_state["said"] = said
    st.rerun()
