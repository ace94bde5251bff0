"""Whom to ask first: the most successful customers, by signs that are counted and said.

Step 2 of the seed on profiles: interview your most successful customers. Bad ones (seed 002) are
never among them. Who has the same signs is equal: a lot that the number of a customer draws, not
the order of rows, says who comes first, and the page says that it did.
"""

import hashlib
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from icp import db, ideal, measures, presets, tiers

MANY = 5
HIGH = 3  # of low, fair, high


@dataclass(frozen=True)
class Sign:
    """One sign of success: its title, what it means, and what it needs to be known."""

    title: str
    about: str
    need: str


SIGNS = {
    "listed": Sign(
        "The ideal list",
        "sorted as good, and profitable or referring",
        "sort some customers under Customers, Sort by hand",
    ),
    "best": Sign("Tier A", "in tier A by your points under Customers, A to D", "upload orders"),
    "result": Sign(
        "A high result",
        "get a high result from what they bought",
        "say which result they get: under Upload, or with a column “Result they get” in the "
        "customer list",
    ),
    "promoter": Sign(
        "Would recommend us",
        "answered 9 or 10 when asked whether they would recommend you",
        "upload a column NPS, or feedback with it",
    ),
}


def known(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """One row per customer, by `customer_id`, with what says whether it is successful.

    Columns: those of `ideal.worth`, result (1 low to 3 high), tier and points (of 100), missing =
    unknown.
    It does not hold who was sorted as what, which changes with every tap.
    """
    rules = presets.default(conn).rules
    found = measures.customers(conn, as_of, "net", rules.window_months)
    everybody = conn.execute("select customer_id, name from customers order by customer_id").df()
    judged = tiers.judge(found, rules)[["customer_id", "tier", "points"]]
    worth = found[["customer_id", *ideal.MEASURES, "result"]]
    return everybody.merge(worth, on="customer_id", how="left").merge(
        judged, on="customer_id", how="left"
    )


def signs(known: pd.DataFrame, tally: pd.DataFrame) -> pd.DataFrame:
    """`known` without the bad ones, with a column for each of SIGNS and `signs`, how many it has.

    tally: what `sorting.tally` gives. `reasons` = why it was sorted as good, else missing;
    `left_out` in attrs = how many customers are sorted as bad and not among them.
    """
    good = ideal.among_good(tally, known[["customer_id", "name", *ideal.MEASURES]])
    bad = known["customer_id"].isin(tally.loc[tally["verdict"] == "bad", "customer_id"])
    found = known[~bad].copy()
    found["listed"] = found["customer_id"].isin(good.loc[good["ideal"], "customer_id"])
    found["best"] = found["tier"].eq("A").fillna(False).astype(bool)
    found["result"] = found["result"].eq(HIGH).fillna(False).astype(bool)
    found["promoter"] = found["nps"].ge(ideal.PROMOTER).fillna(False).astype(bool)
    found["signs"] = found[list(SIGNS)].sum(axis=1)
    why = dict(zip(good["customer_id"], good["reasons"], strict=True))
    found["reasons"] = found["customer_id"].map(why)
    found.attrs["left_out"] = int(bad.sum())
    return found


@dataclass(frozen=True)
class Calls:
    """The customers to call, best first, and how sure that choice is.

    of: how many have the sign; drawn of equals customers were chosen by lot, as these have the same
    signs and points.
    """

    customers: pd.DataFrame
    of: int
    drawn: int
    equals: int


def first(found: pd.DataFrame, sign: str, without: Collection[str] = (), many: int = MANY) -> Calls:
    """The customers with a sign, those with more of the other signs first, `many` at most.

    Among those with as many signs come first who has more points of A to D, in whole points.
    found: what `signs` gives; without: customers that are passed over or were asked already.
    """
    having = found[found[sign]]
    left = having[~having["customer_id"].isin(list(without))]
    rank = left["signs"] * 1_000 + np.floor(left["points"] + 0.5).fillna(-1)
    left = left.assign(rank=rank, lot=left["customer_id"].map(_lot))
    left = left.sort_values(["rank", "lot"], ascending=[False, True])
    chosen = left.head(many).drop(columns=["rank", "lot"])
    if len(left) <= many:
        return Calls(chosen, len(having), 0, 0)
    last = left["rank"].iloc[many - 1]
    equals, drawn = int((left["rank"] == last).sum()), int((left["rank"].head(many) == last).sum())
    return Calls(chosen, len(having), *((0, 0) if drawn == equals else (drawn, equals)))


def why(row: Mapping[str, Any]) -> list[str]:
    """What speaks for calling this customer, in words, a row of `signs`."""
    told = []
    if row["listed"]:
        given = f": {', '.join(row['reasons'][:3])}" if len(row["reasons"]) else ""
        told.append(f"on the ideal list{given}")
    if row["best"]:
        told.append(f"tier A with {_whole(row['points'])} of 100 points")
    if row["result"]:
        told.append("gets a high result")
    if row["promoter"]:
        told.append(f"would recommend us ({row['nps']:.0f} of 10)")
    if row["profit"] < 0:
        told.append("but costs us more than it brings, after support")
    return told


def _whole(points: float) -> int:
    """Points as they stand on the screen, half rounded up."""
    return math.floor(points + 0.5)


def _lot(customer_id: str) -> str:
    return hashlib.sha256(customer_id.encode()).hexdigest()
