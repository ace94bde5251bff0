"""The cuts between the scores 1 to 5: fifths of the values, fixed ones, or one's own.

Fifths are cut at linear quantiles: type 7 in Hyndman & Fan 1996. 5 is best on every dimension.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import errors

Dimension = Literal["recency", "frequency", "monetary"]
Method = Literal[
    "quintiles", "generic", "b2b_services", "saas", "manufacturing", "r_package", "own"
]
Four = tuple[float, ...]

# at most so many days since the last purchase for 5, 4, 3, 2; at least so many for 2, 3, 4, 5
PRESETS: dict[str, tuple[Four, Four]] = {
    "generic": ((30, 90, 180, 365), (2, 3, 5, 10)),
    "b2b_services": ((60, 180, 365, 730), (1, 2, 3, 5)),
    "saas": ((30, 60, 90, 180), (1, 2, 3, 5)),
    "manufacturing": ((90, 365, 730, 1095), (1, 2, 4, 8)),
}
# where a value that equals a cut has already passed it: "10 orders or more", not "more than 10"
_PASSED_AT_CUT: dict[str, tuple[str, ...]] = {
    "r_package": ("recency", "frequency", "monetary"),
    "own": ("frequency", "monetary"),
    **dict.fromkeys(PRESETS, ("frequency",)),
}
# the column of the values and that of their scores
COLUMNS: dict[Dimension, tuple[str, str]] = {
    "recency": ("recency_days", "r"),
    "frequency": ("frequency", "f"),
    "monetary": ("monetary", "m"),
}
SAID: dict[str, str] = {
    "recency": "how recently (recency)",
    "frequency": "how often (frequency)",
    "monetary": "how much (monetary)",
}


@dataclass(frozen=True)
class Cuts:
    """The four cuts of each dimension, rising: recency in days, frequency, money.

    A score changes beyond each cut; under "own" and the presets it does so from the cut on for
    frequency ("10 orders or more"), under "own" also for money, under "r_package" for all three.
    Raises RuleInvalid unless each dimension has four numbers that never fall.
    """

    recency: Four
    frequency: Four
    monetary: Four
    method: Method = "own"

    def __post_init__(self) -> None:
        must_be_one_of(get_args(Method), "method", self.method)
        for dimension in get_args(Dimension):
            object.__setattr__(self, dimension, _four(dimension, getattr(self, dimension)))

    def passed(self, dimension: Dimension) -> bool:
        """Whether a value that equals a cut of this dimension lies beyond it."""
        return dimension in _PASSED_AT_CUT.get(self.method, ())

    def scores(self, dimension: Dimension, values: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The score, 1 to 5, of each value of a dimension, in the same order."""
        side: Literal["left", "right"] = "right" if self.passed(dimension) else "left"
        passed = np.searchsorted(np.array(getattr(self, dimension)), values, side=side)
        return (5 - passed if dimension == "recency" else 1 + passed).astype(np.int64)

    def ends(self, dimension: Dimension, fewest: int = 0) -> list[tuple[float, float]]:
        """Where each of the five bands begins and ends, rising, missing where there is no end.

        Days and counts are whole, counts from `fewest` on; where low > high, nobody can be.
        """
        edges: Four = getattr(self, dimension)
        if dimension == "monetary":
            return list(zip((math.nan, *edges), (*edges, math.nan), strict=True))
        passed = self.passed(dimension)
        highs = [math.ceil(edge) - 1 if passed else math.floor(edge) for edge in edges]
        first = fewest if dimension == "frequency" else 0
        lows = [first, *(max(high + 1, first) for high in highs)]
        return list(zip(lows, (*highs, math.nan), strict=True))

    def typed(self, fewest: int = 0) -> "Cuts":
        """The same cuts in whole days and counts, as one would type them: cuts of one's own."""
        days = tuple(max(high, 0) for _, high in self.ends("recency")[:4])
        counts = tuple(low for low, _ in self.ends("frequency", fewest)[1:])
        return Cuts(days, counts, tuple(round(edge, 2) for edge in self.monetary))


def _four(dimension: str, values: Four) -> Four:
    try:
        four = tuple(float(value) for value in values)
    except (TypeError, ValueError):
        four = ()
    if len(four) != 4 or not all(map(math.isfinite, four)):
        raise errors.RuleInvalid(
            f"The cuts of {SAID[dimension]} must be four numbers: give one for each score."
        )
    if list(four) != sorted(four):
        written = ", ".join(f"{value:g}" for value in four)
        raise errors.RuleInvalid(
            f"The cuts of {SAID[dimension]} must rise, and {written} do not: "
            "a better score must not be easier to get."
        )
    return four


def must_be_one_of(choices: tuple[str, ...], what: str, value: object) -> None:
    """Raise RuleInvalid, naming the choices, where `value` is none of them."""
    if value not in choices:
        raise errors.RuleInvalid(
            f"There is no {what} {value!r}: choose one of {', '.join(choices)}."
        )


def cut(measured: pd.DataFrame, method: Method) -> Cuts:
    """The cuts that `method` makes in the columns recency_days, frequency and monetary.

    Raises RuleInvalid for an unknown method, and for "own", which nobody can compute.
    """
    must_be_one_of(get_args(Method)[:-1], "method", method)
    found = [_quintiles(measured[column]) for column, _ in COLUMNS.values()]
    if method in PRESETS:
        return Cuts(*PRESETS[method], found[2], method)
    shift = 1 if method == "r_package" else 0
    recency, frequency, monetary = (tuple(edge + shift for edge in four) for four in found)
    return Cuts(recency, frequency, monetary, method)


def _quintiles(values: pd.Series) -> Four:
    if values.empty:
        return (0, 0, 0, 0)
    return tuple(np.quantile(values.to_numpy(dtype=float), [0.2, 0.4, 0.6, 0.8]).tolist())
