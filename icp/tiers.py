"""Which customers are A, B, C or D: points for named measures, by rules that the user may edit.

Unknown is not zero: a measure without data is left out of that customer's total, and where too
few of the weights are known there is no tier. Source: the seed's classes A to D.
"""

import itertools
import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import db, errors, facts, measures, points

TIERS = ("A", "B", "C", "D")
NOT_ENOUGH = "not enough data"

Floats = points.Floats
Objects = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Measure:
    """A named measure: its weight, and the points (0-100) from each threshold, best first.

    `best="high"` gives the points from a threshold up, `"low"` up to it; beyond the last there
    are none. Raises RuleInvalid, naming the measure.
    """

    name: str
    weight: float
    steps: points.Steps
    unit: str
    best: points.Best = "high"

    def __post_init__(self) -> None:
        if self.name not in measures.ALL:
            known = ", ".join(measures.ALL)
            raise errors.RuleInvalid(f"There is no measure {self.name!r}: choose among {known}.")
        if not 0 <= self.weight < math.inf:
            raise errors.RuleInvalid(
                f'The weight of "{self.title}" is {self.weight:g}: make it 0 or more.'
            )
        self._check_steps()

    @property
    def title(self) -> str:
        """The words on screen."""
        return measures.ALL[self.name].title

    def _check_steps(self) -> None:
        thresholds = [threshold for threshold, _ in self.steps]
        given = [point for _, point in self.steps]
        falling = thresholds if self.best == "high" else thresholds[::-1]
        if not self.steps or not _falling([math.inf, *falling, -math.inf]):
            direction = "fall" if self.best == "high" else "rise"
            raise errors.RuleInvalid(
                f'The thresholds of "{self.title}" must {direction} from one step to the next: '
                "write the best step first."
            )
        if not _falling([*given, -math.inf]) or not all(0 <= point <= 100 for point in given):
            raise errors.RuleInvalid(
                f'The points of "{self.title}" must fall from one step to the next: '
                "keep them between 100 and 0, the best step first."
            )


def _falling(values: list[float]) -> bool:
    return all(above > below for above, below in itertools.pairwise(values))


def counting(name: str, weight: float) -> Measure:
    """A measure of measures.toml with its own thresholds, and this weight."""
    one = measures.ALL[name]
    unit = "times the average" if one.unit == "money" else one.unit
    return Measure(name, weight, one.steps, unit, one.better)


_DEFAULTS = (
    counting("revenue", 40),
    counting("tenure", 20),
    counting("regularity", 20),
    counting("payment", 20),
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
                raise errors.RuleInvalid(
                    f'The measure "{measures.ALL[name].title}" is there twice: leave one out.'
                )
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
    known = measures.customers(conn, as_of, revenue, rules.window_months)
    frame = judge(known, rules)
    frame.insert(list(frame.columns).index("revenue"), "reasons", reasons(known, rules))
    return frame


def judge(known: pd.DataFrame, rules: Rules = BALANCED) -> pd.DataFrame:
    """What `classify` gives, without the reasons; `known` is of `measures.customers`."""
    scores, weights = scored(known, rules)
    parts = points.shares(scores, weights) * scores
    total = _total(parts)
    frame = known[["customer_id", "name"]].copy()
    coverage = covered(scores, weights)
    tiers = tier(total, coverage, rules)
    frame["tier"] = pd.Series(tiers, index=frame.index, dtype="str")
    frame["points"] = total
    frame["coverage"] = coverage
    frame["revenue"] = known["money"]
    for measure, part in zip(rules.weighted, parts.T, strict=True):
        frame[f"{measure.name}_points"] = part
    return frame


def reasons(known: pd.DataFrame, rules: Rules, rows: pd.Index | None = None) -> list[list[str]]:
    """The reasons of each customer in `known`, or of the `rows` of it alone, as in `classify`."""
    names = [measure.name for measure in rules.weighted]
    values = points.scaled(known, names)
    if rows is not None:
        known, values = known.loc[rows], values.loc[rows]
    scores, weights = _scores(values, rules)
    shares = points.shares(scores, weights)
    return points.reasons(known, values, names, shares * scores, 100 * shares, rules.window_months)


def scored(known: pd.DataFrame, rules: Rules) -> tuple[Floats, Floats]:
    """The points (0-100, missing = unknown) of each customer for each measure that has a weight.

    And the weights.
    """
    return _scores(points.scaled(known, [measure.name for measure in rules.weighted]), rules)


def _scores(values: pd.DataFrame, rules: Rules) -> tuple[Floats, Floats]:
    scores = [points.score(values[one.name], one.steps, one.best) for one in rules.weighted]
    return np.column_stack(scores), np.array([one.weight for one in rules.weighted], dtype=float)


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


def covered(scores: Floats, weights: Floats) -> Floats:
    """The share of the weights that is known of each customer, 0 to 1."""
    known = np.where(np.isnan(scores), 0, weights).sum(axis=1)
    coverage: Floats = np.round(known / weights.sum(), 9)
    return coverage


def _total(parts: Floats) -> Floats:
    """The sum of the parts that are known, from left to right; missing where none is."""
    total = np.nan_to_num(parts).cumsum(axis=1)[:, -1]
    return np.where(np.isnan(parts).all(axis=1), np.nan, total)


def tier(total: Floats, coverage: Floats, rules: Rules) -> Objects:
    """The tier of each total, where enough is known."""
    rounded = np.round(total, 9)
    reached = [rounded >= boundary for boundary in rules.boundaries]
    tiers = np.select(reached, TIERS[:3], default=TIERS[3])
    return np.where(enough(total, coverage, rules), tiers, NOT_ENOUGH).astype(object)


def enough(total: Floats, coverage: Floats, rules: Rules) -> npt.NDArray[np.bool_]:
    """Whether enough is known of each customer for a tier."""
    result: npt.NDArray[np.bool_] = coverage >= round(rules.minimum_coverage, 9)
    return result & ~np.isnan(total)
