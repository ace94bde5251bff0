"""Who we say no to: what the customers we would rather not have had share, and what a no costs.

The anti-profile is the table of the drivers for the opposite of ideal. A rule is a few values of
traits that a customer must all have; saying no by it spares the bad ones among those who have them,
and costs the good ones.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from icp import db, drivers, facts, ideal, measures, status
from icp.ideals import Ideals

LATE_DAYS = 30


@dataclass(frozen=True)
class Kind:
    """One way to be bad, or good: its words on screen, what makes it, and what it needs."""

    title: str
    words: str
    about: str
    need: str


BAD = {
    "gone": Kind(
        "Left",
        "left",
        "those who have not bought for so long that they count as lapsed or lost",
        "upload orders that reach back more than a year",
    ),
    "late": Kind(
        "Pay late",
        "pay late",
        "those whose payments come later than your bound, on average of all they paid",
        "upload invoices with the day they were due and the day they were paid",
    ),
    "loss": Kind(
        "Cost us money",
        "cost us money",
        "those who left less than nothing in 12 months, after cost and the support they took, at "
        "your own rates",
        "upload orders with a column of cost, and what support they took, and enter what an hour "
        "costs you under Customers, A to D",
    ),
    "bad": Kind(
        "Sorted as bad",
        "were sorted as bad",
        "those whom most of you sorted as bad by hand",
        "sort some customers under Customers, Sort by hand",
    ),
}
GOOD = {
    "profitable": Kind(
        "Profitable",
        "profitable",
        "they left more than nothing in 12 months, after support where you entered its cost",
        "upload orders with a column of cost",
    ),
    "good": Kind(
        "Sorted as good",
        "good",
        "most of you sorted them as good by hand",
        "sort some customers under Customers, Sort by hand",
    ),
    "ideal": Kind(
        "The ideal list",
        "ideal",
        "they were sorted as good, and are profitable or refer others",
        "sort some customers under Customers, Sort by hand",
    ),
}


def known(conn: db.Connection, as_of: date, windows: status.Windows) -> pd.DataFrame:
    """One row per customer who ever bought, by customer_id; missing = unknown.

    Columns: customer_id, name, status, money, left (profit after support, or margin where that is
    not known) and profit of 12 months, days_late (mean over all payments so far).
    """
    frame = status.apply(status.known(conn, as_of, "net", windows.back_months), as_of, windows)
    frame = frame[(frame["listed"] == "customers") & frame["first_on"].notna()]
    frame = frame[["customer_id", "name", "status"]]
    worth = measures.customers(conn, as_of)[["customer_id", "revenue", "margin", "profit"]]
    paid = facts.customers(conn, as_of)[["customer_id", "days_late"]]
    found = frame.merge(worth, on="customer_id", how="left").merge(paid, "left", "customer_id")
    found["left"] = found["profit"].fillna(found["margin"])
    found = found.rename(columns={"revenue": "money"}).drop(columns="margin")
    return found.sort_values("customer_id", ignore_index=True)


def bad(
    known: pd.DataFrame, tally: pd.DataFrame, kind: str, late_days: float = LATE_DAYS
) -> Ideals:
    """The bad ones by a kind of BAD, among those of whom it is known.

    known: from `known`; tally: from sorting.tally.
    """
    ids, words = known["customer_id"], BAD[kind].words
    if kind == "bad":
        told = tally[tally["verdict"].notna()]
        return _found(words, told["customer_id"], told["verdict"] == "bad")
    if kind == "gone":
        # who came later had less time to leave
        return _found(words, ids, known["status"].isin(status.GONE), ("tenure",))
    column = {"late": "days_late", "loss": "profit"}[kind]
    rows = known[known[column].notna()]
    is_bad = rows[column] > late_days if kind == "late" else rows[column] < 0
    if kind == "late":
        words = f"pay more than {late_days:g} days late"
    return _found(words, rows["customer_id"], is_bad)


def good(known: pd.DataFrame, tally: pd.DataFrame, worth: pd.DataFrame, kind: str) -> list[str]:
    """The ids of the good ones by a kind of GOOD. worth: from ideal.worth."""
    if kind == "profitable":
        return list(known.loc[known["left"] > 0, "customer_id"])
    if kind == "good":
        return list(tally.loc[tally["verdict"] == "good", "customer_id"])
    listed = ideal.among_good(tally[tally["verdict"].notna()], worth)
    return list(listed.loc[listed["ideal"], "customer_id"])


def by_rule(
    traits: drivers.Known, codes: Sequence[int], bad: Ideals, good: Collection[str]
) -> pd.DataFrame:
    """One row per customer in `bad.among`: customer_id, name, has, bad, good.

    codes: places in traits.values. has: whether the customer has all of these values; missing where
    one of them is unknown and none is another. good: never of who is bad.
    """
    values = traits.values.iloc[list(codes)]
    own = traits.codes[:, values["column"].to_numpy()]
    has = (own == np.asarray(codes)).all(axis=1)
    other = ((own >= 0) & (own != np.asarray(codes))).any(axis=1)
    frame = traits.units[["customer_id", "name"]].assign(
        has=pd.Series(has, dtype="boolean").mask(~has & ~other)
    )
    is_bad, counts = drivers.flags(traits, bad.ids, bad.among)
    frame["bad"] = is_bad
    frame["good"] = frame["customer_id"].isin(list(good)) & ~is_bad
    return frame[counts].reset_index(drop=True)


def costs(
    traits: drivers.Known,
    found: pd.DataFrame,
    bad: Ideals,
    good: Collection[str],
    money: pd.Series,
) -> pd.DataFrame:
    """`found` (with `codes`, a tuple a row) with what a no to each would have cost.

    Added: good_n, the good ones that have it, and good_money, what they bring. money: by
    customer_id, 0 where there is none.
    """
    is_bad, counts = drivers.flags(traits, bad.ids, bad.among)
    ids = traits.units["customer_id"]
    worth = (ids.isin(list(good)).to_numpy() & counts & ~is_bad).astype(bool)
    codes, brings = traits.codes[worth], ids[worth].map(money).fillna(0.0).to_numpy(dtype=float)
    columns = traits.values["column"].to_numpy()
    rows = []
    for wanted in found["codes"]:
        has = (codes[:, columns[list(wanted)]] == np.asarray(wanted)).all(axis=1)
        rows.append((int(has.sum()), float(brings[has].sum())))
    added = pd.DataFrame(rows, columns=["good_n", "good_money"], index=found.index)
    return found.join(added)


def _found(words: str, ids: pd.Series, is_bad: pd.Series, without: tuple[str, ...] = ()) -> Ideals:
    return Ideals(words, tuple(ids[is_bad]), tuple(ids), without)
