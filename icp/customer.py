"""Everything about one customer."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from icp import db, errors, fields, judgements
from icp.facts import Revenue

TYPED = " (typed by you)"


@dataclass(frozen=True)
class Origin:
    """A row of an imported file; row as a spreadsheet counts, the header being row 1."""

    file_name: str
    row: int
    imported_at: datetime | None


def known(conn: db.Connection, customer_id: str) -> dict[str, str]:
    """What is known: words on screen -> value; unknown is left out.

    What was typed into the program, not read from a file, says so; a standard value comes with
    what the file says, unless they differ in case and blanks alone. Raises NotFound where there
    is no such customer.
    """
    found = conn.execute(
        "select * exclude (customer_id) from customers where customer_id = $id",
        {"id": customer_id},
    )
    names = [column[0] for column in found.description or ()]
    listed = found.fetchall()
    if not listed:
        raise errors.NotFound(f"There is no customer {customer_id} in this data (any more).")
    typed = judgements.typed(conn, customer_id)
    written = dict(
        conn.execute(
            "select field, written from written_values where customer_id = $id",
            {"id": customer_id},
        ).fetchall()
    )
    facts = {
        fields.TITLES[name]: (
            _plain(value) + TYPED if name in typed else _fact(value, written.get(name))
        )
        for name, value in zip(names, listed[0], strict=True)
        if value is not None and name != "name"
    }
    own = conn.execute(
        "select name, value from current_attributes where customer_id = $id order by name",
        {"id": customer_id},
    ).fetchall()
    return {**facts, **{name: value + (TYPED if name in typed else "") for name, value in own}}


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


def came_from(conn: db.Connection, customer_id: str) -> Origin | None:
    """The row of a file that says who the customer is; None where only orders name them."""
    found = db.run(conn, "customer_came_from", customer_id=customer_id).fetchall()
    return Origin(*found[0]) if found else None


def _fact(value: object, written: str | None) -> str:
    text = _plain(value)
    if written is None or written.casefold().split() == text.casefold().split():
        return text
    return f'{text} (written "{written}")'


def _plain(value: object) -> str:
    """A number without idle decimals, anything else as it is."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdigit() else text
