"""Growth by starting spend: who begins large, do they also grow more?

Each customer is followed from their own first order on, by quarters of 3 months; a band's growth is
its average spend in the last quarter over that in the first, less 1. Only customers whose every
quarter is seen count, those who stopped with 0. Source: seed 003 (Upland), whose customers of
50,000 a year and more grew by 125 % in six quarters, the others by 15 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import by_period, cutting, db, errors, facts, resampling
from icp.resampling import FEW, Floats

By = Literal["first_year", "average"]
YEAR, MOST = 4, 8  # quarters
USUAL_THRESHOLD = 50_000.0  # of the source


@dataclass(frozen=True)
class Spend:
    """What each customer brought from their first order on, for `split`.

    customers: one row each: customer_id, name, first_on, months (whole ones since then),
    began_before (the data), first_year and average (a year's spend by each measure). quarters: a
    row for each of them, a column for each quarter; in the file's currency.
    """

    customers: pd.DataFrame
    quarters: Floats


@dataclass(frozen=True)
class Growth:
    """How the spend of each band grew, all money as a yearly run-rate in the file's currency.

    bands: one row per band, lowest first: least (missing: below all), below (missing: no end),
    customers, customers_share and revenue_share (0-1, of all in the bands, over the quarters),
    first, last, growth, growth_low and growth_high (95 %, missing for fewer than FEW customers),
    stopped (bought nothing in the last quarter). curve: one row per band and quarter: band,
    quarter (from 1), customers, average, low, high. customers: customer_id, name, first_on, spend
    (a year's, which decides on the band), band, first, last, growth.

    Left out: before (who began before the data), young (not all quarters are over), not_positive
    (whose spend that decides on the band is not above zero). clear: whether the highest band grew
    by another share than the lowest beyond chance; None where too few tell.
    """

    bands: pd.DataFrame
    curve: pd.DataFrame
    customers: pd.DataFrame
    before: int
    young: int
    not_positive: int
    clear: bool | None


def by_starting_spend(
    conn: db.Connection,
    as_of: date,
    threshold: float | Sequence[float] = USUAL_THRESHOLD,
    quarters: int = 6,
    by: By = "first_year",
    revenue: facts.Revenue = "net",
) -> Growth:
    """How spend grew for customers below and from `threshold` on, or in the bands of several."""
    bounds = [threshold] if isinstance(threshold, int | float) else threshold
    return split(spend(conn, as_of, revenue, max(quarters, YEAR)), bounds, quarters, by)


def spend(
    conn: db.Connection, as_of: date, revenue: facts.Revenue = "net", quarters: int = MOST
) -> Spend:
    """What everybody who ever bought brought in each of their first quarters."""
    frame = db.run(conn, "growth", as_of=as_of).df()
    whole = frame["months"].to_numpy(dtype=int) // 3
    width = max(quarters, YEAR, whole.max(initial=0) + 1)
    orders = {"as_of": as_of, "revenue": revenue}
    table = by_period.tables(conn, "growth_quarters", frame.pop("place"), width, **orders)["money"]
    so_far = np.where(np.arange(table.shape[1]) < whole[:, None], table, 0).sum(axis=1)
    frame["first_year"] = table[:, :YEAR].sum(axis=1).round(by_period.CENTS)
    frame["average"] = (YEAR * so_far / np.where(whole, whole, np.nan)).round(by_period.CENTS)
    return Spend(frame, table[:, :quarters])


def split(
    spent: Spend,
    bounds: Sequence[float],
    quarters: int = 6,
    by: By = "first_year",
    seed: int = 0,
) -> Growth:
    """The growth of each band over so many quarters; a bound belongs to the band above it.

    by: a year's spend is that of the first year, or the average of all whole quarters so far, as
    the source has it: which looks into the future it explains. Intervals by bootstrap, customers
    drawn anew from `seed`. Raises RuleInvalid for bounds that do not rise or quarters not at hand.
    """
    _check(spent, bounds, quarters, by)
    known = spent.customers
    seen = _seen(spent, quarters)
    counted = seen & (known[by] > 0)
    table = 4 * spent.quarters[counted.to_numpy(), :quarters]
    bands = np.searchsorted(list(bounds), known.loc[counted, by].to_numpy(), side="right")
    chance = np.random.default_rng(seed)
    draws = [resampling.averages(table[bands == one], chance) for one in range(len(bounds) + 1)]
    low, high = draws[0], draws[-1]
    return Growth(
        bands=_bands(table, bands, bounds, draws),
        curve=_curve(table, bands, draws),
        customers=_customers(known[counted], by, table, bands),
        before=int(known["began_before"].sum()),
        young=int((~known["began_before"] & (known["months"] < 3 * quarters)).sum()),
        not_positive=int((seen & ~(known[by] > 0)).sum()),
        clear=None if low is None or high is None else _apart(_grown(low), _grown(high)),
    )


def suggested(spent: Spend, quarters: int = 6, by: By = "first_year") -> float:
    """A threshold to begin with: that of the source, 50,000, where both sides have enough to tell.

    Those are FEW customers and 5 % of all; otherwise the number of 1, 2 or 5 with zeros that is
    nearest to the upper quartile.
    """
    values = spent.customers.loc[_seen(spent, quarters), by]
    values = values[values > 0]
    above = int((values >= USUAL_THRESHOLD).sum())
    if min(above, len(values) - above) >= max(FEW, 0.05 * len(values)) or not len(values):
        return USUAL_THRESHOLD
    quartile = float(values.quantile(0.75))
    power = 10.0 ** np.floor(np.log10(quartile))
    return float(min((power * step for step in (1, 2, 5, 10)), key=lambda one: abs(one - quartile)))


def _seen(spent: Spend, quarters: int) -> pd.Series:
    known = spent.customers
    return ~known["began_before"] & (known["months"] >= 3 * quarters)


def _check(spent: Spend, bounds: Sequence[float], quarters: int, by: By) -> None:
    cutting.must_be_one_of(get_args(By), "spend", by)
    if not bounds or bounds[0] <= 0 or any(one >= other for one, other in pairwise(bounds)):
        raise errors.RuleInvalid("Choose thresholds above 0, each larger than the one before.")
    if not YEAR <= quarters <= spent.quarters.shape[1]:
        raise errors.RuleInvalid(
            f"Growth over {quarters} quarters can't be told: choose {YEAR} to "
            f"{spent.quarters.shape[1]}."
        )


def _grown(averages: Floats) -> Floats:
    first = np.where(averages[..., 0] > 0, averages[..., 0], np.nan)
    grown: Floats = averages[..., -1] / first - 1
    return grown


def _apart(low: Floats, high: Floats) -> bool | None:
    if np.isnan(low).any() or np.isnan(high).any():
        return None
    below, above = resampling.ends(high - low, 1)[:, 0]
    return bool(below > 0 or above < 0)


def _bands(
    table: Floats, bands: npt.NDArray[np.intp], bounds: Sequence[float], draws: list[Floats | None]
) -> pd.DataFrame:
    ends = [np.nan, *bounds, np.nan]
    rows = []
    for band, drawn in enumerate(draws):
        part = table[bands == band]
        average = part.mean(axis=0) if len(part) else np.full(table.shape[1], np.nan)
        low, high = resampling.ends(None if drawn is None else _grown(drawn), 1)[:, 0]
        rows.append(
            {
                "least": ends[band],
                "below": ends[band + 1],
                "customers": len(part),
                "customers_share": len(part) / len(table) if len(table) else np.nan,
                "revenue_share": part.sum() / table.sum() if table.sum() > 0 else np.nan,
                "first": average[0],
                "last": average[-1],
                "growth": float(_grown(average)),
                "growth_low": low,
                "growth_high": high,
                "stopped": int((part[:, -1] <= 0).sum()),
            }
        )
    return pd.DataFrame(rows)


def _curve(table: Floats, bands: npt.NDArray[np.intp], draws: list[Floats | None]) -> pd.DataFrame:
    parts = []
    for band, drawn in enumerate(draws):
        part = table[bands == band]
        if not len(part):
            continue
        low, high = resampling.ends(drawn, table.shape[1])
        columns = {"customers": len(part), "average": part.mean(axis=0), "low": low, "high": high}
        quarter = np.arange(1, table.shape[1] + 1)
        parts.append(pd.DataFrame({"band": band, "quarter": quarter, **columns}))
    names = ["band", "quarter", "customers", "average", "low", "high"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)


def _customers(
    counted: pd.DataFrame, by: By, table: Floats, bands: npt.NDArray[np.intp]
) -> pd.DataFrame:
    shown = counted[["customer_id", "name", "first_on"]].reset_index(drop=True)
    return shown.assign(
        spend=counted[by].to_numpy(),
        band=bands,
        first=table[:, 0],
        last=table[:, -1],
        growth=_grown(table),
    )
