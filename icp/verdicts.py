"""What the evidence for a trait comes to, in one word, and what it would take to say more.

The gates keep a handful of customers from looking like a pattern: strong needs q <= .01 among 30
customers of whom the trait is known, 10 who have it and 5 of those ideal, and a share whose
interval lies above that of all; likely is the same with q <= .10.
"""

import numpy as np
import pandas as pd

STRONG, LIKELY, LESS, SAME, UNSURE = (
    "strong",
    "likely",
    "less common",
    "no difference",
    "can't tell",
)
VANISHES, LEAK = "vanishes", "leak"
ALL = (STRONG, LIKELY, LESS, VANISHES, SAME, UNSURE, LEAK)

KNOWN, HAVE, IDEAL, ENOUGH_FOR_SAME = 30, 10, 5, 30
SURE, PROBABLE = 0.01, 0.10


def judge(frame: pd.DataFrame) -> pd.Series:
    """The verdict of each row: STRONG, LIKELY, LESS, SAME or UNSURE.

    frame: n, ideal_n, known, overall (the share of ideal ones among the known), low, high, q, lift.
    """
    counts = (frame["known"] >= KNOWN) & (frame["n"] >= HAVE) & (frame["ideal_n"] >= IDEAL)
    above = counts & (frame["low"] > frame["overall"])
    inside = (frame["low"] <= frame["overall"]) & (frame["overall"] <= frame["high"])
    claims = {
        STRONG: above & (frame["q"] <= SURE),
        LIKELY: above & (frame["q"] <= PROBABLE),
        LESS: (frame["known"] >= KNOWN) & (frame["q"] <= PROBABLE) & (frame["lift"] < 1),
        SAME: (frame["n"] >= ENOUGH_FOR_SAME) & inside & (frame["q"] > PROBABLE),
    }
    found = np.select([claim.to_numpy() for claim in claims.values()], list(claims), UNSURE)
    return pd.Series(found, index=frame.index, dtype="str")


def short_of(customers: int, ideal: int, of: str = "customers") -> str | None:
    """What is missing before anything can be called strong; None where nothing is.

    customers: of whom it is known whether they are ideal; ideal: how many of them are.
    """
    if customers >= KNOWN and ideal >= IDEAL and customers > ideal:
        return None
    if customers == ideal:
        return f"All {customers:,} {of} are among the best, so there is nobody to compare with."
    return (
        f"With {customers:,} {of}, {ideal:,} of them among the best, a pattern cannot be told from "
        f"chance: it takes {KNOWN} or more, {HAVE} who share a trait and {IDEAL} of those among "
        "the best."
    )
