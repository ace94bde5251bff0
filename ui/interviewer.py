"""The way what is asked and believed gets onto the disk, under the name of whoever writes it."""

from collections.abc import Callable

import streamlit as st

from icp import db, interviews, writer
from ui import author, problems, state


def keep(
    change: Callable[[db.Connection, str], object], said: str, then: Callable[[], object]
) -> None:
    """Commit the change, do what follows, say so and run again; what is refused is shown here.

    change: given a connection and the name, which is asked for first where it is not known.
    """

    def act(name: str) -> None:
        with problems.shown():
            writer.submit(state.workspace().path, lambda conn: change(conn, name)).result()
            then()
            st.session_state["said"] = said
            st.rerun()

    author.then(act)


def begin(company: interviews.Company) -> None:
    """Begin an interview with the company, today, and open it."""
    at = state.now()

    def act(name: str) -> None:
        with problems.shown():
            made = writer.submit(
                state.workspace().path,
                lambda conn: interviews.begin(conn, company, at.date(), at, name),
            ).result()
            st.query_params["interview"] = str(made)
            st.rerun()

    author.then(act)
