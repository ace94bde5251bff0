"""Which customers bring the money, and how much hangs on how few.

Customers are sorted by value v1 >= ... >= vn; V is their net sum. k* is the smallest k whose
running sum reaches 80 % of V; the top 20 % are ceil(0.2 n) customers. Gini = sum((2i - n - 1)
x_i) / (n sum x) over the positive values, ascending (equals R ineq::Gini); HHI = sum of squared
shares; 1 / HHI is the effective number of customers.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from icp import db
from icp.facts import Revenue


@dataclass(frozen=True)
class Summary:
    """How concentrated the revenue is; a share is None where the net sum is not positive.

    Money in the file's currency, shares 0-1 of the net sum `total`; customers below and at zero
    are among `customers` and counted apart.
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

    @property
    def customers_for_80_share(self) -> float | None:
        """The customers that bring 80 %, as a share (0-1) of all."""
        return self.customers_for_80 / self.customers if self.customers_for_80 else None

    @property
    def effective_customers(self) -> float | None:
        """So many equal customers would be as concentrated."""
        return 1 / self.hhi if self.hhi else None


@dataclass(frozen=True)
class Whale:
    """Where profit is made and lost (Kaplan & Narayanan 2001); money in the file's currency.

    curve: one row per customer, most profitable first: rank, customer_id, name, profit,
    running_profit, running_share (of the total). basis: "profit" (revenue less direct cost), or
    "revenue" where no cost is known. peak: the highest running share, reached after
    `peak_customers`; hidden_loss = (peak - 1) x total, what the customers after them give back.
    Both are None where the total is not positive: the curve is undefined then.
    unknown: customers left out because their cost is not known.
    """

    curve: pd.DataFrame
    basis: Literal["profit", "revenue"]
    total: float
    peak: float | None
    peak_customers: int | None
    hidden_loss: float | None
    unknown: int


def curve(
    conn: db.Connection,
    as_of: date,
    revenue: Revenue = "net",
    window_months: int | None = None,
) -> pd.DataFrame:
    """One row per customer with an order in the window, largest first, equals by `customer_id`.

    Columns: rank (from 1), customer_id, name, value (the file's currency), share and
    running_share (0-1 of the net sum; missing where that is not positive), abc ("A" up to 80 %,
    "B" up to 95 %, "C"; the customer that crosses a line belongs to the upper class).
    """
    return db.run(
        conn, "pareto_curve", as_of=as_of, revenue=revenue, window_months=window_months
    ).df()


def summary(
    conn: db.Connection,
    as_of: date,
    revenue: Revenue = "net",
    window_months: int | None = None,
) -> Summary:
    """How concentrated the revenue of the window is; see the head of this module."""
    row = db.run(
        conn, "pareto_summary", as_of=as_of, revenue=revenue, window_months=window_months
    ).fetchall()[0]
    return Summary(*row)


def whale(
    conn: db.Connection,
    as_of: date,
    revenue: Revenue = "net",
    window_months: int | None = None,
) -> Whale:
    """The whale curve of the window: customers by profit, its peak and the hidden loss."""
    window = {"as_of": as_of, "revenue": revenue, "window_months": window_months}
    frame = db.run(conn, "pareto_whale", **window).df()
    everybody = summary(conn, as_of, revenue, window_months).customers
    shares = frame["running_share"].dropna()
    total = float(frame["profit"].sum())
    peak = float(shares.max()) if len(shares) else None
    return Whale(
        curve=frame.drop(columns="has_cost"),
        basis="profit" if frame["has_cost"].any() else "revenue",
        total=total,
        peak=peak,
        peak_customers=None if peak is None else int(shares.to_numpy().argmax()) + 1,
        hidden_loss=None if peak is None else (peak - 1) * total,
        unknown=everybody - len(frame),
    )
