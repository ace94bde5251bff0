"""The high-value customers: the top by revenue, margin or everything they ever brought.

By a stated rule, the top share of those with a value above zero or all from a value on, and by
the same rule at the end of earlier quarters: for how long each has been one. Equal customers are
in or out together. Source: the high-value model among the seed's six models of segmentation.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import by_period, cutting, db, errors, facts

By = Literal["revenue", "margin", "lifetime"]
YEAR = 4
QUARTERS = 12  # nine ends of quarters with a year before each; what is older stands behind them

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """Of what, and how much makes a customer high-value: the top `share` (0-1), or `least` money.

    revenue and margin are those of 12 months, lifetime is all revenue up to the day. Raises
    RuleInvalid unless there is just one of share and least, above 0.
    """

    by: By = "revenue"
    share: float | None = 0.2
    least: float | None = None

    def __post_init__(self) -> None:
        cutting.must_be_one_of(get_args(By), "value", self.by)
        if (self.share is None) == (self.least is None):
            raise errors.RuleInvalid("Choose the top share of customers, or the least money.")
        if self.share is not None and not 0 < self.share <= 1:
            raise errors.RuleInvalid(
                f"The top share is {self.share:g}: choose more than 0, and at most all."
            )
        if self.least is not None and not 0 < self.least < math.inf:
            raise errors.RuleInvalid(f"The least money is {self.least:g}: choose more than 0.")


@dataclass(frozen=True)
class Summary:
    """Who is high-value: `high` of `customers` whose value is known and above zero.

    value_share: what the high ones bring of it all (0-1); bound: the lowest value among them;
    unknown: customers whose margin is not known. kept: of the `before` who were high-value a year
    ago, how many still are; both None where the orders do not reach back so far.
    """

    customers: int
    high: int
    value_share: float | None
    bound: float | None
    unknown: int
    before: int | None
    kept: int | None


@dataclass(frozen=True)
class Quarters:
    """What each customer brought in each quarter, for `apply`, in the file's currency.

    customers: customer_id and name. money and margin: a row for each of them and a column for each
    quarter, 0 = the 3 months before the day, QUARTERS = all that is older; a margin is missing
    where a cost is not known. ordered: whether there is an order.
    """

    customers: pd.DataFrame
    money: Floats
    margin: Floats
    ordered: Flags

    @property
    def seen(self) -> int:
        """In how many quarters, from now on back, there are orders of somebody or older ones."""
        return int(np.flatnonzero(np.any(self.ordered, axis=0)).max(initial=-1)) + 1


def quarters(conn: db.Connection, as_of: date, revenue: facts.Revenue = "net") -> Quarters:
    """All orders up to `as_of` by quarter, counted back from it."""
    customers = db.run(conn, "by_period_customers", as_of=as_of).df()
    window = {"as_of": as_of, "revenue": revenue, "quarters": QUARTERS}
    places = customers["place"]
    tables = by_period.tables(conn, "high_value", places, QUARTERS + 1, **window)
    known = customers[["customer_id", "name"]]
    return Quarters(known, tables["money"], tables["margin"], tables["ordered"])


def apply(by_quarter: Quarters, rule: Rule) -> pd.DataFrame:
    """One row per customer with an order in the time that counts, by customer_id.

    Columns: customer_id, name, value (of the rule; missing = unknown), rank (1 = highest; equals
    share one), high, held (quarters in a row up to now of which they were high-value at the end),
    seen (at how many ends of quarters the orders tell), before (high-value a year ago).
    """
    values, seen = _values(by_quarter, rule), _seen(by_quarter.seen, rule)
    flags = np.column_stack([_high(values[:, end], rule) for end in range(seen)])
    now = pd.Series(values[:, 0])
    frame: pd.DataFrame = by_quarter.customers.assign(
        value=now,
        rank=now.rank(method="min", ascending=False),
        high=flags[:, 0],
        held=np.cumprod(flags, axis=1).sum(axis=1),
        seen=seen,
        before=flags[:, YEAR] if seen > YEAR else False,
    )
    counting = QUARTERS + 1 if rule.by == "lifetime" else YEAR
    counts: Flags = np.any(by_quarter.ordered[:, :counting], axis=1)
    return frame.iloc[np.flatnonzero(counts)].reset_index(drop=True)


def summary(frame: pd.DataFrame) -> Summary:
    """What `apply` gave, in a few figures."""
    above = frame[frame["value"] > 0]
    high = frame[frame["high"]]
    told = len(frame) > 0 and int(frame["seen"].iloc[0]) > YEAR
    return Summary(
        customers=len(above),
        high=len(high),
        value_share=float(high["value"].sum() / above["value"].sum()) if len(above) else None,
        bound=float(high["value"].min()) if len(high) else None,
        unknown=int(frame["value"].isna().sum()),
        before=int(frame["before"].sum()) if told else None,
        kept=int((frame["before"] & frame["high"]).sum()) if told else None,
    )


def _values(by_quarter: Quarters, rule: Rule) -> Floats:
    """The value of each customer (rows) at the end of each quarter, now first."""
    if rule.by == "lifetime":
        return np.round(by_quarter.money[:, ::-1].cumsum(axis=1)[:, ::-1], 4)
    table: Floats = by_quarter.margin if rule.by == "margin" else by_quarter.money
    years = np.lib.stride_tricks.sliding_window_view(table[:, :QUARTERS], YEAR, axis=1)
    values: Floats = np.round(years.sum(axis=2), 4)
    return values


def _seen(quarters_seen: int, rule: Rule) -> int:
    """At how many ends of quarters, now first, the orders tell who was high-value.

    Those with a year before them that began after the first order.
    """
    if rule.by == "lifetime":
        return max(1, quarters_seen - 1)
    return max(1, quarters_seen - YEAR)


def _high(values: Floats, rule: Rule) -> Flags:
    above = np.where(values > 0, values, np.nan)
    if rule.least is not None:
        return np.asarray(above >= round(rule.least, 4))
    known = np.sort(above[~np.isnan(above)])[::-1]
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    count = math.ceil(round((rule.share or 0) * len(known), 9))
    return np.asarray(above >= known[count - 1])
