"""Counts of yes and no, with the interval and the test the key states beside them."""

from math import comb, sqrt
from typing import Any

import pandas as pd

Figures = dict[str, Any]


def share(flags: pd.Series) -> Figures:
    """How many of how many, with the Wilson 95 % interval."""
    k, n, z = int(flags.sum()), len(flags), 1.959964
    p = k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return {
        "k": k,
        "n": n,
        "share": round(p, 4),
        "low": round(middle - half, 4),
        "high": round(middle + half, 4),
    }


def fisher(inside: pd.Series, outside: pd.Series) -> float:
    """Two-sided p of Fisher's exact test: all tables as rare as this one or rarer."""
    k, n, m = int(inside.sum()), len(inside), len(outside)
    hits = k + int(outside.sum())
    span = range(max(0, hits - m), min(n, hits) + 1)
    ways = [comb(n, i) * comb(m, hits - i) for i in span]
    seen = comb(n, k) * comb(m, hits - k)
    return round(sum(w for w in ways if w <= seen) / sum(ways), 6)


def compare(inside: pd.Series, outside: pd.Series) -> Figures:
    return {"inside": share(inside), "others": share(outside), "p": fisher(inside, outside)}
