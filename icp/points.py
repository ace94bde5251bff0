"""What is known of a customer for each measure of the tiers, its points, and it in words."""

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import db, facts

Floats = npt.NDArray[np.float64]
Best = Literal["high", "low"]
Steps = tuple[tuple[float, float], ...]

# fewer months than these show no habit
ENOUGH_MONTHS = 3


def known(
    conn: db.Connection, as_of: date, revenue: facts.Revenue, window_months: int
) -> pd.DataFrame:
    """One row per customer with a purchase up to `as_of`, by `customer_id`: what is known of them.

    For each measure a column of its values (missing = unknown), and <measure>_key, a whole number
    that `reasons` words. The other columns are those of tiers.sql.
    """
    frame = db.run(conn, "tiers", as_of=as_of, revenue=revenue, window_months=window_months).df()
    here = frame["purchases"] > 0
    months = frame["months"].clip(lower=1)
    active_months = frame["active_months"].clip(upper=months)
    average = frame.loc[here, "money"].mean()
    frame["revenue"] = frame["money"] / (average if average > 0 else np.nan)
    frame["tenure"] = (frame["tenure_months"] / 12).where(here, -1)
    early = months < min(ENOUGH_MONTHS, window_months)
    frame["regularity"] = (active_months / months).mask(early)
    frame["payment"] = frame["days_late"]
    tenths = (frame["revenue"] * 10).round(6)
    frame["revenue_key"] = tenths.floordiv(1).where(frame["revenue"] > 0, -1)
    frame["tenure_key"] = frame["tenure_months"].where(here, -1)
    frame["regularity_key"] = active_months * 1000 + months
    frame["payment_key"] = -(-frame["payment"] * 10).round(6).floordiv(1).fillna(0)
    return frame


def score(values: pd.Series, steps: Steps, best: Best) -> Floats:
    """The points (0-100) of each value from (threshold, points) steps; missing where the value is.

    `best="high"` gives the points from a threshold up, `"low"` up to it.
    """
    value = np.round(values.to_numpy(dtype=float), 9)
    reached = [
        value >= threshold if best == "high" else value <= threshold for threshold, _ in steps
    ]
    points = np.select(reached, [float(point) for _, point in steps], default=0.0)
    scores: Floats = np.where(np.isnan(value), np.nan, points)
    return scores


def shares(scores: Floats, weights: Floats) -> Floats:
    """The share of each measure in a customer's total, over the measures known of them."""
    counted = np.where(np.isnan(scores), 0.0, weights)
    total = counted.sum(axis=1, keepdims=True)
    result: Floats = np.divide(counted, total, out=np.zeros_like(counted), where=total > 0)
    return result


def reasons(
    known: pd.DataFrame, names: Sequence[str], parts: Floats, most: Floats, window_months: int
) -> list[list[str]]:
    """Each customer's sentences, one per measure, most points first and the unknown last.

    `parts` and `most` have a row per customer and a column per measure: the points that count
    towards the total, and how many that could be.
    """
    columns = []
    for name, part, limit in zip(names, parts.T, most.T, strict=True):
        said = pd.DataFrame(
            {"key": known[f"{name}_key"], "points": part.round(1), "most": limit.round(1)}
        )
        alike = said.groupby(["key", "points", "most"], sort=False, dropna=False).ngroup()
        texts = [
            _sentence(name, int(key), points, best, window_months)
            for key, points, best in said.drop_duplicates().to_numpy()
        ]
        columns.append(np.array(texts, dtype=object)[alike.to_numpy()])
    order = np.argsort(np.where(np.isnan(parts), np.inf, -parts), axis=1, kind="stable")
    sorted_texts = np.take_along_axis(np.column_stack(columns), order, axis=1)
    result: list[list[str]] = sorted_texts.tolist()
    return result


def _sentence(name: str, key: int, points: float, most: float, window_months: int) -> str:
    if math.isnan(points):
        return _UNKNOWN[name]
    said = _SAID[name](key, window_months=window_months)
    return f"{said}: {points:g} of {most:g} points"


def _revenue_words(tenths: int, window_months: int) -> str:
    window = f"({window_months} months)"
    if tenths < 0:
        return f"brought no revenue {window}"
    many = f"{tenths / 10:.1f}" if tenths else "less than 0.1"
    return f"spends {many} times the average customer {window}"


def _tenure_words(months: int, window_months: int) -> str:
    if months < 0:
        return f"gone, bought nothing in the last {window_months} months"
    if not months:
        return "customer for less than 1 month"
    count, unit = (months, "month") if months < 12 else (months * 10 // 12 / 10, "year")
    return f"customer for {count:g} {unit}{'' if count == 1 else 's'}"


def _regularity_words(active_and_months: int, **_: int) -> str:
    active, months = divmod(active_and_months, 1000)
    return f"bought in {active} of {months} month{'' if months == 1 else 's'}"


def _payment_words(tenths: int, **_: int) -> str:
    days = f"{tenths / 10:g} day{'' if tenths == 10 else 's'}"
    return f"pays {days} late on average" if tenths else "pays on time"


_SAID: dict[str, Callable[..., str]] = {
    "revenue": _revenue_words,
    "tenure": _tenure_words,
    "regularity": _regularity_words,
    "payment": _payment_words,
}
# tenure is always known: everybody here has a first purchase
_UNKNOWN = {
    "revenue": "no positive revenue: left out",
    "regularity": "first order less than 3 months ago: too early to say, left out",
    "payment": "no payments known: left out",
}
MEASURES = tuple(_SAID)
