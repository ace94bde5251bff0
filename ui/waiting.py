"""Waiting for long work: at once for small files, then with a bar and a way to stop it."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from icp import db
from icp.work import Work
from ui import state, words

PATIENCE, EVERY = 0.7, 0.5  # seconds before the bar is shown, and between two looks

Outcome = TypeVar("Outcome")
Step = Callable[[db.Connection, Work[Outcome]], Outcome]


class Unfinished(Exception):
    """The work goes on and its bar is drawn; the page runs again when it is done."""


def key_of(what: str, of: str) -> str:
    """A key for work of this sort on the thing `of`, in the chosen data."""
    return f"{what}_{state.workspace().name}_{of}"


def begun(key: str) -> bool:
    """Whether the work was begun and its outcome is not fetched yet."""
    return key in _works()


def outcome(key: str, title: str, rows: int | None, step: Step[Outcome]) -> Outcome:
    """What the step gives or raises; raises Unfinished while it goes on.

    rows: how many rows it is about, None where that is not known yet.
    """
    if not begun(key):
        _works()[key] = Work(state.workspace().path, step)
        with st.spinner(f"{title} ..."):
            _works()[key].over(PATIENCE)
    if not _works()[key].over():
        _bar(key, title, rows)
        raise Unfinished
    result: Outcome = _works().pop(key).result()
    return result


def _works() -> dict[str, Work[Any]]:
    works: dict[str, Work[Any]] = st.session_state.setdefault("works", {})
    return works


@st.fragment(run_every=EVERY)
def _bar(key: str, title: str, rows: int | None) -> None:
    work = _works().get(key)
    if work is None or work.over():
        st.rerun()
    read, share = work.progress()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(share or 0.0, _said(title, rows, read, share))
        st.button("Stop", key=f"stop_{key}", icon=":material/stop_circle:", on_click=work.stop)


def _said(title: str, rows: int | None, read: int | None, share: float | None) -> str:
    if read is not None:
        return f"{title}: {words.plural(read, 'row')} so far"
    if rows is None or share is None:
        return f"{title} ..."
    done = f"{words.percent(share)} of {words.plural(rows, 'row')}"
    return f"{title}: about {done}"
