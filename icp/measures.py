"""What each customer is worth, by every measure the files and the people give, as of a date.

Unknown stays unknown: a value is missing unless a file, a rate or a judgement says it. Money is in
the workspace's own currency.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from icp import by_id, costs, db, facts, said

Better = Literal["high", "low"]

# fewer months than these show no habit
ENOUGH_MONTHS = 3
SENDERS = ("referred by", "referrer", "referral from")


@dataclass(frozen=True)
class About:
    """One measure: its words, unit, better direction, source, and the points the tiers give it."""

    name: str
    title: str
    unit: str
    better: Better
    source: str
    about: str
    need: str
    steps: tuple[tuple[float, float], ...]
    said: str = ""
    none: str = ""
    columns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def _about(entry: dict[str, Any]) -> About:
    steps = tuple((float(threshold), float(points)) for threshold, points in entry["steps"])
    lists = {name: tuple(entry.get(name, ())) for name in ("columns", "choices")}
    return About(**(entry | lists | {"steps": steps}))


_FILE = tomllib.loads(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))
ALL: dict[str, About] = {entry["name"]: _about(entry) for entry in _FILE["measure"]}


def customers(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int = 12,
) -> pd.DataFrame:
    """One row per customer with a purchase up to `as_of`, sorted by `customer_id`.

    Columns: customer_id, name, and each measure of ALL in its unit (a choice counts from 1 up),
    missing where it is unknown; then purchases, money, active_months, months, tenure_months (as in
    measures.sql). The window is the `window_months` months before `as_of` and `as_of` itself.
    """
    window = {"as_of": as_of, "window_months": window_months}
    frame = db.run(conn, "measures", revenue=revenue, **window).df()
    support = beside(conn, frame, "measures_feedback", **window)
    deals = beside(conn, frame, "measures_deals", as_of=as_of)
    judged = _judged(conn, frame, [one for one in ALL.values() if one.columns])
    frame["revenue"] = frame["money"]
    _from_orders(frame, window_months)
    for name in ("hours", "tickets", "visits"):
        frame[name] = support[name]
    frame["deals_won"], frame["cycle_days"] = deals["deals_won"], deals["cycle_days"]
    frame["nps"] = support["nps"].fillna(frame["nps"])
    frame["payment_terms"] = said.parsed(frame["payment_terms"], said.days)
    frame["testimonial"] = _on_record(support["testimonial"].fillna(frame["testimonial"]))
    for name in ("cost_to_acquire", "lighthouse", "glad", "result", "health"):
        frame[name] = judged[name]
    _add_referrals(conn, frame, as_of, judged["referrals"])
    add_costs(frame, costs.load(conn))
    others = ["purchases", "money", "active_months", "months", "tenure_months"]
    return frame[["customer_id", "name", *ALL, *others]]


def coverage(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per measure of ALL: for how many of the customers in `frame` it is known.

    Columns: measure, title, unit, better, source, known, customers, about, need.
    """
    rows = [
        (one.name, one.title, one.unit, one.better, one.source, int(frame[one.name].notna().sum()))
        for one in ALL.values()
    ]
    result = pd.DataFrame(rows, columns=["measure", "title", "unit", "better", "source", "known"])
    result["customers"] = len(frame)
    result["about"] = [one.about for one in ALL.values()]
    result["need"] = [one.need for one in ALL.values()]
    return result


def _from_orders(frame: pd.DataFrame, window_months: int) -> None:
    bought = frame["purchases"] > 0
    ordered = frame["money"].ne(0) | bought
    for name in ("recurring", "project", "resale", "cost"):
        if frame.loc[ordered, name].isna().all():  # those who bought nothing say nothing either
            frame[name] = np.nan
    frame["margin"] = frame["money"] - frame["cost"]
    frame["margin_share"] = frame["margin"] / frame["money"].where(frame["money"] > 0)
    frame["tenure"] = frame["tenure_months"] / 12
    months = frame["months"].clip(lower=1)
    early = months < min(ENOUGH_MONTHS, window_months)
    frame["regularity"] = (frame["active_months"].clip(upper=months) / months).mask(early)
    frame["payment"] = frame["days_late"]
    both = bought & (frame["purchases_before"] > 0)
    frame["retention"] = both.astype(float).where(frame["bought_earlier"])
    before = frame["money_before"].where(frame["money_before"] > 0)
    frame["growth"] = frame["money"] / before - 1


def add_costs(frame: pd.DataFrame, rates: costs.Rates) -> None:
    """Nothing; adds cost_to_serve, over what has a rate and is known of anybody, and profit.

    frame: margin, and hours, tickets, visits and late_days, each missing where it is unknown.
    """
    frame["cost_to_serve"] = costs.to_serve(frame, rates)
    frame["profit"] = frame["margin"] - frame["cost_to_serve"]


def _add_referrals(conn: db.Connection, frame: pd.DataFrame, as_of: date, typed: pd.Series) -> None:
    pairs = db.run(conn, "measures_referrals", as_of=as_of, headers=list(SENDERS)).df()
    paid = by_id.beside(pairs["referred_id"], frame[["customer_id", "money"]])
    pairs["money"] = paid["money"].fillna(0.0)
    sums = pairs.groupby("customer_id")["money"].agg(["size", "sum"]).reset_index()
    found = by_id.beside(frame["customer_id"], sums)
    recorded = 0.0 if len(pairs) else np.nan
    frame["referrals"] = found["size"].fillna(typed).fillna(recorded)
    frame["referred_money"] = found["sum"].fillna(recorded)


def beside(conn: db.Connection, frame: pd.DataFrame, name: str, **parameters: Any) -> pd.DataFrame:
    """The rows of a statement beside those of `frame` (by customer_id), missing where none is."""
    return by_id.beside(frame["customer_id"], db.run(conn, name, **parameters).df())


def typed(conn: db.Connection, frame: pd.DataFrame, name: str) -> pd.Series:
    """A measure that comes from own columns, of each customer in `frame`, as a number."""
    return _judged(conn, frame, [ALL[name]])[name]


def _judged(conn: db.Connection, frame: pd.DataFrame, wanted: Collection[About]) -> pd.DataFrame:
    """A column per measure that comes from own columns: the first that is known, as a number."""
    names = [column.lower() for one in wanted for column in one.columns]
    found = db.run(conn, "measures_judged", names=names).df()
    result, last = {}, 0
    for one in wanted:
        first, last = last + 1, last + len(one.columns)
        known = found[found["place"].between(first, last)]
        if known["place"].nunique() > 1:
            known = known.sort_values("place").drop_duplicates("customer_id")
        value = said.parsed(known["value"], _READ[one.unit], one.choices)
        numbers = pd.DataFrame({"customer_id": known["customer_id"], "value": value})
        result[one.name] = by_id.beside(frame["customer_id"], numbers)["value"]
    return pd.DataFrame(result)


def _on_record(texts: pd.Series) -> pd.Series:
    """1 for what is written, 0 for "no" and, where anybody has one, for a blank."""
    return said.parsed(texts, said.yes).fillna(0.0 if texts.notna().any() else np.nan)


_READ: dict[str, said.Read] = {
    "money": said.number,
    "yes": said.yes,
    "of 5": said.of_five,
    "choice": said.choice,
    "companies sent": said.yes,
}
