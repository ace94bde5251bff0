"""Who asks and writes down, and the way what they write gets onto the disk."""

from collections.abc import Callable

import streamlit as st

from icp import interviews, writer
from ui import problems, state


def who() -> str:
    """Draw the field for the name of whoever is here, kept in the address over a reload."""
    if "interviewer" not in st.session_state:
        known = st.user.get("email") or st.session_state.get("sorter") or ""
        st.session_state["interviewer"] = st.query_params.get("interviewer", known)
    typed = st.text_input(
        "Your name",
        key="interviewer",
        width=320,
        placeholder="so that others know whom to ask",
        max_chars=60,
        persist_state="session",
    )
    if typed:
        st.query_params["interviewer"] = typed
    return typed or ""


def keep(change: writer.Change, said: str, then: Callable[[], object]) -> None:
    """Commit the change, do what follows, say so and run again; what is refused is shown here."""
    with problems.shown():
        writer.submit(state.workspace().path, change).result()
        then()
        st.session_state["said"] = said
        st.rerun()


def begin(company: interviews.Company, author: str) -> None:
    """Begin an interview with the company, today, and open it."""
    at = state.now()
    with problems.shown():
        made = writer.submit(
            state.workspace().path,
            lambda conn: interviews.begin(conn, company, at.date(), at, author),
        ).result()
        st.query_params["interview"] = str(made)
        st.rerun()
