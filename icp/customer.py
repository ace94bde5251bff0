"""Everything about one customer."""

from datetime import date

import pandas as pd

from icp import db, errors, fields, judgements
from icp.facts import Revenue

TYPED = " (typed by you)"


def known(conn: db.Connection, customer_id: str) -> dict[str, str]:
    """What is known, as written: words on screen -> value; unknown is left out.

    What was typed into the program, not read from a file, says so. Raises NotFound where there is
    no such customer.
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
    facts = {
        fields.TITLES[name]: _plain(value) + (TYPED if name in typed else "")
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


def _plain(value: object) -> str:
    """A number without idle decimals, anything else as it is."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdigit() else text
