"""What all pages share: the chosen workspace, the "as of" date, and remembered results."""

import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from icp import db, errors, ingest, overview, workspaces, writer
from ui import words

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "sample"
SAMPLE_LABEL = "Alder Point IT (sample company)"
SAMPLE_FILES = ("customers.csv", "invoices.csv", "support.csv", "deals.csv", "prospects.csv")

Answer = TypeVar("Answer")
_making_sample = threading.Lock()


def folder() -> Path:
    """The folder of the files of data: SWEETSPOT_DATA, or data/workspaces."""
    path = Path(os.environ.get("SWEETSPOT_DATA") or ROOT / "data" / "workspaces").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def ensure_sample() -> None:
    """Make the sample company's workspace if it is missing; it appears whole or not at all."""
    path = folder() / f"{SAMPLE}.duckdb"
    with _making_sample:
        if not path.exists():
            draft = path.with_name(f"{SAMPLE}.part")
            workspaces.delete(draft)
            with db.open(draft) as conn:
                _load_sample(conn)
            workspaces.rename(draft, SAMPLE_LABEL)
            db.close(draft)
            draft.rename(path)


def _load_sample(conn: db.Connection) -> None:
    for name in SAMPLE_FILES:
        ingest.load(conn, ROOT / "data" / "sample" / name, at=now())


def now() -> datetime:
    """The clock of the app: UTC, as instants are stored."""
    return datetime.now(UTC).replace(tzinfo=None)


def workspace() -> workspaces.Workspace:
    """The chosen workspace; the frame puts it there before a page runs."""
    chosen: workspaces.Workspace = st.session_state["workspace"]
    return chosen


def connect() -> db.Connection:
    """A new connection to the chosen workspace, to be used in a `with` statement."""
    return _open(workspace().path)


def version() -> int:
    """A number that grows with every change of the chosen workspace's data."""
    with connect() as conn:
        return db.data_version(conn)


def as_of() -> date:
    """The day up to which everything counts; without orders, the day after today."""
    chosen: date = st.session_state["as_of"]
    return chosen


def ask(question: Callable[..., Answer], *args: Any, **options: Any) -> Answer:
    """`question(conn, *args, **options)` on the chosen workspace.

    Remembered until its data changes; everybody gets the same object, so copy a frame before
    changing it.
    """
    name = f"{question.__module__}.{question.__qualname__}"
    answer: Answer = _answer(workspace().path, version(), name, question, args, options)
    return answer


@st.cache_resource(max_entries=200, show_spinner=False)
def _answer(
    path: Path,
    version: int,  # noqa: ARG001
    name: str,  # noqa: ARG001
    _question: Callable[..., Any],
    args: Any,
    options: Any,
) -> Any:
    with _open(path) as conn:
        return _question(conn, *args, **options)


def change(what: Callable[[db.Connection], object]) -> None:
    """Commit `what(conn)` on the chosen workspace, after an import that may be running."""
    with connect() as conn, db.import_lock(conn):
        writer.submit(workspace().path, what).result()


def summary() -> overview.Summary:
    """The chosen workspace in a few figures."""
    return ask(overview.summary)


def money(amount: float | None) -> str:
    """The amount in three figures, with the currency of the chosen data where it is known."""
    return " ".join(filter(None, [words.money(amount), summary().currency]))


def in_currency(title: str) -> str:
    """`title` with the currency of the chosen data where it is known: "Revenue (USD)"."""
    currency = summary().currency
    return f"{title} ({currency})" if currency else title


def default_as_of() -> date:
    """The day after the newest order, or today where orders lie in the future.

    The sample company has a calendar of its own.
    """
    after = (summary().last_on or now().date()) + timedelta(days=1)
    if workspace().name == SAMPLE or after <= now().date() + timedelta(days=1):
        return after
    return now().date()


def forget() -> None:
    """Drop all remembered results, as must be done when data is deleted."""
    st.cache_resource.clear()


def switch_to(name: str, sentence: str) -> None:
    """Run again with another workspace chosen, and say the sentence."""
    st.session_state["switch_to"] = name
    st.session_state["said"] = sentence
    st.rerun()


def _open(path: Path) -> db.Connection:
    if not path.exists():
        raise errors.NotFound(
            "This file of data was deleted or moved: choose another under Your data."
        )
    return db.open(path)
