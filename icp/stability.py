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
    seen = np.column_stack([_codes(scores, row, rules) for row in [weights, *varied]])
    frame = pd.DataFrame({"customer_id": known["customer_id"]}, index=known.index)
    frame["tier"] = pd.Series(np.array(NAMES)[seen[:, 0]], index=known.index, dtype="str")
    frame["holds"] = (seen == seen[:, :1]).all(axis=1)
    frame["weightings"] = len(varied)
    frame["words"] = _words(seen).to_numpy()
    return frame


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


def _words(seen: Codes) -> pd.Series:
    """Where each customer goes, from its own tier (first) and those of all weightings."""
    own, others = seen[:, 0], seen[:, 1:]
    many = others.shape[1]
    counts = np.column_stack([(others == code).sum(axis=1) for code in range(len(NAMES))])
    key = own + len(NAMES) * (counts @ (many + 1) ** np.arange(len(NAMES)))
    alike, _ = pd.factorize(key)
    first = pd.Series(np.arange(len(key))).groupby(alike).first()
    texts = [_elsewhere(own[at], counts[at], many) for at in first]
    return pd.Series(np.array([*texts, ""], dtype=object)[alike], dtype="str")


def _elsewhere(own: int, counts: Codes, many: int) -> str:
    where = [
        f"{NAMES[code]} in {count}" for code, count in enumerate(counts) if count and code != own
    ]
    return f"{', '.join(where)} of {many} weightings" if where else "holds"


def holding(frame: pd.DataFrame, tier: str) -> tuple[int, int]:
    """How many customers of the tier hold under every weighting, and how many it has."""
    own = frame[frame["tier"] == tier]
    return int(own["holds"].sum()), len(own)
