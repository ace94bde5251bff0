"""Notes about a customer: nothing is ever rewritten, the latest entry of a note counts."""

from dataclasses import dataclass
from datetime import datetime

from icp import db, errors

MAX_TEXT = 4_000


@dataclass(frozen=True)
class Note:
    """A note as it reads now; changed_at is None where it was never changed."""

    note_id: int
    text: str
    author: str | None
    written_at: datetime
    changed_at: datetime | None


def write(
    conn: db.Connection, customer_id: str, text: str, at: datetime, author: str | None = None
) -> int:
    """The number of a new note, to be called inside a transaction of the one writer.

    Raises RuleInvalid for an empty or long text, NotFound where there is no such customer.
    """
    known = "select count(*) from customers where customer_id = $id"
    if not db.one(conn, known, id=customer_id):
        raise errors.NotFound(
            f"There is no customer {customer_id} in this data (any more): nothing was stored."
        )
    note_id = int(db.one(conn, "select coalesce(max(seq), 0) + 1 from notes"))
    return _append(conn, note_id, customer_id, _checked(text), at, author)


def change(
    conn: db.Connection, note_id: int, text: str, at: datetime, author: str | None = None
) -> None:
    """Have the note read anew; a note that was taken back is there again.

    To be called inside a transaction. Raises RuleInvalid for an empty or long text, NotFound where
    there is no such note.
    """
    _append(conn, note_id, _customer(conn, note_id), _checked(text), at, author)


def take_back(conn: db.Connection, note_id: int, at: datetime, author: str | None = None) -> None:
    """Have the note not be listed; to be called inside a transaction. Raises NotFound."""
    _append(conn, note_id, _customer(conn, note_id), None, at, author)


def listing(conn: db.Connection, customer_id: str) -> list[Note]:
    """The notes about a customer, also those written under names merged with it, newest first."""
    return [Note(*found) for found in db.run(conn, "notes", customer_id=customer_id).fetchall()]


def _append(
    conn: db.Connection,
    note_id: int,
    customer_id: str,
    text: str | None,
    at: datetime,
    author: str | None,
) -> int:
    conn.execute(
        "insert into notes select coalesce(max(seq), 0) + 1, $note_id, $customer_id, $text, $at,"
        " $author from notes",
        {
            "note_id": note_id,
            "customer_id": customer_id,
            "text": text,
            "at": at,
            "author": author,
        },
    ).fetchall()
    return note_id


def _customer(conn: db.Connection, note_id: int) -> str:
    found = conn.execute(
        "select customer_id from notes where note_id = $id limit 1", {"id": note_id}
    ).fetchall()
    if not found:
        raise errors.NotFound("This note is not here (any more): reload the page.")
    return str(found[0][0])


def _checked(text: str) -> str:
    """Its text without blanks around it."""
    text = text.strip()
    if not text:
        raise errors.RuleInvalid("The note is empty, nothing was stored: write something first.")
    if len(text) > MAX_TEXT:
        raise errors.RuleInvalid(
            f"The note has {len(text):,} characters, nothing was stored: shorten it to "
            f"{MAX_TEXT:,}."
        )
    return text
