"""Three small leagues of traits: who is won most often and quickest, who stays, who sends others.

Source: the seed that asks who buys quickest and most successfully, stays longest and tells others.
A trait that fewer than LEAST have is not ranked; the rank is by (k + 1) / (n + 2), which keeps a
few lucky ones from the top.
"""

import pandas as pd

from icp import drivers, ideal, measures, verdicts

LEAST = 5


def won(found: pd.DataFrame) -> pd.DataFrame:
    """Traits of deals by how often they are won; found: from `win_rates.by_trait`."""
    if found.empty:
        return found
    said_twice = found["trait"].str.lower().isin(measures.SENDERS)  # the lead source says it
    return ranked(found[~said_twice])


def quickest(won: pd.DataFrame) -> pd.DataFrame:
    """The rows of `won` of which LEAST won deals say how long they took, the quickest first."""
    timed = won[won["days_n"] >= LEAST]
    return timed.sort_values(["days", "days_n"], ascending=[True, False], ignore_index=True)


def stays(known: drivers.Known, frame: pd.DataFrame) -> pd.DataFrame:
    """Traits of the customers of the year before by how many of them bought again since.

    known: of customers, from `drivers.read`; frame: from `measures.customers`, for the same day.
    """
    frame = frame[frame["retention"].notna()]
    return _customers(known, frame, frame["retention"] == 1)


def sends(known: drivers.Known, frame: pd.DataFrame) -> pd.DataFrame:
    """Traits of customers by how many sent us somebody or answered 9 or 10 when asked.

    known and frame as for `stays`.
    """
    frame = frame[frame[["referrals", "nps"]].notna().any(axis=1)]
    return _customers(known, frame, (frame["referrals"] > 0) | (frame["nps"] >= ideal.PROMOTER))


def ranked(found: pd.DataFrame) -> pd.DataFrame:
    """The traits that can be known beforehand and that enough have, the best first.

    found: as `drivers.compare` has it.
    """
    named = (found["value"] != drivers.BLANK) & (found["verdict"] != verdicts.LEAK)
    kept = found[named & found["before"] & (found["n"] >= LEAST)]
    return kept.sort_values(["shrunk", "n"], ascending=[False, False], ignore_index=True)


def _customers(known: drivers.Known, frame: pd.DataFrame, best: pd.Series) -> pd.DataFrame:
    if frame.empty or known.values.empty:
        return pd.DataFrame()
    ids = frame["customer_id"]
    return ranked(drivers.compare(known, list(ids[best]), list(ids), ("nps", "referred_by")))
