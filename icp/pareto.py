"""Which customers bring the money, and how much hangs on how few.

Customers are sorted by value v1 >= ... >= vn; V is their net sum. k* is the smallest k whose
running sum reaches 80 % of V; the top 20 % are ceil(0.2 n) customers. Gini = sum((2i - n - 1)
x_i) / (n sum x), ascending (equals R ineq::Gini); HHI = sum of squared shares; 1 / HHI is the
effective number of customers.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from icp import by_id, concentration, costs, db, measures
from icp.facts import Revenue
from icp.whale import curve as whale  # noqa: F401, the promised name

Value = Literal["revenue", "margin", "profit", "orders"]

EVER = 12 * 200  # months, more than any file has
CUTS = (0.8, 0.95)
NEARLY = 1e-12  # 80 of 100 are 80 %, also where the sums are no exact floats
FEEDBACK = ["hours", "tickets", "visits"]


@dataclass(frozen=True)
class Summary:
    """How concentrated the value is; a share is None where the net sum is not positive.

    Value in the file's currency, or in orders; shares 0-1 of the net sum `total`. Customers below
    and at zero are among `customers` and counted apart; `unknown` are those whose value is not
    known, and no others. gini over the values above zero, gini_all over all.
    """

    customers: int
    total: float
    customers_for_80: int | None
    top_20_customers: int
    top_20_share: float | None
    top_1_share: float | None
    top_3_share: float | None
    top_10_share: float | None
    gini: float | None
    hhi: float | None
    below_zero: int
    below_zero_total: float
    at_zero: int
    unknown: int = 0
    gini_all: float | None = None

    @property
    def customers_for_80_share(self) -> float | None:
        """The customers that bring 80 %, as a share (0-1) of all."""
        return self.customers_for_80 / self.customers if self.customers_for_80 else None

    @property
    def effective_customers(self) -> float | None:
        """So many equal customers would be as concentrated."""
        return 1 / self.hhi if self.hhi else None


def curve(
    conn: db.Connection,
    as_of: date,
    revenue: Revenue = "net",
    window_months: int | None = None,
    value: Value = "revenue",
) -> pd.DataFrame:
    """The customers with an order in the window, ranked: see `ranked`."""
    return ranked(_worth(conn, as_of, revenue, window_months, value), value)


def summary(
    conn: db.Connection,
    as_of: date,
    revenue: Revenue = "net",
    window_months: int | None = None,
    value: Value = "revenue",
) -> Summary:
    """How concentrated the value of the window is; see the head of this module."""
    known = _worth(conn, as_of, revenue, window_months, value)
    frame = ranked(known, value)
    return summarize(frame, len(known) - len(frame))


def values(
    conn: db.Connection,
    as_of: date,
    revenue: Revenue = "net",
    window_months: int | None = None,
) -> pd.DataFrame:
    """One row per customer with an order in the window, by `customer_id`: what each is worth.

    Columns: customer_id, name, revenue, margin (less direct cost), orders (purchases), payment
    (mean days late) and late_days (their sum); money in the file's currency, missing where it is
    unknown.
    """
    return db.run(
        conn, "pareto_values", as_of=as_of, revenue=revenue, window_months=window_months
    ).df()


def support(conn: db.Connection, as_of: date, window_months: int | None = None) -> pd.DataFrame:
    """One row per customer with support in the window: customer_id, hours, tickets, visits."""
    months = window_months or EVER
    found = db.run(conn, "measures_feedback", as_of=as_of, window_months=months).df()
    return found[["customer_id", *FEEDBACK]]


def with_profit(values: pd.DataFrame, support: pd.DataFrame, rates: costs.Rates) -> pd.DataFrame:
    """The values with hours, tickets, visits, cost_to_serve, and profit as in `measures`."""
    known = by_id.beside(values["customer_id"], support)
    frame = values.assign(**{name: known[name] for name in FEEDBACK})
    measures.add_costs(frame, rates)
    return frame


def _worth(
    conn: db.Connection, as_of: date, revenue: Revenue, window_months: int | None, value: Value
) -> pd.DataFrame:
    found = values(conn, as_of, revenue, window_months)
    if value != "profit":
        return found
    return with_profit(found, support(conn, as_of, window_months), costs.load(conn))


def ranked(values: pd.DataFrame, value: Value = "revenue") -> pd.DataFrame:
    """One row per customer whose value is known, largest first, equals by `customer_id`.

    values: the frame of `values`, or some of its rows. Columns: rank (from 1), customer_id, name,
    value, share and running_share (0-1 of the net sum; missing where that is not positive), abc
    ("A" up to 80 %, "B" up to 95 %, "C"; the customer that crosses a line is in the upper class).
    """
    known = values.loc[values[value].notna(), ["customer_id", "name", value]]
    frame = known.rename(columns={value: "value"}).astype({"value": float})
    frame = frame.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
    total = frame["value"].sum()
    whole = total if total > 0 else np.nan
    frame["share"] = frame["value"] / whole
    frame["running_share"] = frame["value"].cumsum() / whole
    frame["abc"] = placed(frame, CUTS).map(dict(enumerate("ABC"))).where(frame["share"].notna())
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    return frame


def summarize(curve: pd.DataFrame, unknown: int = 0) -> Summary:
    """How concentrated the value is; curve: the frame of `ranked`."""
    shares, found = curve["share"], curve["value"].to_numpy()
    positive = bool(shares.notna().any())
    top_20 = -(-len(curve) // 5)

    def top(k: int) -> float | None:
        return float(shares.iloc[:k].sum()) if positive else None

    return Summary(
        customers=len(curve),
        total=float(found.sum()),
        customers_for_80=few(curve, 0.8),
        top_20_customers=top_20,
        top_20_share=top(top_20),
        top_1_share=top(1),
        top_3_share=top(3),
        top_10_share=top(10),
        gini=concentration.gini(found[found > 0]),
        hhi=float((shares**2).sum()) if positive else None,
        below_zero=int((found < 0).sum()),
        below_zero_total=float(found[found < 0].sum()),
        at_zero=int((found == 0).sum()),
        unknown=unknown,
        gini_all=concentration.gini(found),
    )


def few(curve: pd.DataFrame, share: float) -> int | None:
    """The smallest number of customers that bring the share (0-1) of the net sum, k*.

    None where the net sum is not positive.
    """
    reached = (curve["running_share"] >= share - NEARLY).to_numpy()
    return int(reached.argmax()) + 1 if reached.any() else None


def placed(curve: pd.DataFrame, cuts: tuple[float, float] = CUTS) -> pd.Series:
    """0 for who brings the first of the net sum, up to a cut, 1 for the next, 2 for the rest.

    The customer that crosses a line belongs to the upper class.
    """
    before = curve["running_share"] - curve["share"]
    first, second = (before >= cut - NEARLY for cut in cuts)
    return first.astype(int) + second.astype(int)


def classes(curve: pd.DataFrame, cuts: tuple[float, float] = CUTS) -> pd.DataFrame:
    """Three rows: who brings the net sum up to the first cut, up to the second, and the rest.

    Columns: customers, customers_share, value, share (0-1).
    """
    found = curve.groupby(placed(curve, cuts)).agg(
        customers=("rank", "size"), value=("value", "sum"), share=("share", "sum")
    )
    found = found.reindex(range(3), fill_value=0)
    found.insert(1, "customers_share", found["customers"] / max(1, len(curve)))
    return found
