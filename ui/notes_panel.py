"""Notes about a customer: written, changed, taken back and brought back."""

from collections.abc import Callable

import streamlit as st

from icp import db, notes, writer
from ui import author, privacy, problems, state, words


def draw(customer_id: str) -> None:
    """Draw a place for a new note, and the notes there are, the newest first."""
    if privacy.chosen().names:
        st.caption("Notes may say names: they are not shown while names are hidden.")
        return
    turn = st.session_state.setdefault("notes_turn", 0)
    text = st.text_area(
        "New note",
        key=f"notes_new_{customer_id}_{turn}",
        placeholder="What happened, what they said, what comes next",
        height=80,
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        author.field("notes_author")
        pressed = st.button("Save the note", key="notes_save", icon=":material/save:")
    at = state.now()
    if pressed:
        _write(lambda conn, by: notes.write(conn, customer_id, text, at, by), "Saved.")
    _bring_back(customer_id)
    with state.connect() as conn:
        found = notes.listing(conn, customer_id)
    for one in found:
        _note(one, customer_id)
    if not found:
        st.caption("No notes yet.")


def _note(one: notes.Note, customer_id: str) -> None:
    with st.container(border=True):
        st.markdown("  \n".join(words.md(line) for line in one.text.splitlines()))
        changed = f", changed {words.day(one.changed_at)}" if one.changed_at else ""
        written = f"{one.author}, " if one.author else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.md(f"{written}{words.day(one.written_at)}{changed}"))
            with st.popover("Change", icon=":material/edit:", type="tertiary"):
                _change(one)
            if st.button(
                "Delete",
                key=f"notes_delete_{one.note_id}",
                icon=":material/delete:",
                type="tertiary",
            ):
                st.session_state["notes_gone"] = (customer_id, one)
                at = state.now()
                _write(lambda conn, by: notes.take_back(conn, one.note_id, at, by), "Deleted.")


def _change(one: notes.Note) -> None:
    text = st.text_area("Note", one.text, key=f"notes_text_{one.note_id}", height=120)
    if st.button("Save the change", key=f"notes_change_{one.note_id}"):
        at = state.now()
        _write(lambda conn, by: notes.change(conn, one.note_id, text, at, by), "Changed.")


def _bring_back(customer_id: str) -> None:
    """Offer the note that was deleted last, as long as one stays with the customer."""
    about, one = st.session_state.get("notes_gone", (None, None))
    if one is None or about != customer_id:
        return
    if st.button("Bring the deleted note back", key="notes_back", icon=":material/undo:"):
        del st.session_state["notes_gone"]
        at = state.now()
        _write(lambda conn, by: notes.change(conn, one.note_id, one.text, at, by), "Back.")


def _write(change: Callable[[db.Connection, str | None], object], said: str) -> None:
    """On disk before it is said so; what cannot be stored is a sentence."""
    by = author.known() or None
    with problems.shown():
        writer.submit(state.workspace().path, lambda conn: change(conn, by)).result()
        st.session_state["said"] = said
        st.session_state["notes_turn"] += 1
        st.rerun()
