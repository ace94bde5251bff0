"""What each customer takes against what they bring, and the price at which they would pay.

Effort = cost to serve and, where it is counted, what it cost to win them; both are estimates or
entered by hand. Proportional effort is what all together take for each unit of revenue.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from icp.whale import CENTS

BANDS = 6
COLUMNS = [
    *("customer_id", "name", "revenue", "margin", "cost_to_serve", "cost_to_acquire", "effort"),
    *("parts", "left", "beyond", "break_even_month", "break_even_share", "kind"),
]
BAND = ["low", "high", "customers", "revenue", "effort", "losing", "effort_per_100"]
STEPS = (1, 5)  # bands begin at 10, 50, 100, 500, 1,000 ...


@dataclass(frozen=True)
class Effort:
    """Effort against revenue; money in the workspace's own currency.

    customers: one row per customer with an order whose effort is known, by id: customer_id, name,
    revenue, margin, cost_to_serve, cost_to_acquire, effort, parts ("serve", "acquire", "both":
    what is known and counted of it), left (margin less effort, missing where the margin is), beyond
    (effort above the proportional one), break_even_month (how much more a month, over their months
    in the window, would bring `left` to zero; missing unless it is below), break_even_share (the
    same as a share of what they pay), kind ("loses": left below zero, "more": beyond above zero,
    "less").
    per_revenue: effort of all for each unit of revenue; None without revenue. unknown: customers
    whose effort is not known. no_margin: those in `customers` whose margin is not.
    losing and lost: how many take more than they bring, and by how much.
    """

    customers: pd.DataFrame
    per_revenue: float | None
    unknown: int
    no_margin: int
    losing: int
    lost: float


def of(known: pd.DataFrame, acquire: bool = False) -> Effort:
    """The effort of the customers, a frame of `profits.customers`; acquire: count winning them."""
    ordered = known[known["ordered"]]
    served = ordered["cost_to_serve"]
    won = ordered["cost_to_acquire"] if acquire else served * np.nan
    # to win one without to serve them is no effort beside others of whom both are known
    effort = served + won.fillna(0.0) if served.notna().any() else won
    frame = ordered.assign(
        effort=effort.round(CENTS),
        parts=np.select([served.isna(), won.isna()], ["acquire", "serve"], "both"),
    )
    frame = frame[frame["effort"].notna()].reset_index(drop=True)
    paying = frame[frame["revenue"] > 0]
    per_revenue = paying["effort"].sum() / paying["revenue"].sum() if len(paying) else None
    frame = _judged(frame, per_revenue)
    below = frame.loc[frame["kind"] == "loses", "left"]
    return Effort(
        customers=frame[COLUMNS],
        per_revenue=per_revenue,
        unknown=len(ordered) - len(frame),
        no_margin=int(frame["margin"].isna().sum()),
        losing=len(below),
        lost=abs(round(float(below.sum()), CENTS)),
    )


def _judged(frame: pd.DataFrame, per_revenue: float | None) -> pd.DataFrame:
    left = (frame["margin"] - frame["effort"]).round(CENTS)
    beyond = frame["effort"] - (per_revenue or 0.0) * frame["revenue"].clip(lower=0)
    below = left < 0
    more_a_month = (-left / frame["months"]).where(below)
    paid_a_month = (frame["revenue"] / frame["months"]).where(frame["revenue"] > 0)
    return frame.assign(
        left=left,
        beyond=beyond.round(CENTS),
        break_even_month=more_a_month,
        break_even_share=more_a_month / paid_a_month,
        kind=np.select([below, beyond.round(CENTS) > 0], ["loses", "more"], "less"),
    )


def bands(customers: pd.DataFrame) -> pd.DataFrame:
    """One row per band of revenue with customers in it, the smallest first.

    customers: those of `Effort`, of whom those with revenue count. Columns: low (None for the
    first), high (None for the last), customers, revenue and effort (of one on average),
    effort_per_100 (of revenue), losing (how many take more than they bring).
    """
    paying = customers[customers["revenue"] > 0]
    if paying.empty:
        return pd.DataFrame(columns=BAND)
    edges = _edges(paying["revenue"].min(), paying["revenue"].max())
    place = np.searchsorted(edges, paying["revenue"], side="right")
    grouped = paying.assign(loses=paying["kind"] == "loses").groupby(place)
    found = grouped.agg(
        customers=("customer_id", "size"),
        revenue=("revenue", "mean"),
        effort=("effort", "mean"),
        losing=("loses", "sum"),
    )
    ends = [math.nan, *edges, math.nan]
    found.insert(0, "low", [ends[at] for at in found.index])
    found.insert(1, "high", [ends[at + 1] for at in found.index])
    found["effort_per_100"] = 100 * found["effort"] / found["revenue"]
    return found.reset_index(drop=True)


def _edges(least: float, most: float) -> list[float]:
    """Round amounts between them: at most so many that the largest customers stand apart."""
    powers = range(math.floor(math.log10(least)), math.floor(math.log10(most)) + 1)
    edges = [step * 10.0**power for power in powers for step in STEPS]
    return [edge for edge in edges if least < edge <= most][-(BANDS - 1) :]
