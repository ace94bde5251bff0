"""Whether tiers hold when the weights are a little different, as colleagues would set them.

Each weight moves by 10 of 100 points up and down, one at a time, the others in proportion; what is
known of a customer and the thresholds stay.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import points, tiers

STEP = 10.0
NAMES = (*tiers.TIERS, tiers.NOT_ENOUGH)

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Weighting:
    """A weight that was moved: of which measure, by how much, and all weights then (of 100)."""

    measure: str
    moved: float
    weights: tuple[float, ...]


def weightings(rules: tiers.Rules) -> list[Weighting]:
    """Each weight of `rules` up and down in turn; none where a single measure counts."""
    names = [measure.name for measure in rules.weighted]
    total = sum(measure.weight for measure in rules.weighted)
    weights = np.array([100 * measure.weight / total for measure in rules.weighted])
    return [
        Weighting(name, step, tuple(_moved(weights, at, step)))
        for at, name in enumerate(names)
        for step in (STEP, -STEP)
        if len(names) > 1
    ]


def sway(known: pd.DataFrame, rules: tiers.Rules) -> pd.DataFrame:
    """One row per customer of `measures.customers`: customer_id, tier, holds, weightings, words.

    weightings = how many there are; words: "holds", or where else it would be ("B in 3 of 8").
    """
    scores, weights = tiers.scored(known, rules)
    varied = np.array([one.weights for one in weightings(rules)]).reshape(-1, len(weights))
    alike, scores = _kinds(scores)
    seen = np.column_stack([_codes(scores, row, rules) for row in [weights, *varied]])
    frame = pd.DataFrame({"customer_id": known["customer_id"]}, index=known.index)
    frame["tier"] = pd.Series(np.array(NAMES)[seen[:, 0]][alike], index=known.index, dtype="str")
    frame["holds"] = (seen == seen[:, :1]).all(axis=1)[alike]
    frame["weightings"] = len(varied)
    texts = np.array([*map(_words, seen), ""], dtype=object)
    frame["words"] = pd.Series(texts[alike], index=known.index, dtype="str")
    return frame


def _kinds(scores: points.Floats) -> tuple[Codes, points.Floats]:
    """The kind of each customer, and the scores of each kind: many customers have equal ones."""
    alike: Codes = np.zeros(len(scores), dtype=np.int64)
    for column in scores.T:
        codes, found = pd.factorize(column, use_na_sentinel=False)
        alike, _ = pd.factorize(alike * len(found) + codes)
    first = pd.Series(np.arange(len(scores))).groupby(alike).first()
    return alike, scores[first]


def _moved(weights: points.Floats, at: int, step: float) -> points.Floats:
    new = min(max(weights[at] + step, 0.0), 100.0)
    moved: points.Floats = weights * (100 - new) / (weights.sum() - weights[at])
    moved[at] = new
    return moved


def _codes(scores: points.Floats, weights: points.Floats, rules: tiers.Rules) -> Codes:
    """The place of each customer's tier in TIERS, 4 for not enough data."""
    counted = np.where(np.isnan(scores), 0.0, weights)
    known = counted.sum(axis=1)
    total = (np.nan_to_num(scores) * counted).sum(axis=1)
    total = np.divide(total, known, out=np.full(len(known), np.nan), where=known > 0)
    reached = np.round(total, 9)[:, None] >= np.array(rules.boundaries)
    codes = np.where(np.isnan(total), 0, 3 - reached.sum(axis=1))
    known_enough = tiers.enough(total, tiers.covered(scores, weights), rules)
    result: Codes = np.where(known_enough, codes, 4)
    return result


def _words(seen: Codes) -> str:
    """Where a customer goes, from its own tier (first) and those of all weightings."""
    own, others = seen[0], seen[1:]
    counts = [(name, int((others == code).sum())) for code, name in enumerate(NAMES) if code != own]
    where = [f"{name} in {count}" for name, count in counts if count]
    return f"{', '.join(where)} of {len(others)} weightings" if where else "holds"


def holding(frame: pd.DataFrame, tier: str) -> tuple[int, int]:
    """How many customers of the tier hold under every weighting, and how many it has."""
    own = frame[frame["tier"] == tier]
    return int(own["holds"].sum()), len(own)
