"""Slipping away: who still buys, but clearly less than half a year ago.

The last 3 months against the 6 before them, recurring, project and resale work apart, so that a
monthly invoice hides nothing. A drop counts when it is large enough, beyond the ups and downs of
the customer's own months, not explained by one late order, and not as last year's season had it.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from icp import by_period, db, errors
from icp.slipping_levels import BOTH, MONTHS, NOW, Flags, measured

KINDS = ("recurring", "project", "resale", "other")
EVERYTHING = "everything"  # all kinds together, where none can be judged alone

SLIPPING, SMALL, STEADY, SEASON = "slipping", "too little money", "not slipping", "as last year"
UNCLEAR, RARE, YOUNG = "ups and downs", "too few orders", "too new"
STOPPED, GONE = "stopped", "gone"
VERDICTS = (SLIPPING, SMALL, STEADY, SEASON, UNCLEAR, RARE, YOUNG, STOPPED, GONE)
CANNOT_TELL = (UNCLEAR, RARE, YOUNG)
LEFT = (STOPPED, GONE)
JUDGED_MONTHS, YEAR = 9, 12
NEARLY = 1 + 1e-9  # 5 % less of 100 is 95, whatever a float says


@dataclass(frozen=True)
class Rule:
    """How much less is slipping: shares (0-1) of what they brought, and money a year.

    recurring: also for what is billed alike every month, kind or not. Raises RuleInvalid outside of
    0-1 or for money below 0.
    """

    recurring: float = 0.05
    other: float = 0.3
    least: float = 0.0

    def __post_init__(self) -> None:
        if not (0 < self.recurring <= 1 and 0 < self.other <= 1):
            raise errors.RuleInvalid("A drop is more than 0 % and at most 100 %.")
        if not self.least >= 0:
            raise errors.RuleInvalid("The least money at stake is 0 or more.")


DEFAULT = Rule()


@dataclass(frozen=True)
class Levels:
    """What everybody brought before and brings now, for `apply`.

    customers: one row each: customer_id, name, first_on, last_on, nps, nps_before, seen_months
    (whole ones since the first order), bought_months (of the last 9, with an order), bought_now (of
    3) and year (all money of the last 12).
    kinds: kind -> one row per customer with the levels of slipping_levels.measured, as a year's
    money in the file's currency.
    """

    customers: pd.DataFrame
    kinds: dict[str, pd.DataFrame]


def known(conn: db.Connection, as_of: date) -> Levels:
    """The levels of everybody who ever bought, net of refunds."""
    customers = db.run(conn, "slipping_customers", as_of=as_of).df()
    places = customers.pop("place")
    tables = by_period.tables(conn, "slipping", places, MONTHS, as_of=as_of, months=MONTHS)
    kinds = {}
    for kind, table in tables.items():
        if table.any() or kind == EVERYTHING:
            seen = customers["seen_months"].to_numpy(dtype=float)
            kinds[kind] = pd.DataFrame(measured(table, seen, kind == "recurring"))
    with_money = tables[EVERYTHING] > 0
    customers["bought_months"] = with_money[:, BOTH].sum(axis=1)
    customers["bought_now"] = with_money[:, NOW].sum(axis=1)
    customers["year"] = tables[EVERYTHING][:, :YEAR].sum(axis=1)
    return Levels(customers, kinds)


def apply(levels: Levels, rule: Rule = DEFAULT) -> pd.DataFrame:
    """One row per customer who ever bought, by customer_id: whether they slip away.

    Columns: those of `Levels.customers`; verdict (one of VERDICTS); was and now (a year's money of
    the kinds that slip), at_stake (the difference), drop (0-1) and fell (months ago, of the kind
    with most at stake), all missing for who does not slip; and `<kind>_drop` and `<kind>_fell`.
    """
    frame, size = levels.customers.copy(), len(levels.customers)
    flags = {name: np.zeros(size, dtype=bool) for name in ("judged", "slips", "season", "unclear")}
    frame[["was", "now", "at_stake"]], most, fell = 0.0, np.zeros(size), np.full(size, np.nan)
    for kind, one in levels.kinds.items():
        told = _told(one, rule)
        alone = ~flags["judged"] if kind == EVERYTHING else np.ones(size, dtype=bool)
        for name, found in told.items():
            flags[name] |= found & alone
        slips = told["slips"] & alone
        stake = np.where(slips, one["was"] - one["now"], 0)
        for name, values in (("was", one["was"]), ("now", one["now"]), ("at_stake", stake)):
            frame[name] += np.where(slips, values, 0)
        frame[f"{kind}_drop"] = (1 - one["now"] / one["was"]).where(slips)
        frame[f"{kind}_fell"] = one["fell"].where(slips)
        most, fell = np.maximum(most, stake), np.where(stake > most, one["fell"], fell)
    frame["verdict"] = _verdicts(frame, flags, levels.kinds[EVERYTHING]["regular"] > 0, rule)
    slipping = frame["verdict"] == SLIPPING
    frame["drop"], frame["fell"] = frame["at_stake"] / frame["was"].where(slipping), fell
    shown = ["was", "now", "at_stake", "fell"]
    frame[shown] = frame[shown].where(slipping)
    return frame


def summary(frame: pd.DataFrame) -> pd.Series:
    """How many customers have each verdict, in the order of VERDICTS."""
    return frame["verdict"].value_counts().reindex(VERDICTS, fill_value=0)


def _told(one: pd.DataFrame, rule: Rule) -> dict[str, Flags]:
    """What one kind says of each customer: judged at all, slips, as last year, or unclear."""
    kept = NEARLY * (1 - np.where(one["alike"] > 0, rule.recurring, rule.other))
    judged = (one["regular"] > 0) & (one["plain"] > 0)
    less = judged & (one["now"] <= kept * one["plain"])
    fell, slips = (
        judged & (one["late"] <= kept * one[base]) & (one[base] - one["late"] > one["noise"])
        for base in ("plain", "before")
    )
    told = {"judged": judged, "slips": slips, "season": fell & ~slips, "unclear": less & ~fell}
    return {name: flags.to_numpy(dtype=bool) for name, flags in told.items()}


def _verdicts(
    frame: pd.DataFrame, flags: dict[str, Flags], regular: pd.Series, rule: Rule
) -> pd.Series:
    claims = {
        GONE: frame["bought_months"] == 0,
        STOPPED: (frame["bought_now"] == 0) & regular,
        SLIPPING: flags["slips"] & (frame["at_stake"] >= rule.least),
        SMALL: flags["slips"],
        UNCLEAR: flags["unclear"],
        SEASON: flags["season"],
        STEADY: flags["judged"],
        YOUNG: frame["seen_months"] < JUDGED_MONTHS,
    }
    chosen = np.select([np.asarray(one) for one in claims.values()], list(claims), default=RARE)
    return pd.Series(chosen, index=frame.index, dtype="str")
