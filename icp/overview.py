"""What is in a workspace, to be checked against the books."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from icp import db


@dataclass(frozen=True)
class Summary:
    """The whole of a workspace in a few figures; `net` in `currency`, None where no file says."""

    customers: int
    with_orders: int
    orders: int
    first_on: date | None
    last_on: date | None
    months: int
    net: float
    currency: str | None


def summary(conn: db.Connection) -> Summary:
    """How many customers and orders there are, from when to when, and for how much.

    `customers` are all that are known, `with_orders` those with at least one order; `months` are
    calendar months from the first order to the last, both included; `net` counts refunds.
    """
    [row] = db.run(conn, "overview_summary").fetchall()
    return Summary(*row)


def by_year(conn: db.Connection) -> pd.DataFrame:
    """One row per calendar year with an order: year, orders, customers, net."""
    return db.run(conn, "overview_by_year").df()


def known(conn: db.Connection) -> pd.DataFrame:
    """One row per fact about customers, best known first: fact, customers, share (0-1).

    Facts nobody has are left out; `share` is of all known customers.
    """
    return db.run(conn, "overview_known").df()


def lists(conn: db.Connection) -> dict[str, int]:
    """How many products, deals, prospects and rows of feedback there are, where there are any."""
    return dict(db.run(conn, "overview_lists").fetchall())
