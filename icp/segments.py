"""The ten segments of customers on the complete grid of recency and frequency-with-money.

R is the recency score, FM = round-half-up((F + M) / 2), both 1 to 5 and 5 best: the combination
that Shopify documents. All 25 cells have a segment; none has two.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from icp import errors

Cells = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Segment:
    """One segment: the field's term, the words on screen, what it means, what to do."""

    name: str
    title: str
    meaning: str
    action: str


SEGMENTS = {
    segment.name: segment
    for segment in (
        Segment(
            "Champions",
            "Best customers",
            "They bought just now, buy often and spend most.",
            "Thank them, ask who else they know, and let them see new work first.",
        ),
        Segment(
            "Loyal",
            "Loyal",
            "They buy often or spend much, and did so not long ago.",
            "Offer the next step up, and ask for a testimonial.",
        ),
        Segment(
            "Potential loyalists",
            "Growing on us",
            "They bought not long ago and begin to come back.",
            "Suggest one more service that fits what they already buy.",
        ),
        Segment(
            "New",
            "New",
            "They bought just now, and little so far.",
            "Make the start go well, and plan the second order.",
        ),
        Segment(
            "Promising",
            "Promising",
            "They bought not long ago, and little so far.",
            "Find out what they need, and stay in touch.",
        ),
        Segment(
            "Need attention",
            "Cooling",
            "Middling in all: some time ago, some orders, some money.",
            "Call with a reason that is theirs, before it gets quieter.",
        ),
        Segment(
            "About to sleep",
            "Nearly gone quiet",
            "Some time ago, and neither often nor much.",
            "Send one useful reminder, and see who answers.",
        ),
        Segment(
            "At risk",
            "Slipping",
            "They used to buy well, and have not for long.",
            "Ask what changed, and offer to put it right.",
        ),
        Segment(
            "Can't lose",
            "Big and slipping",
            "Among the biggest and most frequent, and not seen for long.",
            "Have somebody senior call this week.",
        ),
        Segment(
            "Hibernating",
            "Gone quiet",
            "Long ago, and neither often nor much.",
            "Keep them on the list, and spend no more on them than that.",
        ),
    )
}

PATTERNS = {
    "[1-2][1-2]": "Hibernating",
    "[1-2][3-4]": "At risk",
    "[1-2]5": "Can't lose",
    "3[1-2]": "About to sleep",
    "33": "Need attention",
    "[3-4][4-5]": "Loyal",
    "41": "Promising",
    "51": "New",
    "[4-5][2-3]": "Potential loyalists",
    "5[4-5]": "Champions",
}

_DIGIT = r"([1-5])|\[([1-5])-([1-5])\]"
_PATTERN = re.compile(f"(?:{_DIGIT})(?:{_DIGIT})")
CELLS = [(r, fm) for r in range(1, 6) for fm in range(1, 6)]


def build(patterns: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """The segment of each of the 25 cells (r, fm), from patterns like `"[1-2][3-4]": "At risk"`.

    A pattern names the scores of R, then those of FM, each as a digit or a range.
    Raises RuleInvalid for a pattern that cannot be read, a cell without a segment and a cell
    that two patterns claim.
    """
    claims: dict[tuple[int, int], list[str]] = {cell: [] for cell in CELLS}
    for pattern, name in patterns.items():
        for cell in _covered(pattern):
            claims[cell].append(name)
    for (r, fm), names in claims.items():
        if not names:
            raise errors.RuleInvalid(
                f"The cell R {r}, FM {fm} has no segment: add a pattern that covers {r}{fm}."
            )
        if len(names) > 1:
            raise errors.RuleInvalid(
                f"The cell R {r}, FM {fm} is claimed by {' and by '.join(names)}: "
                f"let only one pattern cover {r}{fm}."
            )
    return {cell: names[0] for cell, names in claims.items()}


def _covered(pattern: str) -> list[tuple[int, int]]:
    match = _PATTERN.fullmatch(pattern)
    if match is None:
        raise errors.RuleInvalid(
            f"The pattern {pattern!r} cannot be read: write two scores from 1 to 5, "
            'R first, like "33" or "[1-2][3-4]".'
        )
    r, r_from, r_to, fm, fm_from, fm_to = match.groups()
    rows = range(int(r or r_from), int(r or r_to) + 1)
    columns = range(int(fm or fm_from), int(fm or fm_to) + 1)
    if not rows or not columns:
        raise errors.RuleInvalid(
            f"The pattern {pattern!r} covers no cell: write its ranges from low to high."
        )
    return [(row, column) for row in rows for column in columns]


DEFAULT = build(PATTERNS)


def names(scores: pd.DataFrame, cells: Cells = DEFAULT) -> pd.Series:
    """The segment of each row of `scores` (columns r and fm, 1-5), in the same order."""
    lookup = np.empty((6, 6), dtype=object)
    for cell in CELLS:
        lookup[cell] = cells[cell]
    found = lookup[scores["r"].to_numpy(dtype=int), scores["fm"].to_numpy(dtype=int)]
    return pd.Series(found, index=scores.index, name="segment", dtype="str")


def title(name: str) -> str:
    """The words on screen for a segment; a segment of the user's own keeps its name."""
    return SEGMENTS[name].title if name in SEGMENTS else name


def grid(scores: pd.DataFrame, cells: Cells = DEFAULT) -> pd.DataFrame:
    """One row per cell of the grid, all 25, by r and fm: who is where and what they bring.

    Columns: r, fm (1-5), segment, title, customers, revenue (the sum of monetary),
    revenue_share (0-1, missing where the total is not above 0).
    """
    frame = pd.DataFrame(CELLS, columns=["r", "fm"])
    frame["segment"] = names(frame, cells)
    frame["title"] = frame["segment"].map(title)
    sums = scores.groupby(["r", "fm"])["monetary"].agg(customers="size", revenue="sum")
    frame = frame.merge(sums.reset_index(), how="left", on=["r", "fm"])
    frame["customers"] = frame["customers"].fillna(0).astype(int)
    frame["revenue"] = frame["revenue"].fillna(0.0).astype(float)
    total = frame["revenue"].sum()
    frame["revenue_share"] = frame["revenue"] / (total if total > 0 else np.nan)
    return frame
