"""How scored customers spread: the middle of each segment, and how many buy how often."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

EACH = 25


def by_segment(scores: pd.DataFrame) -> pd.DataFrame:
    """One row per segment that somebody is in, by `segment` as the index.

    Columns: customers, revenue (the sum of monetary), revenue_share (0-1, missing where the total
    is not above 0), and the medians recency_days, frequency and monetary.
    """
    grouped = scores.groupby("segment")
    frame = grouped[["recency_days", "frequency", "monetary"]].median()
    frame.insert(0, "customers", grouped.size())
    frame.insert(1, "revenue", grouped["monetary"].sum())
    total = frame["revenue"].sum()
    frame.insert(2, "revenue_share", frame["revenue"] / (total if total > 0 else np.nan))
    return frame


def by_frequency(scores: pd.DataFrame) -> pd.DataFrame:
    """One row per number of orders (or what else frequency counts), or per band of numbers.

    Columns: low, high (both included), customers. Each number has a row of its own while there
    are at most 25 up to the highest; above 5, bands end at 10, 20, 50, 100 and so on.
    """
    counts = scores["frequency"]
    if counts.empty:
        return pd.DataFrame({"low": [], "high": [], "customers": []}, dtype=int)
    first, last = int(counts.min()), int(counts.max())
    highs = range(first, last + 1) if last - first < EACH else list(_ends(first, last))
    frame = pd.DataFrame({"low": [first, *(high + 1 for high in highs[:-1])], "high": highs})
    band = np.searchsorted(frame["high"], counts)
    frame["customers"] = np.bincount(band, minlength=len(frame))
    return frame


def _ends(first: int, last: int) -> Iterator[int]:
    """The last numbers of the bands, up to the one that holds `last`."""
    yield from range(first, 5)
    for power in range(len(str(last)) + 1):
        for step in (5, 10, 20):
            end = step * 10**power
            if end >= max(first, 5):
                yield end
            if end >= last:
                return
