"""Who the best are, by what the user chooses: a tier, the largest, the list made by hand, ...

Each choice says which customers (or deals) are the best, among whom, and which traits are left out
because the choice itself is made of them.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from icp import db, ideal, measures, pareto, presets, sorting, tiers
from icp.drivers import Unit

SHARE = 0.2


@dataclass(frozen=True)
class Ideals:
    """The best (ids), of those in `among`; `without` are traits that say the same.

    `words` ends the sentence "15 of 24 law firms ..."; ids are those of deals where unit is "deal".
    served: whether what serving them costs is counted; None where the choice has no money in it.
    """

    words: str
    ids: tuple[str, ...]
    among: tuple[str, ...]
    without: tuple[str, ...] = ()
    unit: Unit = "customer"
    served: bool | None = None


@dataclass(frozen=True)
class Choice:
    """One way to say who the best are: its words, what makes it, and what it needs to be known."""

    title: str
    about: str
    need: str
    find: Callable[[db.Connection, date], Ideals]


def of(conn: db.Connection, name: str, as_of: date) -> Ideals:
    """The best by a choice of ALL; nobody where it is not known who is."""
    return ALL[name].find(conn, as_of)


def _tier(conn: db.Connection, as_of: date) -> Ideals:
    frame = tiers.classify(conn, as_of, presets.default(conn).rules)
    frame = frame[frame["tier"] != tiers.NOT_ENOUGH]
    served = "profit_points" in frame and bool(frame["profit_points"].notna().any())
    best = frame["tier"] == "A"
    return _ideals("are in tier A", frame["customer_id"], best, ("tenure",), served)


def _top(conn: db.Connection, as_of: date) -> Ideals:
    curve = pareto.curve(conn, as_of, "net", 12)
    return _ideals("are among the largest 20 %", curve["customer_id"], _first(curve["value"]))


def _profit(conn: db.Connection, as_of: date) -> Ideals:
    frame = measures.customers(conn, as_of)
    after_support = bool(frame["profit"].notna().any())
    frame = frame.assign(left=frame["profit" if after_support else "margin"])
    frame = frame[(frame["purchases"] > 0) & frame["left"].notna()]
    best = _first(frame["left"]) & (frame["left"] > 0)
    words = "are among the 20 % with the most profit"
    return _ideals(words, frame["customer_id"], best, served=after_support)


def _first(values: pd.Series) -> pd.Series:
    """Whether each is among the first SHARE of all; equals are in or out together."""
    return values.rank(ascending=False, method="min") <= math.ceil(SHARE * len(values))


def _listed(conn: db.Connection, as_of: date) -> Ideals:
    tally = sorting.tally(conn)
    tally = tally[tally["verdict"].notna()]
    good = ideal.among_good(tally, ideal.worth(conn, as_of))
    best = tally["customer_id"].isin(good.loc[good["ideal"], "customer_id"])
    served = bool(good["after_support"].any())
    return _ideals("are on the ideal list", tally["customer_id"], best, ("nps",), served)


def _won(conn: db.Connection, as_of: date) -> Ideals:
    units = db.run(conn, "drivers_units", unit="deal", as_of=as_of).df()
    ids, won = units["unit_id"], units["won"].astype(bool)
    return Ideals("were won", tuple(ids[won]), tuple(ids), (), "deal")


def _retained(conn: db.Connection, as_of: date) -> Ideals:
    frame = measures.customers(conn, as_of)
    frame = frame[frame["retention"].notna()]
    return _ideals("stayed", frame["customer_id"], frame["retention"] == 1, ("tenure",))


def _promoters(conn: db.Connection, as_of: date) -> Ideals:
    frame = measures.customers(conn, as_of)
    frame = frame[frame["nps"].notna()]
    best = frame["nps"] >= ideal.PROMOTER
    return _ideals("would recommend us", frame["customer_id"], best, ("nps",))


def _ideals(
    words: str,
    ids: pd.Series,
    best: pd.Series,
    without: tuple[str, ...] = (),
    served: bool | None = None,
) -> Ideals:
    return Ideals(words, tuple(ids[best]), tuple(ids), without, served=served)


ALL = {
    "tier": Choice(
        "Tier A",
        "those whom your points under Customers, A to D put into tier A",
        "upload orders",
        _tier,
    ),
    "top": Choice(
        "The largest 20 %",
        "the 20 % with the most revenue in 12 months",
        "upload orders",
        _top,
    ),
    "profit": Choice(
        "The 20 % with the most profit",
        "the 20 % with the most profit in 12 months: revenue less cost and, where you entered what "
        "an hour costs, less the time they take",
        "upload orders with a column of cost",
        _profit,
    ),
    "listed": Choice(
        "The ideal list",
        "those you sorted as good that are profitable or refer others",
        "sort some customers under Customers, Sort by hand",
        _listed,
    ),
    "won": Choice(
        "Deals we won",
        "those that were won, against those that were lost",
        "upload deals with their stage",
        _won,
    ),
    "retained": Choice(
        "Those who stayed",
        "those of the year before who bought again in the last 12 months",
        "upload orders of two years",
        _retained,
    ),
    "promoters": Choice(
        "Who would recommend us",
        "those who answered 9 or 10 when asked whether they would recommend you",
        "upload a column NPS, or feedback with it",
        _promoters,
    ),
}
