"""Customers by when they first bought, and what they do in each period since.

A cohort is everybody whose first purchase lies in the same calendar month, quarter or year;
periods are calendar ones too.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from icp import db, facts

Length = Literal["month", "quarter", "year"]
MONTHS: dict[Length, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Known:
    """What the cohorts do not tell.

    first_on: the first order, None without one; refunds_only: customers without any purchase, who
    are in no cohort; earlier: customers who began before their first order here, as the list says.
    """

    first_on: date | None
    refunds_only: int
    earlier: int


@dataclass(frozen=True)
class After:
    """Of the customers who can be followed for `since` periods, how many bought in the last."""

    since: int
    customers: int
    active: int


def grid(
    conn: db.Connection,
    as_of: date,
    length: Length = "quarter",
    revenue: facts.Revenue = "net",
) -> pd.DataFrame:
    """One row per cohort and period that had begun by `as_of`, in that order.

    Columns: cohort and period (their first days), since (periods from one to the other), customers
    (of the cohort), active (those who bought in the period), money (in the file's currency), whole
    (the period was over). Periods that had not begun have no row; nobody active is a 0.
    """
    months = MONTHS[length]
    return db.run(conn, "cohorts", as_of=as_of, revenue=revenue, months=months).df()


def customers(
    conn: db.Connection,
    as_of: date,
    cohort: date,
    period: date,
    length: Length = "quarter",
    revenue: facts.Revenue = "net",
) -> pd.DataFrame:
    """One row per customer of the cohort, most money in the period first.

    Columns: customer_id, name, first_on, last_on (purchases), bought (in the period), money (of
    it, in the file's currency).
    """
    chosen = {"cohort": cohort, "period": period, "months": MONTHS[length]}
    return db.run(conn, "cohorts_customers", as_of=as_of, revenue=revenue, **chosen).df()


def known(conn: db.Connection, as_of: date) -> Known:
    """How far back the orders go, and who stands in no cohort or in a later one than theirs."""
    [row] = db.run(conn, "cohorts_known", as_of=as_of).fetchall()
    return Known(*row)


def after(grid: pd.DataFrame, since: int) -> After | None:
    """How many bought so many periods after their first, or as many as are over for somebody.

    None where no period after the first is over.
    """
    over = grid[grid["whole"] & grid["since"].between(1, since)]
    if over.empty:
        return None
    latest = over[over["since"] == over["since"].max()]
    sums = latest[["customers", "active"]].sum()
    return After(int(latest["since"].iloc[0]), int(sums["customers"]), int(sums["active"]))


def usual(first_on: date | None, as_of: date) -> Length:
    """The length of a period that gives a grid of readable size."""
    months = (as_of - first_on).days / 30.44 if first_on else 0
    return "month" if months <= 14 else "quarter" if months <= 48 else "year"
