"""On how few customers the revenue hangs, and what is left of it without some of them.

Gini = sum((2i - n - 1) x_i) / (n sum x), x ascending, over the customers above zero (equals R
ineq::Gini; Lorenz 1905 for the curve); HHI = sum of squared shares (Herfindahl, Hirschman) of the
net sum, and 1 / HHI the effective number of customers: so many equal ones would be as concentrated.
The bands are rules of thumb of practitioners, not science.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import db, errors
from icp.facts import Revenue

TOPS = (1, 3, 5, 10)
WINDOWS = 8
Verdict = Literal["low", "middle", "high"]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Concentration:
    """How concentrated some values are; what needs a positive sum is None without one.

    customers are all, `above_zero` and `below_zero` of them with more or less than nothing and the
    rest at zero; total and below_zero_total in the unit of the values; top_shares: of each of TOPS
    the share (0-1) of the total that so many of the largest bring. gini: of those above zero.
    """

    customers: int
    above_zero: int
    below_zero: int
    total: float
    below_zero_total: float
    top_shares: dict[int, float | None]
    gini: float | None
    hhi: float | None

    @property
    def at_zero(self) -> int:
        return self.customers - self.above_zero - self.below_zero

    @property
    def effective_customers(self) -> float | None:
        """So many equal customers would be as concentrated."""
        return 1 / self.hhi if self.hhi else None


@dataclass(frozen=True)
class Without:
    """What happens when customers leave.

    lost: their money; lost_share: of all revenue (0-1, None where that is not positive);
    left: how concentrated the rest is.
    """

    customers: int
    lost: float
    lost_share: float | None
    left: Concentration


@dataclass(frozen=True)
class Band:
    """A rule of thumb: a share below `low` is low, one above `high` is high.

    Raises RuleInvalid unless 0 < low <= high < 1.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high < 1:
            raise errors.RuleInvalid(
                f"The bounds are {100 * self.low:g} % and {100 * self.high:g} %: make the first "
                "at most the second, and both more than 0 and less than 100."
            )

    def verdict(self, share: float) -> Verdict:
        rounded = round(share, 9)  # 20 % exactly is not above 20 %, however it was added up
        return "low" if rounded < self.low else "high" if rounded > self.high else "middle"


# nobody publishes one for the largest 5
BANDS: Mapping[int, Band] = {1: Band(0.10, 0.20), 3: Band(0.25, 0.40), 10: Band(0.40, 0.60)}


def measure(values: npt.ArrayLike) -> Concentration:
    """How concentrated the values of customers are, each one's net sum."""
    largest = np.sort(np.asarray(values, dtype=float))[::-1]
    above, below = largest[largest > 0], largest[largest < 0]
    total = float(largest.sum())
    shares = largest / total if total > 0 else None
    return Concentration(
        customers=len(largest),
        above_zero=len(above),
        below_zero=len(below),
        total=total,
        below_zero_total=float(below.sum()),
        top_shares={k: None if shares is None else float(shares[:k].sum()) for k in TOPS},
        gini=gini(above),
        hhi=None if shares is None else float(np.square(shares).sum()),
    )


def gini(values: npt.ArrayLike) -> float | None:
    """0 where all are equal, towards 1 where one has all; None without a positive sum."""
    ascending = np.sort(np.asarray(values, dtype=float))
    many, total = len(ascending), float(ascending.sum())
    if total <= 0:
        return None
    return float((2 * np.arange(1, many + 1) - many - 1) @ ascending / (many * total))


def lorenz(values: npt.ArrayLike) -> Floats:
    """The share of their sum that the smallest 0, 1, 2 ... of all values bring; the sum is > 0."""
    running: Floats = np.concatenate([[0.0], np.sort(np.asarray(values, dtype=float)).cumsum()])
    shares: Floats = running / running[-1]
    return shares


def without(customers: pd.DataFrame, leaving: Collection[str]) -> Without:
    """What is left when those of the ids in `leaving` go. customers: customer_id, value."""
    goes = customers["customer_id"].isin(leaving).to_numpy()
    value = customers["value"].to_numpy(dtype=float)
    total, lost = float(value.sum()), float(value[goes].sum())
    return Without(
        customers=int(goes.sum()),
        lost=lost,
        lost_share=lost / total if total > 0 else None,
        left=measure(value[~goes]),
    )


def over_time(
    conn: db.Connection,
    as_of: date,
    revenue: Revenue = "net",
    step_months: Literal[3, 6, 12] = 3,
) -> pd.DataFrame:
    """One row per window of 12 months with an order, oldest first: the last WINDOWS of them.

    The newest ends at `as_of`, each other one `step_months` before the next. Columns: ends_on,
    begins_on, covered (the orders begin within a week after the window does, and end at most a
    month before it: less tells of a part of it), customers, total (the file's currency), the
    largest customer (customer_id, name), top_1_share, top_3_share, top_10_share (0-1) and
    effective_customers, missing where the total is not positive.
    """
    frame = db.run(
        conn,
        "concentration_over_time",
        as_of=as_of,
        revenue=revenue,
        step=step_months,
        windows=WINDOWS,
    ).df()
    return frame.assign(effective_customers=1 / frame["hhi"]).drop(columns="hhi")


def bands(conn: db.Connection) -> dict[int, Band]:
    """The workspace's rule of thumb for so many of the largest, or the usual ones."""
    rows = conn.execute(
        "select top, low::double, high::double from concentration_bands order by top"
    ).fetchall()
    return {top: Band(low, high) for top, low, high in rows} or dict(BANDS)


def save_bands(conn: db.Connection, wanted: Mapping[int, Band]) -> None:
    """Keep the bands in place of those before; to be called inside a transaction."""
    conn.execute("delete from concentration_bands")
    for top, band in wanted.items():
        conn.execute(
            "insert into concentration_bands (top, low, high) values ($top, $low, $high)",
            {"top": top, "low": band.low, "high": band.high},
        )


def worst(found: Concentration, rules: Mapping[int, Band]) -> Verdict | None:
    """The worst verdict on the shares, each of fewer than all customers; None without any."""
    order: list[Verdict] = ["low", "middle", "high"]
    shares = ((found.top_shares[top], band) for top, band in rules.items() if top < found.customers)
    given = [order.index(band.verdict(share)) for share, band in shares if share is not None]
    return order[max(given)] if given else None
