"""Traits that look strong alone and are nothing within another: the false friends.

A trait vanishes within a stronger one if, among those who have that and among those who don't,
it makes no difference any more (Mantel & Haenszel 1959, see contingency.py), and what was seen
alone has shrunk by half or more, while the stronger one still stands within it. Of two that go
together so closely that neither stands within the other, both stay.
"""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import contingency, verdicts

MOST = 40  # the strongest are looked at
CHANCE = 0.05

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.float64]


def vanished(codes: Codes, is_ideal: Flags, frame: pd.DataFrame) -> pd.Series:
    """For each row of `frame` the trait and value within which it vanishes, missing where none.

    frame: title, value, code, column, before, p and verdict of `drivers.compare`;
    codes: a row a unit.
    """
    found = pd.Series(None, index=frame.index, dtype="object")
    good = frame[frame["verdict"].isin([verdicts.STRONG, verdicts.LIKELY])]
    good = good.sort_values(["p", "n"], ascending=[True, False], kind="stable").head(MOST)
    if len(good) < 2:
        return found
    strata, columns = _strata(codes, is_ideal, good), good["column"].to_numpy()
    before = good["before"].to_numpy(dtype=bool)
    names, stay = (good["title"] + ": " + good["value"]).tolist(), [0]
    for at in range(1, len(good)):
        others = [one for one in stay if columns[one] != columns[at] and before[one] >= before[at]]
        inside = next((one for one in others if _vanishes(strata, at, one)), None)
        if inside is None:
            stay.append(at)
        else:
            found.loc[good.index[at]] = names[inside]
    return found


def _strata(codes: Codes, is_ideal: Flags, good: pd.DataFrame) -> Counts:
    """k, n, hits and known (first axis) of each trait (third) in each stratum of each other.

    Strata (second axis): those who have the other (fourth axis), who don't, of whom it is unknown.
    """
    columns = codes[:, good["column"].to_numpy()]
    has = (columns == good["code"].to_numpy()).astype(np.float32)
    known = (columns >= 0).astype(np.float32)
    hits = is_ideal.astype(np.float32)[:, None]
    counted = (has * hits, has, known * hits, known)
    parts = (has, known - has, 1 - known)
    return np.array([[one.T @ part for part in parts] for one in counted], dtype=float)


def _vanishes(strata: Counts, at: int, other: int) -> bool:
    odds, p = _inside(strata, at, other)
    if p <= CHANCE or not 0 < odds < math.inf:
        return False
    alone, _ = contingency.mantel_haenszel([_table(strata[:, :, at, other].sum(axis=1))])
    if abs(math.log(odds)) > abs(math.log(alone)) / 2:
        return False
    return _inside(strata, other, at)[1] <= CHANCE


def _inside(strata: Counts, at: int, other: int) -> tuple[float, float]:
    return contingency.mantel_haenszel([_table(one) for one in strata[:, :, at, other].T])


def _table(counts: Counts) -> contingency.Table:
    k, n, hits, known = map(float, counts)
    return k, n, hits, known
