"""Where profit is made and lost: the whale curve (Kaplan & Narayanan 2001).

Customers by profit, most profitable first, with the running profit y_k as a share of the total. It
climbs to its peak with the last customer who makes a profit, and falls back to 1 by the losses of
the rest: hidden loss = (peak - 1) x total = what the losing customers lose.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from icp import db, facts, profits, slices

By = Literal["profit", "revenue"]
Basis = Literal["profit", "margin", "revenue"]
BASES: tuple[Basis, ...] = ("profit", "margin", "revenue")
CENTS = 4  # decimals of money; hours times rates have more


@dataclass(frozen=True)
class Whale:
    """The whale curve of a window; money in the workspace's own currency.

    curve: one row per customer in the order asked for, equals by id: rank, customer_id, name,
    revenue, margin, cost_to_serve, profit (by `basis`), running_profit, running_share (of total).
    basis: "profit" (after cost to serve), "margin" where that is known of nobody, or "revenue"
    where no cost is known. made and lost: by the `gaining` customers above zero and, as a positive
    amount, by the `losing` ones below. unknown: customers left out because their cost or their cost
    to serve is not known, and their revenue. at_zero and below_zero: customers by revenue, who are
    among the others. outside: customers without an order in the window who took support, and what
    that cost.
    """

    curve: pd.DataFrame
    basis: Basis
    gaining: int
    losing: int
    made: float
    lost: float
    unknown: int
    unknown_revenue: float
    at_zero: int
    below_zero: int
    below_zero_total: float
    outside: int
    outside_cost: float

    @property
    def total(self) -> float:
        """What is left of all of them."""
        return round(self.made - self.lost, CENTS)

    @property
    def peak(self) -> float | None:
        """The highest running share, that after the `gaining`; None: undefined without a profit."""
        return self.made / self.total if self.total > 0 else None

    @property
    def hidden_loss(self) -> float | None:
        """(peak - 1) x total, what comes after the peak; None where there is no peak."""
        return self.lost if self.peak else None


def curve(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = None,
) -> Whale:
    """The whale curve of the window."""
    return of(profits.customers(conn, as_of, revenue, window_months))


def of(customers: pd.DataFrame, by: By = "profit") -> Whale:
    """The whale curve of the customers, a frame of `profits.customers`; by: what orders them.

    Sums do not depend on the order, nor on how equals are ordered.
    """
    ordered = customers[customers["ordered"]]
    basis: Basis = next((one for one in BASES if ordered[one].notna().any()), "revenue")
    known = ordered[ordered[basis].notna()]
    profit = known[basis].round(CENTS)
    made, lost = (round(float(profit[side].sum()), CENTS) for side in (profit > 0, profit < 0))
    unknown = ordered.loc[ordered[basis].isna(), "revenue"]
    revenue = ordered["revenue"].round(CENTS)
    outside = customers.loc[~customers["ordered"] & (customers["cost_to_serve"] > 0)]
    return Whale(
        curve=_running(known.assign(profit=profit), by, round(made + lost, CENTS)),
        basis=basis,
        gaining=int((profit > 0).sum()),
        losing=int((profit < 0).sum()),
        made=made,
        lost=abs(lost),
        unknown=len(unknown),
        unknown_revenue=float(unknown.sum()),
        at_zero=int((revenue == 0).sum()),
        below_zero=int((revenue < 0).sum()),
        below_zero_total=float(revenue[revenue < 0].sum()),
        outside=len(outside),
        outside_cost=float(outside["cost_to_serve"].sum()),
    )


def best(known: pd.DataFrame, count: int, by: By) -> pd.DataFrame:
    """The first `count` rows of a curve by profit or by revenue, equals in the order they are."""
    return known.iloc[np.argsort(-known[by].to_numpy(), kind="stable")[:count]]


def leaders(known: pd.DataFrame, count: int, value: pd.DataFrame) -> pd.DataFrame:
    """How many of the first `count` of a curve have each value of a trait, by what they lead.

    known: a row each under its own number; value: a frame of `slices.values`. Columns: value (the
    unknown last), by_revenue, by_profit.
    """
    rows = {by: best(known, count, by).index for by in ("revenue", "profit")}
    values = slices.of(known.loc[rows["revenue"].union(rows["profit"])], value)
    counts = {f"by_{by}": values[first].value_counts() for by, first in rows.items()}
    frame = pd.DataFrame(counts).fillna(0).astype(int).rename_axis("value").reset_index()
    frame["unknown"] = frame["value"] == slices.UNKNOWN
    order = ["unknown", "by_revenue", "by_profit", "value"]
    found = frame.sort_values(order, ascending=[True, False, False, True], ignore_index=True)
    return found.drop(columns="unknown")


def _running(known: pd.DataFrame, by: By, total: float) -> pd.DataFrame:
    frame = best(known, len(known), by).reset_index(drop=True)
    running = frame["profit"].cumsum().round(CENTS)
    names = ["customer_id", "name", "revenue", "margin", "cost_to_serve", "profit"]
    return frame[names].assign(
        rank=np.arange(1, len(frame) + 1),
        running_profit=running,
        running_share=running / total if total > 0 else np.nan,
    )
