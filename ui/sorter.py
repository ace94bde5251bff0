"""Who sorts, how many customers, and what is kept of it: shared by the views of sorting by hand."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from icp import errors, sorting, writer
from ui import author, privacy, problems, state, words

SCOPES = {"20": 20, "40": 40, "100": 100, "All": None}


def blind() -> bool:
    """Whether names are hidden, so that nobody can sort; says so."""
    if privacy.chosen().names:
        st.info(
            "Who could tell whether Client #17 is good? Switch off “Hide names” in the sidebar to "
            "sort.",
            icon=":material/visibility_off:",
        )
    return privacy.chosen().names


def who() -> str | None:
    """The name of whoever sorts: asked once, then kept in the session and in the address."""
    wanted = author.known() or st.query_params.get("sorter")
    if wanted:
        with problems.shown():
            name = _spelled(sorting.named(str(wanted)))
            st.query_params["sorter"] = name
            author.remember(name)
            return name
    _ask()
    return None


def _ask() -> None:
    with state.connect() as conn:
        before = sorting.authors(conn)
    st.write(
        "Say of each customer whether they are good, OK or bad for you: one tap each, and reasons "
        "afterwards if you like. Everybody sorts on their own, and what most say counts."
    )
    with st.form("sort_who", border=False, width=420):
        typed = st.text_input(
            "Who is sorting?",
            max_chars=sorting.MAX_NAME,
            key="sort_name",
            placeholder="Your name",
            help="Everybody sorts on their own; the lists then say who sees whom how.",
        )
        if st.form_submit_button("Begin", type="primary", key="sort_begin") or typed:
            _begin(typed)
    if before:
        st.caption("Or go on as")
        with st.container(horizontal=True):
            for place, name in enumerate(before[:8]):
                if st.button(words.md(name), key=f"sort_as_{place}"):
                    _begin(name)


def _begin(typed: str) -> None:
    """Go on under the name."""
    with problems.shown():
        author.remember(_spelled(sorting.named(typed)))
        st.rerun()


def _spelled(name: str) -> str:
    """The name as it is known here: one that differs in capitals alone is the same person."""
    with state.connect() as conn:
        known = {one.casefold(): one for one in sorting.authors(conn)}
    return known.get(name.casefold(), name)


def somebody_else() -> None:
    """A way to sort under another name."""
    if author.logged_in():
        return
    name = words.md(author.known())
    if st.button(f"Sorting as {name}. Somebody else?", type="tertiary", key="sort_other_person"):
        author.remember("")
        del st.query_params["sorter"]
        st.rerun()


def largest(customers: pd.DataFrame) -> pd.DataFrame:
    """Draw how many of the customers are looked at, and give these, the largest."""
    offered = [one for one, many in SCOPES.items() if many is None or many < len(customers)]
    if len(offered) == 1:
        return customers
    chosen = st.segmented_control(
        "The largest",
        offered,
        default="40" if "40" in offered else "All",
        required=True,
        key="sort_scope",
        bind="query-params",
        persist_state="session",
        help="By revenue of the last 12 months; 40 usually bring most of it.",
    )
    return customers.head(SCOPES[chosen] or len(customers))


def keep(name: str, sorts: Sequence[sorting.Sort], act: int | None = None) -> None:
    """Put the entries on disk; what is refused waits for `complain`, as callbacks cannot draw."""
    at = state.now()
    _write(lambda conn: sorting.save(conn, sorts, name, at, act))


def undo(name: str) -> None:
    """Take back the latest act."""
    at = state.now()
    _write(lambda conn: sorting.undo(conn, name, at))


def complain() -> bool:
    """Show what could not be kept, if anything."""
    problem = st.session_state.pop("sort_problem", None)
    return bool(problem) and problems.show(problem)


def mine(name: str) -> dict[str, sorting.Sort]:
    """customer_id -> how this person sees it, read anew."""
    with state.connect() as conn:
        return sorting.by(conn, name)


def tally() -> pd.DataFrame:
    """How everybody sees each customer, read anew; free text goes where names are hidden."""
    with state.connect() as conn:
        found = state.masked(sorting.tally(conn))
    if privacy.chosen().names:
        return found.assign(notes=[[] for _ in found.index])
    return found


def too_soon(drawn: datetime, after: float) -> bool:
    """Whether nobody can have read what was drawn: the second half of a double click."""
    return (state.now() - drawn).total_seconds() < after


def _write(change: writer.Change) -> None:
    try:
        writer.submit(state.workspace().path, change).result()
    except errors.IcpError as error:
        st.session_state["sort_problem"] = error
