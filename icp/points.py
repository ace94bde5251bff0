"""The points of each customer for the measures of the tiers, and why, in words."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import measures
from icp import reasons as wording

Floats = npt.NDArray[np.float64]
Best = Literal["high", "low"]
Steps = tuple[tuple[float, float], ...]


def scaled(known: pd.DataFrame, names: Sequence[str] = tuple(measures.ALL)) -> pd.DataFrame:
    """What `measures.customers` gave, on the scale of the thresholds: a column per measure named.

    Money is in times the average: revenue of those who bought in the window, other money of those
    who have some of it (more than 0; where nobody has, all have none). Who stopped buying has a
    tenure of -1.
    """
    bought = known["purchases"] > 0
    result = known[list(names)].copy()
    for name in names:
        if measures.ALL[name].unit == "money":
            base = bought if name == "revenue" else known[name] > 0
            average = known.loc[base, name].mean()
            none = known["revenue"] * np.nan if name == "revenue" else np.sign(known[name])
            result[name] = known[name] / average if average > 0 else none
    if "tenure" in names:
        result["tenure"] = result["tenure"].where(bought, -1)
    return result


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
    known: pd.DataFrame,
    values: pd.DataFrame,
    names: Sequence[str],
    parts: Floats,
    most: Floats,
    window_months: int,
) -> list[list[str]]:
    """Each customer's sentences, one per measure, most points first and the unknown last.

    `values` is `scaled` of them; `parts` and `most` have a row per customer and a column per
    measure: the points that count towards the total, and how many that could be.
    """
    columns = []
    for name, part, limit in zip(names, parts.T, most.T, strict=True):
        key = wording.key(known, values, name)
        facts = pd.DataFrame({"key": key, "points": part.round(1), "most": limit.round(1)})
        alike = facts.groupby(["key", "points", "most"], sort=False, dropna=False).ngroup()
        texts = [
            wording.sentence(name, int(key), points, best, window_months)
            for key, points, best in facts.drop_duplicates().to_numpy()
        ]
        columns.append(np.array(texts, dtype=object)[alike.to_numpy()])
    order = np.argsort(np.where(np.isnan(parts), np.inf, -parts), axis=1, kind="stable")
    sorted_texts = np.take_along_axis(np.column_stack(columns), order, axis=1)
    result: list[list[str]] = sorted_texts.tolist()
    return result
