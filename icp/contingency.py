"""Two by two tables: is a share among some other than among the rest by more than chance?

Each table is k hits among the n with a trait, and `hits` among all `known`.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

SAME = 1 + 1e-7  # equally likely tables differ by rounding alone; R's fisher.test allows as much

Floats = npt.NDArray[np.float64]
Table = tuple[float, float, float, float]  # k, n, hits, known


def fisher(k: npt.ArrayLike, n: npt.ArrayLike, hits: npt.ArrayLike, known: npt.ArrayLike) -> Floats:
    """The two-sided p of Fisher's exact test of each table, that of those with the trait and the
    rest: the chance of all tables with these margins that are not likelier than this one.

    Source: Fisher 1935; equals R's fisher.test and scipy.stats.fisher_exact.
    """
    tables = np.column_stack([np.asarray(one, dtype=np.int64) for one in (k, n, hits, known)])
    different, place = np.unique(tables, axis=0, return_inverse=True)
    found = np.array([_fisher(*map(int, one)) for one in different], dtype=float)
    result: Floats = found[place.reshape(-1)]
    return result


def _fisher(k: int, n: int, hits: int, known: int) -> float:
    """Each likelihood comes from its neighbour's, from the likeliest table outwards."""
    least, most = max(0, n + hits - known), min(n, hits)
    top = min(max((n + 1) * (hits + 1) // (known + 2), least), most)
    up = np.arange(top, most, dtype=float)
    down = np.arange(top, least, -1, dtype=float)
    rising = (hits - up) * (n - up) / ((up + 1) * (known - hits - n + up + 1))
    falling = down * (known - hits - n + down) / ((hits - down + 1) * (n - down + 1))
    likely = np.concatenate([np.cumprod(falling)[::-1], [1.0], np.cumprod(rising)])
    rare = likely[likely <= likely[k - least] * SAME]
    return min(1.0, float(rare.sum() / likely.sum()))


def adjusted(p: npt.ArrayLike) -> Floats:
    """The q of each p: the share of false alarms to expect if all up to it are believed.

    Source: Benjamini & Hochberg 1995; equals R's p.adjust(method = "BH").
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values)[::-1]
    places = np.arange(len(values), 0, -1)
    falling = np.minimum.accumulate(values[order] * len(values) / places)
    result: Floats = np.empty(len(values))
    result[order] = np.minimum(falling, 1)
    return result


def mantel_haenszel(tables: Sequence[Table]) -> tuple[float, float]:
    """The odds ratio that the strata share, and its p: is there a difference within them?

    One table a stratum. The ratio is missing where no stratum has two sides, the p is 1 then.
    Source: Mantel & Haenszel 1959, with their correction for continuity; equals R's
    mantelhaen.test.
    """
    k, n, hits, known = np.array([one for one in tables if one[3] > 1] or [(0, 0, 0, 2)]).T
    missed, rest_hits = n - k, hits - k
    rest_missed = known - n - rest_hits
    above, below = (k * rest_missed / known).sum(), (missed * rest_hits / known).sum()
    spread = (n * (known - n) * hits * (known - hits) / (known**2 * (known - 1))).sum()
    if spread == 0:
        return math.nan, 1.0
    off = max(0.0, abs((k - n * hits / known).sum()) - 0.5)
    odds = float(above / below) if below else math.inf
    return odds, math.erfc(math.sqrt(off**2 / spread / 2))
