"""What all pages share: the chosen workspace, the "as of" date, and remembered results."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from icp import db, errors, labels, overview, workspaces, writer
from ui import bands, privacy, words

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "sample"

Answer = TypeVar("Answer")


class Data(NamedTuple):
    """The data at a path in one state, and whether names are hidden in what it answers."""

    path: Path
    version: int
    hidden: bool


def folder() -> Path:
    """The folder of the files of data: SWEETSPOT_DATA, or data/workspaces."""
    path = Path(os.environ.get("SWEETSPOT_DATA") or ROOT / "data" / "workspaces").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


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
    return _version(workspace().path, db.commits())


@lru_cache(maxsize=20)
def _version(path: Path, commits: int) -> int:  # noqa: ARG001
    with _open(path) as conn:
        return db.data_version(conn)


def as_of() -> date:
    """The day up to which everything counts; without orders, the day after today."""
    chosen: date = st.session_state["as_of"]
    return chosen


def ask(question: Callable[..., Answer], *args: Any, **options: Any) -> Answer:
    """`question(conn, *args, **options)` on the chosen workspace; no names where they are hidden.

    Remembered until its data changes; everybody gets the same object, so copy a frame before
    changing it.
    """
    if privacy.chosen().names:
        args = tuple(real(one) for one in args)
        options = {option: real(one) for option, one in options.items()}
    return answer(data(), question, *args, **options)


def data() -> Data:
    """The chosen data as it stands, to ask it from where there is no page."""
    return Data(workspace().path, version(), privacy.chosen().names)


def answer(data: Data, question: Callable[..., Answer], *args: Any, **options: Any) -> Answer:
    """`ask` without a page: of this data, with real ids in the arguments."""
    name = f"{question.__module__}.{question.__qualname__}"
    found: Answer = _answer(*data, name, question, args, options)
    return found


def real(value: Any) -> Any:
    """An id as it is in the data, also where the page has only its label: for what is saved."""
    if not privacy.chosen().names:
        return value
    return privacy.real(value, _labels(workspace().path, version())[1])


def masked(answer: Answer) -> Answer:
    """What was read without `ask`, because it changes with every tap, as a page may show it."""
    if not privacy.chosen().names:
        return answer
    shown: Answer = privacy.masked(answer, _labels(workspace().path, version())[0])
    return shown


def masked_texts(answer: Answer) -> Answer:
    """`masked`, and without names inside the texts that somebody wrote, too."""
    if not privacy.chosen().names:
        return answer
    return privacy.masked_texts(answer, _labels(workspace().path, version())[0])


def as_shown(customer_id: str) -> str:
    """The id as the page may have it, its label where names are hidden, whichever is given."""
    shown, ids = _labels(workspace().path, version())
    found = ids.get(customer_id, customer_id)
    return shown.get(found, found) if privacy.chosen().names else found


@st.cache_resource(max_entries=200, show_spinner=False)
def _answer(
    path: Path,
    version: int,
    hidden: bool,
    name: str,  # noqa: ARG001
    _question: Callable[..., Any],
    args: Any,
    options: Any,
) -> Any:
    with _open(path) as conn:
        answer = _question(conn, *args, **options)
    return privacy.masked(answer, _labels(path, version)[0]) if hidden else answer


@st.cache_resource(max_entries=4, show_spinner=False)
def _labels(path: Path, version: int) -> tuple[dict[str, str], dict[str, str]]:  # noqa: ARG001
    """What a customer goes by -> "Client #17", and from there to the customer's id."""
    with _open(path) as conn:
        known = labels.listing(conn)
    shown = [f"Client #{number}" for number in known["number"]]
    return (
        dict(zip(known["written"], shown, strict=True)),
        dict(zip(shown, known["customer_id"], strict=True)),
    )


def change(what: Callable[[db.Connection], object]) -> None:
    """Commit `what(conn)` on the chosen workspace, after an import that may be running."""
    with connect() as conn, db.import_lock(conn):
        writer.submit(workspace().path, what).result()


def summary() -> overview.Summary:
    """The chosen workspace in a few figures."""
    return _summary(data())


@lru_cache(maxsize=20)  # every amount that is shown asks for the currency
def _summary(data: Data) -> overview.Summary:
    return answer(data, overview.summary)


def money(amount: float | None) -> str:
    """The amount in three figures, or as a band, with the currency of the data if it is known."""
    text = bands.written(amount) if privacy.chosen().amounts else words.money(amount)
    return " ".join(filter(None, [text, summary().currency]))


def difference(one: float, other: float) -> str:
    """What `one` is more than `other`, agreeing with both as `money` shows them."""
    if privacy.chosen().amounts:
        return money(one - other)
    return " ".join(filter(None, [words.difference(one, other), summary().currency]))


def in_currency(title: str, typed: bool = False) -> str:
    """`title` with the currency of the chosen data where it is known: "Revenue (USD)".

    typed: what stands below is typed in, not shown, so it is whole where amounts are hidden.
    """
    least = "at least" if privacy.chosen().amounts and not typed else None
    known = ", ".join(filter(None, [summary().currency, least]))
    return f"{title} ({known})" if known else title


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
    for remembered in (_version, _summary):
        remembered.cache_clear()


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
