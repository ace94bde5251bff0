"""Everything about one customer."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from icp import db, errors, fields
from icp.facts import Revenue

TYPED = " (typed by you)"


@dataclass(frozen=True)
class Origin:
    """A row of an imported file; row as a spreadsheet counts, the header being row 1."""

    file_name: str
    row: int
    imported_at: datetime | None


@dataclass(frozen=True)
class Typed:
    """Who typed it and when; author is None where nobody said so."""

    author: str | None
    typed_at: datetime


@dataclass(frozen=True)
class Fact:
    """One thing that is known: the words on screen, the value, and where it came from."""

    title: str
    value: str
    origin: Origin | Typed | None


def merged_into(conn: db.Connection, customer_id: str) -> str | None:
    """The customer under whom this one counts, None where it stands for itself."""
    found = conn.execute(
        "select kept_id from customer_alias where written_id = $id", {"id": customer_id}
    ).fetchall()
    return str(found[0][0]) if found else None


def name(conn: db.Connection, customer_id: str) -> str:
    """The customer's name; raises NotFound where there is no such customer."""
    found = conn.execute(
        "select name from customers where customer_id = $id", {"id": customer_id}
    ).fetchall()
    if not found:
        raise errors.NotFound(
            f"There is no customer {customer_id} in this data (any more): choose another in a "
            "table."
        )
    return str(found[0][0])


def facts(conn: db.Connection, customer_id: str) -> list[Fact]:
    """What is known of the customer; unknown is left out.

    A standard value comes with what the file says, unless they differ in case and blanks alone.
    Raises NotFound where there is no such customer.
    """
    name(conn, customer_id)
    origins = {
        fact: Typed(author, typed_at) if typed_at else Origin(file_name, row, imported_at)
        for fact, typed_at, author, file_name, row, imported_at in db.run(
            conn, "customer_origins", customer_id=customer_id
        ).fetchall()
        if typed_at or file_name
    }
    return [
        Fact(fields.TITLES.get(fact, fact), value, origins.get(fact))
        for fact, value in [*_ours(conn, customer_id, origins), *_own(conn, customer_id)]
    ]


def known(conn: db.Connection, customer_id: str) -> dict[str, str]:
    """`facts` as words on screen -> value; what was typed into the program says so."""
    return {
        one.title: one.value + (TYPED if isinstance(one.origin, Typed) else "")
        for one in facts(conn, customer_id)
    }


def by_month(
    conn: db.Connection, customer_id: str, as_of: date, revenue: Revenue = "net"
) -> pd.DataFrame:
    """One row per calendar month from the first to the last order: month, money."""
    return db.run(
        conn, "customer_by_month", customer_id=customer_id, as_of=as_of, revenue=revenue
    ).df()


def lines(conn: db.Connection, customer_id: str) -> pd.DataFrame:
    """One row per order line of the customer, newest first: order_id (missing where the file gave
    none), order_on, amount (in the workspace's own currency), product, file_name, row."""
    return db.run(conn, "customer_lines", customer_id=customer_id).df()


def deals(conn: db.Connection, customer_id: str) -> pd.DataFrame:
    """One row per deal, the newest first, those without a day last: name, outcome, stage, amount
    (in the workspace's own currency), created_on, closed_on, owner, file_name."""
    return db.run(conn, "customer_deals", customer_id=customer_id).df()


def feedback(conn: db.Connection, customer_id: str) -> pd.DataFrame:
    """One row per row of feedback, the newest first, those without a day last: given_on, nps,
    tickets, hours, visits, referral, testimonial, comment, file_name."""
    return db.run(conn, "customer_feedback", customer_id=customer_id).df()


def came_from(conn: db.Connection, customer_id: str) -> Origin | None:
    """The row of a file that says who the customer is; None where only orders name them."""
    found = db.run(conn, "customer_came_from", customer_id=customer_id).fetchall()
    return Origin(*found[0]) if found else None


def _ours(
    conn: db.Connection, customer_id: str, origins: dict[str, Origin | Typed]
) -> list[tuple[str, str]]:
    """The fields of a customer list that are known, with what the file says where that differs."""
    found = conn.execute(
        "select * exclude (customer_id, name) from customers where customer_id = $id",
        {"id": customer_id},
    )
    names = [column[0] for column in found.description or ()]
    [values] = found.fetchall()
    written = dict(
        conn.execute(
            "select field, written from written_values where customer_id = $id",
            {"id": customer_id},
        ).fetchall()
    )
    return [
        (one, _fact(value, None if isinstance(origins.get(one), Typed) else written.get(one)))
        for one, value in zip(names, values, strict=True)
        if value is not None
    ]


def _own(conn: db.Connection, customer_id: str) -> list[tuple[str, str]]:
    """The users' own columns and what was typed beside the fields of a customer list."""
    return conn.execute(
        "select name, value from current_attributes where customer_id = $id order by name",
        {"id": customer_id},
    ).fetchall()


def _fact(value: object, written: str | None) -> str:
    text = _plain(value)
    if written is None or written.casefold().split() == text.casefold().split():
        return text
    return f'{text} (written "{written}")'


def _plain(value: object) -> str:
    """A number without idle decimals, anything else as it is."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdigit() else text
