"""The imports of the chosen data: what came when, what stayed out, and the way back."""

import json

import streamlit as st

from icp import changes, fields, ingest
from ui import changed, problems, questions_panel, state, tables, words


def draw() -> None:
    """A line for each import, newest first, with undo and the rows it left out."""
    history = state.ask(ingest.history)
    if history.empty:
        return
    st.subheader("What was loaded")
    for row in history.itertuples():
        with st.container(border=True):
            st.write(_line(row))
            if len(row.notes):
                st.caption(words.md("; ".join(row.notes)))
            if row.undone:
                st.badge("undone", color="grey")
                continue
            with st.container(horizontal=True):
                _buttons(row)


def _line(row: object) -> str:
    when = f"{row.imported_at:%d %b %Y %H:%M} UTC" if row.imported_at == row.imported_at else ""
    loaded = f"{words.number(row.rows_loaded)} of {words.number(row.rows_read)} rows"
    if row.unit != "row":
        loaded = words.plural(row.rows_loaded, row.unit)
    return (
        f"**{words.md(row.file_name)}** ({row.kind}) {when}  \n{loaded} loaded, "
        f"{words.number(row.rows_refused)} left out{_changed(row)}"
    )


def _changed(row: object) -> str:
    if not isinstance(row.changes, str):
        return ""
    return f"; {changed.sentence(changes.Changes(**json.loads(row.changes)))}"


def _buttons(row: object) -> None:
    if st.button("How it was read", key=f"imports_how_{row.import_id}"):
        _how(row)
    if row.rows_refused and st.button("See what was left out", key=f"imports_out_{row.import_id}"):
        _left_out(int(row.import_id))
    if st.button("Undo", key=f"imports_undo_{row.import_id}", icon=":material/undo:"):
        _undo(int(row.import_id), row.file_name)


@st.dialog("How it was read", width="large")
def _how(row: object) -> None:
    """Which column was taken for what, what was answered, and what was done."""
    st.write(f"**{words.md(row.file_name)}**")
    used = {header: fields.TITLES[field] for field, header in json.loads(row.mapping).items()}
    own = {
        header: f"your own column {name}" if name else "not used"
        for header, name in json.loads(row.own).items()
    }
    lines = [
        f"- {words.md(header)} = {words.md({**used, **own}[header])}"
        for header in row.headers
        if header in used or header in own
    ]
    st.markdown("\n".join(lines))
    for option, answer in json.loads(row.answers).items():
        st.write(questions_panel.said(option, answer))
    for note in row.notes:
        st.caption(words.md(note))


@st.dialog("Left-out rows", width="large")
def _left_out(import_id: int) -> None:
    rejects = state.ask(ingest.rejects, import_id)
    st.dataframe(rejects.head(tables.MOST), hide_index=True)
    st.caption(f"{words.number(len(rejects))} reasons; the table shows the first {tables.MOST:,}.")
    tables.download(rejects, "left-out-rows", f"imports_rejects_{import_id}")


@st.dialog("Undo this import?")
def _undo(import_id: int, file_name: str) -> None:
    st.write(
        f"The rows of {words.md(file_name)} are taken out again. The line in this history stays, "
        "and you can load the file once more."
    )
    if st.button("Undo the import", type="primary", key="imports_undo_yes"):
        with problems.shown():
            with st.spinner("Taking the rows out ..."), state.connect() as conn:
                ingest.undo(conn, import_id, at=state.now())
                came_in = st.session_state.get("upload_came_in", {})
                came_in.pop(state.workspace().name, None)
            st.rerun()
