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
BLOCK = 4_000  # rows: so small a table stays near the processor
NAMES = (*tiers.TIERS, tiers.NOT_ENOUGH)

Codes = npt.NDArray[np.integer]


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
    own = _codes(scores, weights[None], rules)[:, 0]
    parts = np.array_split(scores, len(scores) // BLOCK + 1)
    others = np.concatenate([_codes(part, varied, rules) for part in parts])
    counts = np.column_stack([(others == code).sum(axis=1) for code in range(len(NAMES))])
    alike, kinds = _kinds(np.column_stack([own, counts]))
    texts = np.array([*map(_words, kinds), ""], dtype=object)
    frame = pd.DataFrame({"customer_id": known["customer_id"]}, index=known.index)
    frame["tier"] = pd.Series(np.array(NAMES)[own], index=known.index, dtype="str")
    frame["holds"] = (others == own[:, None]).all(axis=1)
    frame["weightings"] = len(varied)
    frame["words"] = pd.Series(texts[alike], index=known.index, dtype="str")
    return frame


def _kinds(rows: Codes) -> tuple[Codes, Codes]:
    """Which of the different rows each one is, and these."""
    base = rows.max(initial=0) + 1
    alike, found = pd.factorize(rows @ base ** np.arange(rows.shape[1]))
    return alike, found[:, None] // base ** np.arange(rows.shape[1]) % base


def _moved(weights: points.Floats, at: int, step: float) -> points.Floats:
    new = min(max(weights[at] + step, 0.0), 100.0)
    moved: points.Floats = weights * (100 - new) / (weights.sum() - weights[at])
    moved[at] = new
    return moved


def _codes(scores: points.Floats, weights: points.Floats, rules: tiers.Rules) -> Codes:
    """The place of each customer's tier in TIERS, 4 for not enough data, by each row of weights."""
    known = (~np.isnan(scores)).astype(float) @ weights.T
    total = np.nan_to_num(scores) @ weights.T
    total = np.divide(total, known, out=np.full(known.shape, np.nan), where=known > 0)
    rounded = np.round(total, 9)
    codes = sum((rounded < boundary).astype(np.int8) for boundary in rules.boundaries)
    coverage = np.round(known / weights.sum(axis=1), 9)
    result: Codes = np.where(tiers.enough(total, coverage, rules), codes, np.int8(4))
    return result


def _words(kind: Codes) -> str:
    """Where a customer goes, of its own tier and how many weightings give each."""
    own, counts = kind[0], kind[1:]
    where = [f"{NAMES[code]} in {counts[code]}" for code in np.flatnonzero(counts) if code != own]
    return f"{', '.join(where)} of {counts.sum()} weightings" if where else "holds"


def holding(frame: pd.DataFrame, tier: str) -> tuple[int, int]:
    """How many customers of the tier hold under every weighting, and how many it has."""
    own = frame[frame["tier"] == tier]
    return int(own["holds"].sum()), len(own)
