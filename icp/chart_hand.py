"""What people write into the chart of the best customers, over what the data say.

Every entry is kept; the latest of a customer and fact counts, until it is taken back. Entries do
not change `db.data_version`: ask anew instead of remembering what these return.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from icp import db, errors

MAX_TEXT = 200
UNKNOWN = frozenset({"?", "unknown", "not sure", "don't know", "n/a", "-"})


@dataclass(frozen=True)
class Entry:
    """A cell written by hand: value None = left blank; author None where nobody said who."""

    value: str | None
    written_at: datetime
    author: str | None


def write(
    conn: db.Connection,
    cell: tuple[str, str],
    value: str | None,
    at: datetime,
    author: str | None = None,
) -> None:
    """Put the value into the cell (customer_id, fact); None or "unknown" leaves it blank.

    To be called inside a transaction of the one writer. Raises RuleInvalid for a text that is too
    long.
    """
    text = " ".join((value or "").split())
    if len(text) > MAX_TEXT:
        raise errors.RuleInvalid(
            f"A cell of the chart holds {MAX_TEXT} characters, and yours has {len(text):,}, so it "
            "was not saved: shorten it."
        )
    _append(conn, cell, None if text.lower() in UNKNOWN else text or None, at, author, False)


def take_back(
    conn: db.Connection, cell: tuple[str, str], at: datetime, author: str | None = None
) -> None:
    """Leave the cell to the data again."""
    _append(conn, cell, None, at, author, True)


def current(conn: db.Connection, ids: Sequence[str]) -> dict[tuple[str, str], Entry]:
    """(customer_id, fact) -> what stands there by hand, for the customers of `ids`."""
    found = db.run(conn, "chart_hand", ids=list(ids)).fetchall()
    return {(customer_id, fact): Entry(*rest) for customer_id, fact, *rest in found}


def naming(conn: db.Connection, texts: Sequence[str]) -> frozenset[str]:
    """Those of the texts in which a customer's name stands."""
    found = db.run(conn, "chart_hand_naming", texts=list(texts)).fetchall()
    return frozenset(text for (text,) in found)


def _append(
    conn: db.Connection,
    cell: tuple[str, str],
    value: str | None,
    at: datetime,
    author: str | None,
    taken_back: bool,
) -> None:
    conn.execute(
        "insert into chart_entries select coalesce(max(seq), 0) + 1, $customer_id, $fact, $value,"
        " $taken_back, $at, $author from chart_entries",
        {"customer_id": cell[0], "fact": cell[1], "value": value}
        | {"taken_back": taken_back, "at": at, "author": author},
    ).fetchall()
