"""Standard values: one spelling for what files write in many, suggested by us, decided by you.

The written value stays in `customer_rows`; the views give the standard one. Only values that
differ in nothing but case and blanks are merged without a decision.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz.distance import OSA

from icp import bands, db, errors

FIELDS = ("industry", "business_type", "employees", "own_revenue", "country")
STEPS = {"employees": 1, "own_revenue": 0}
ALIKE, CLEAR, SHORTEST = 0.8, 0.04, 5
MAX_LENGTH = 120


@dataclass(frozen=True)
class Suggestion:
    """The standard of a written value, how sure that is (0-100), and why, in words."""

    standard: str
    sure: int
    why: str


def known(field: str) -> list[str]:
    """The standard values of a field."""
    return (
        list(_bands(field)) if field in STEPS else list(dict.fromkeys(_spellings(field).values()))
    )


def suggest(field: str, written: str) -> Suggestion | None:
    """The standard that a written value most likely means; None where none is clear."""
    if field in STEPS:
        return _band(field, written)
    spellings, plain = _spellings(field), _plain(written)
    if plain in spellings:
        return Suggestion(spellings[plain], 100, "known spelling")
    return _alike(spellings, plain) if len(plain) >= SHORTEST else None


def values(conn: db.Connection, field: str) -> pd.DataFrame:
    """One row per value of the field as files write it: written, customers, standard, why.

    What is open comes first: values with a suggestion, then those without; then what is settled.
    standard is what was decided, else what we suggest, else missing; why is "your choice", how
    sure the suggestion is, or empty. decided: whether it is in force. Numbers of people and money
    are left out: they fall into their band by themselves.
    """
    found = db.run(conn, "standards_values", field=field).df()
    rows = [
        (row.written, row.customers, *_state(field, row)) for row in found.itertuples(index=False)
    ]
    frame = pd.DataFrame(rows, columns=["written", "customers", "standard", "why", "decided"])
    settled = frame["decided"] | (frame["standard"] == frame["written"])
    ordered = frame.assign(settled=settled, unclear=frame["standard"].isna()).sort_values(
        ["settled", "unclear", "standard", "customers", "written"],
        ascending=[True, True, True, False, True],
        ignore_index=True,
    )
    return ordered.drop(columns=["settled", "unclear"])


def chosen(shown: pd.DataFrame, edited: pd.DataFrame) -> dict[str, str]:
    """Written -> standard of what is not in force yet, of `values` as the user left them.

    A standard that was taken away means that the value stays as written.
    """
    new: dict[str, str] = {}
    columns = (shown["written"], shown["standard"], shown["decided"], edited["standard"])
    for written, standard, decided, left in zip(*map(list, columns), strict=True):
        wanted = left if isinstance(left, str) and left else written
        proposed = standard if isinstance(standard, str) else written
        in_force = proposed if decided else written
        if wanted != in_force or (wanted != proposed and not decided):
            new[written] = wanted
    return new


def decide(conn: db.Connection, field: str, chosen: Mapping[str, str], at: datetime) -> None:
    """Make `chosen` (written -> standard; itself = stay as written) the standard values.

    To be called inside a transaction. Raises RuleInvalid for another field or a blank value.
    """
    if field not in FIELDS:
        raise errors.RuleInvalid(f'"{field}" has no standard values: choose {", ".join(FIELDS)}.')
    for standard in chosen.values():
        if not standard.strip() or len(standard) > MAX_LENGTH:
            raise errors.RuleInvalid(
                f"A standard value needs 1 to {MAX_LENGTH} letters: write another."
            )
    for written, standard in chosen.items():
        forget(conn, field, written)
        conn.execute(
            "insert into standard_values values ($field, $written, $standard, $at)",
            {"field": field, "written": written, "standard": standard.strip(), "at": at},
        )
    _changed(conn)


def undo(conn: db.Connection, field: str) -> None:
    """Take back all that was decided about a field; to be called inside a transaction."""
    conn.execute("delete from standard_values where field = $field", {"field": field})
    _changed(conn)


def forget(conn: db.Connection, field: str, written: str) -> None:
    conn.execute(
        "delete from standard_values where field = $field"
        " and same_text(written) = same_text($written)",
        {"field": field, "written": written},
    )


def refresh(conn: db.Connection) -> None:
    """Merge values that differ in case and blanks alone, and write the customers with theirs.

    To be called inside the transaction that changed customers or standards.
    """
    conn.execute("delete from standard_values where decided_at is null")
    db.run(conn, "standards_same")
    conn.execute("delete from standard_customers")
    db.run(conn, "standards_customers")


def _state(field: str, row: Any) -> tuple[str | None, str, bool]:
    """Standard, why and decided of a value as `values` gives them."""
    if isinstance(row.standard, str):
        stays = row.standard == row.written
        return (None, "stays as written", True) if stays else (row.standard, "your choice", True)
    found = suggest(field, row.written)
    if found is None:
        size = field in STEPS and bands.span(row.written, STEPS[field])
        return None, "reaches over several" if size else "", False
    return found.standard, "" if found.standard == row.written else found.why, False


def _alike(spellings: dict[str, str], plain: str) -> Suggestion | None:
    """The standard with a spelling that hardly differs, unless another's is as near."""
    alike: dict[str, float] = {}
    for spelling, standard in spellings.items():
        if len(spelling) >= SHORTEST:
            near = OSA.normalized_similarity(spelling, plain)
            alike[standard] = max(alike.get(standard, 0), near)
    (standard, best), (_, second) = sorted(alike.items(), key=lambda one: -one[1])[:2]
    if best < ALIKE or best - second < CLEAR:
        return None
    return Suggestion(standard, round(100 * best), f"{100 * best:.0f} % alike")


def _band(field: str, written: str) -> Suggestion | None:
    span = bands.span(written, STEPS[field])
    if written in _bands(field):
        return Suggestion(written, 100, "known spelling")
    for name, extent in _bands(field).items():
        if span and bands.inside(span, extent):
            return Suggestion(name, 100, "lies within")
    return None


def _plain(written: str) -> str:
    """A value as it is compared: without case, marks and double blanks."""
    text = "".join(
        char if char.isalnum() else " " for char in written.lower().replace("&", " and ")
    )
    return " ".join(text.split())


@cache
def _bands(field: str) -> dict[str, bands.Span]:
    return {name: (float(low), float(end)) for name, (low, end) in _file()[field].items()}


@cache
def _spellings(field: str) -> dict[str, str]:
    """Each known spelling, as it is compared -> its standard; a standard's own name comes first."""
    names = {_plain(name): name for name in _file()[field]}
    also = {
        _plain(one): name for name, others in _file()[field].items() for one in others.split(",")
    }
    return {**names, **{plain: name for plain, name in also.items() if plain not in names}}


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("standards.toml").read_text(encoding="utf-8"))


def _changed(conn: db.Connection) -> None:
    refresh(conn)
    conn.execute("update meta set data_version = data_version + 1")
