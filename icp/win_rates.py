"""How often deals are won and how long that takes, by each trait of the deal or its account.

Won of closed with Wilson's interval and the verdicts of the drivers; the days are the middle of
those from created to closed of won deals, which a few slow ones do not move. Open deals, and those
of whom the trait is not known, are counted apart.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from icp import db, drivers, intervals

SAID = ("lead_source", "product", "owner")  # what an open deal says of itself


@dataclass(frozen=True)
class Summary:
    """All deals by a day: how many are won, lost and open, of how many it is not known.

    days: the middle of won deals, of so many (days_n); missing where no days are known.
    """

    won: int
    lost: int
    open: int
    unknown: int
    days: float
    days_n: int

    @property
    def closed(self) -> int:
        """Won or lost."""
        return self.won + self.lost


def deals(conn: db.Connection, as_of: date) -> pd.DataFrame:
    """One row per deal begun by `as_of`, as in win_rates_deals.sql, sorted by deal_id."""
    return db.run(conn, "win_rates_deals", as_of=as_of).df()


def summary(deals: pd.DataFrame) -> Summary:
    """The deals counted. deals: from `deals`."""
    counts = deals["outcome"].value_counts()
    won, lost, still = (int(counts.get(name, 0)) for name in ("won", "lost", "open"))
    days = deals.loc[deals["outcome"] == "won", "days"].dropna()
    unknown = int(deals["outcome"].isna().sum())
    return Summary(won, lost, still, unknown, intervals.middle(days)[0], len(days))


def by_trait(known: drivers.Known, every: pd.DataFrame) -> pd.DataFrame:
    """One row per trait and value of closed deals, as `drivers.compare` has them, ideal = won.

    known: of deals, from `drivers.read`; every: from `deals`, for the same day.

    Added: days, days_low, days_high (the middle number of days of won deals and its interval),
    days_n (of so many), rest_days, rest_days_n (the same of those known to be something else),
    open (deals that are open, missing for traits that open deals do not say) and open_unknown
    (those that say nothing).
    """
    if known.units.empty or known.values.empty:
        return pd.DataFrame()
    won = known.units["won"].to_numpy(dtype=bool)
    days = known.units["unit_id"].map(every.set_index("deal_id")["days"])
    timed = won & days.notna().to_numpy()
    found = drivers.compare(known)
    took = _took(known.codes[timed], days.to_numpy(dtype=float)[timed], found)
    return _with_open(found.join(took), every[every["outcome"] == "open"])


def _took(codes: drivers.Codes, days: intervals.Floats, found: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for column, code in zip(found["column"], found["code"], strict=True):
        own = codes[:, column]
        here, rest = days[own == code], days[(own >= 0) & (own != code)]
        middle = float(np.median(rest)) if len(rest) else np.nan
        rows.append((*intervals.middle(here), len(here), middle, len(rest)))
    names = ["days", "days_low", "days_high", "days_n", "rest_days", "rest_days_n"]
    return pd.DataFrame(rows, columns=names, index=found.index)


def _with_open(found: pd.DataFrame, still: pd.DataFrame) -> pd.DataFrame:
    result = found.assign(open=np.nan, open_unknown=np.nan)
    for name in SAID:
        own = result["trait"] == name
        counts = still[name].value_counts()
        result.loc[own, "open"] = result.loc[own, "value"].map(counts).fillna(0).astype(float)
        result.loc[own, "open_unknown"] = float(still[name].isna().sum())
    return result
