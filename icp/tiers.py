"""Which customers are A, B, C or D: points for named measures, by rules that the user may edit.

Unknown is not zero: a measure without data is left out of that customer's total, and where too
few of the weights are known there is no tier. Source: the seed's classes A to D.
"""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import db, errors, facts

TIERS = ("A", "B", "C", "D")
NOT_ENOUGH = "not enough data"

Floats = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Measure:
    """A named measure: its weight, and the points (0-100) from each threshold, best first.

    `best="high"` gives the points from a threshold up, `"low"` up to it; beyond the last there
    are none. Raises RuleInvalid, naming the measure.
    """

    name: str
    weight: float
    steps: tuple[tuple[float, float], ...]
    unit: str
    best: Literal["high", "low"] = "high"

    def __post_init__(self) -> None:
        if self.name not in _WORDS:
            known = ", ".join(_WORDS)
            raise errors.RuleInvalid(f"There is no measure {self.name!r}: choose among {known}.")
        if not 0 <= self.weight < math.inf:
            raise errors.RuleInvalid(
                f"The weight of {self.name} is {self.weight:g}: make it 0 or more."
            )
        thresholds = [threshold for threshold, _ in self.steps]
        points = [point for _, point in self.steps]
        falling = thresholds if self.best == "high" else thresholds[::-1]
        if not self.steps or not _falling([math.inf, *falling, -math.inf]):
            direction = "fall" if self.best == "high" else "rise"
            raise errors.RuleInvalid(
                f"The thresholds of {self.name} must {direction} from one step to the next: "
                "write the best step first."
            )
        if not _falling([*points, -math.inf]) or not all(0 <= point <= 100 for point in points):
            raise errors.RuleInvalid(
                f"The points of {self.name} must fall from one step to the next: "
                "keep them between 100 and 0, the best step first."
            )


def _falling(values: list[float]) -> bool:
    return all(above > below for above, below in itertools.pairwise(values))


def _revenue_words(tenths: int, window_months: int) -> str:
    window = f"({window_months} months)"
    if tenths < 0:
        return f"brought no revenue {window}"
    many = f"{tenths / 10:.1f}" if tenths else "less than 0.1"
    return f"spends {many} times the average customer {window}"


def _tenure_words(months: int, **_: int) -> str:
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


_WORDS: dict[str, Callable[..., str]] = {
    "revenue": _revenue_words,
    "tenure": _tenure_words,
    "regularity": _regularity_words,
    "payment": _payment_words,
}
# tenure and regularity are always known: everybody here has a first purchase
_UNKNOWN = {
    "revenue": "no positive revenue: left out",
    "payment": "no payments known: left out",
}
_DEFAULTS = (
    Measure(
        "revenue",
        40,
        ((2.0, 100), (1.0, 75), (0.5, 50), (0.25, 25)),
        "times the average customer",
    ),
    Measure("tenure", 20, ((5, 100), (3, 75), (2, 50), (1, 25)), "years as a customer"),
    Measure(
        "regularity",
        20,
        ((0.9, 100), (0.6, 75), (0.35, 50), (0.15, 25)),
        "of the months with an order",
    ),
    Measure("payment", 20, ((0, 100), (7, 75), (15, 50), (30, 25)), "days late on average", "low"),
)


@dataclass(frozen=True)
class Rules:
    """The measures, the points from which A, B and C begin, and how much must be known (0-1).

    Raises RuleInvalid, naming what cannot be applied.
    """

    measures: tuple[Measure, ...] = _DEFAULTS
    boundaries: tuple[float, float, float] = (75, 50, 25)
    minimum_coverage: float = 0.6
    window_months: int = 12

    def __post_init__(self) -> None:
        names = [measure.name for measure in self.measures]
        for name in names:
            if names.count(name) > 1:
                raise errors.RuleInvalid(f"The measure {name} is there twice: leave one out.")
        if not self.weighted:
            raise errors.RuleInvalid("No measure has a weight: give at least one more than 0.")
        if len(self.boundaries) != 3 or not _falling([100.1, *self.boundaries, -0.1]):
            written = ", ".join(f"{boundary:g}" for boundary in self.boundaries)
            raise errors.RuleInvalid(
                f"The boundaries of A, B and C must fall between 100 and 0, and {written} "
                "do not: write three, the highest first."
            )
        if not 0 <= self.minimum_coverage <= 1:
            raise errors.RuleInvalid(
                f"The least coverage is {self.minimum_coverage:g}: choose a share from 0 to 1."
            )
        if not 1 <= self.window_months <= 999:
            raise errors.RuleInvalid(f"The window is {self.window_months} months: choose 1 to 999.")

    @property
    def weighted(self) -> tuple[Measure, ...]:
        """The measures that count."""
        return tuple(measure for measure in self.measures if measure.weight > 0)


BALANCED = Rules()


def classify(
    conn: db.Connection,
    as_of: date,
    rules: Rules = BALANCED,
    revenue: facts.Revenue = "net",
) -> pd.DataFrame:
    """One row per customer with a purchase up to `as_of`, sorted by `customer_id`.

    Columns: customer_id, name, tier ("A" to "D" or "not enough data"), points (0-100, over what
    is known), coverage (0-1, share of the weights known), reasons (a list of sentences, most
    points first, the unknown last), revenue (in the window, in the file's currency), and for each
    measure that has a weight <measure>_points, which add up to points (missing = unknown).
    """
    known = _known(conn, as_of, rules, revenue)
    measures = rules.weighted
    weights = np.array([measure.weight for measure in measures], dtype=float)
    scores = np.column_stack([_score(known[measure.name], measure) for measure in measures])
    shares = _shares(scores, weights)
    parts = shares * scores
    frame = known[["customer_id", "name"]].copy()
    points = _total(parts)
    coverage = np.round(np.where(np.isnan(scores), 0, weights).sum(axis=1) / weights.sum(), 9)
    frame["tier"] = pd.Series(_tier(points, coverage, rules), index=frame.index, dtype="str")
    frame["points"] = points
    frame["coverage"] = coverage
    frame["reasons"] = _reasons(known, parts, 100 * shares, rules)
    frame["revenue"] = known["money"]
    for measure, part in zip(measures, parts.T, strict=True):
        frame[f"{measure.name}_points"] = part
    return frame


def summary(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per tier, A to D and "not enough data": who is in it and what they bring.

    Columns: tier, customers, revenue, revenue_share (0-1, missing where the total is not above
    0). `frame` is what `classify` returned.
    """
    sums = frame.groupby("tier")["revenue"].agg(customers="size", revenue="sum")
    result = sums.reindex([*TIERS, NOT_ENOUGH]).rename_axis("tier").reset_index()
    result["customers"] = result["customers"].fillna(0).astype(int)
    result["revenue"] = result["revenue"].fillna(0.0).astype(float)
    total = result["revenue"].sum()
    result["revenue_share"] = result["revenue"] / (total if total > 0 else np.nan)
    return result


def _known(conn: db.Connection, as_of: date, rules: Rules, revenue: facts.Revenue) -> pd.DataFrame:
    """What is known of each customer: a column per measure, and a whole number to word it."""
    window = rules.window_months
    known = db.run(conn, "tiers", as_of=as_of, revenue=revenue, window_months=window).df()
    months = known["months"].clip(lower=1)
    active_months = known["active_months"].clip(upper=months)
    average = known.loc[known["purchases"] > 0, "money"].mean()
    known["revenue"] = known["money"] / (average if average > 0 else np.nan)
    known["tenure"] = known["tenure_months"] / 12
    known["regularity"] = active_months / months
    known["payment"] = known["days_late"]
    tenths = (known["revenue"] * 10).round(6)
    known["revenue_key"] = tenths.floordiv(1).where(known["revenue"] > 0, -1)
    known["tenure_key"] = known["tenure_months"]
    known["regularity_key"] = active_months * 1000 + months
    known["payment_key"] = -(-known["payment"] * 10).round(6).floordiv(1).fillna(0)
    return known


def _score(values: pd.Series, measure: Measure) -> Floats:
    """The points (0-100) of each value, missing where the value is."""
    value = np.round(values.to_numpy(dtype=float), 9)
    reached = [
        value >= threshold if measure.best == "high" else value <= threshold
        for threshold, _ in measure.steps
    ]
    points = np.select(reached, [float(point) for _, point in measure.steps], default=0.0)
    scores: Floats = np.where(np.isnan(value), np.nan, points)
    return scores


def _shares(scores: Floats, weights: Floats) -> Floats:
    """The share of each measure in a customer's total, over the measures known of them."""
    counted = np.where(np.isnan(scores), 0.0, weights)
    total = counted.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(counted, total, out=np.zeros_like(counted), where=total > 0)
    return shares


def _total(parts: Floats) -> Floats:
    """The sum of the parts that are known, from left to right; missing where none is."""
    total = np.nan_to_num(parts).cumsum(axis=1)[:, -1]
    return np.where(np.isnan(parts).all(axis=1), np.nan, total)


def _tier(points: Floats, coverage: Floats, rules: Rules) -> Objects:
    rounded = np.round(points, 9)
    enough = (coverage >= round(rules.minimum_coverage, 9)) & ~np.isnan(points)
    reached = [rounded >= boundary for boundary in rules.boundaries]
    tiers = np.select(reached, TIERS[:3], default=TIERS[3])
    return np.where(enough, tiers, NOT_ENOUGH).astype(object)


def _reasons(known: pd.DataFrame, parts: Floats, most: Floats, rules: Rules) -> list[list[str]]:
    """Each customer's sentences, one per measure, most points first and the unknown last."""
    columns = []
    for measure, part, limit in zip(rules.weighted, parts.T, most.T, strict=True):
        facts_of_each = pd.DataFrame(
            {"key": known[f"{measure.name}_key"], "points": part.round(1), "most": limit.round(1)}
        )
        alike = facts_of_each.groupby(["key", "points", "most"], sort=False, dropna=False).ngroup()
        texts = [
            _sentence(measure, int(key), points, most_points, rules.window_months)
            for key, points, most_points in facts_of_each.drop_duplicates().to_numpy()
        ]
        columns.append(np.array(texts, dtype=object)[alike.to_numpy()])
    order = np.argsort(np.where(np.isnan(parts), np.inf, -parts), axis=1, kind="stable")
    reasons: list[list[str]] = np.take_along_axis(np.column_stack(columns), order, axis=1).tolist()
    return reasons


def _sentence(measure: Measure, key: int, points: float, most: float, window_months: int) -> str:
    if math.isnan(points):
        return _UNKNOWN[measure.name]
    said = _WORDS[measure.name](key, window_months=window_months)
    return f"{said}: {points:g} of {most:g} points"
