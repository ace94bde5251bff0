"""Two traits together: law firms, and of 10-49 people.

A pair is known of whom both are known, or one of which is something else. Tested as single traits
are, adjusted over all pairs that were looked at.
"""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import contingency, drivers, verdicts

MOST = 30  # values that are put together in pairs, the strongest first
NEARLY_ALL = 0.8  # a pair that more of one of its traits have is that trait
CHANCE = 0.2
LEFT_OUT = (verdicts.LEAK, verdicts.VANISHES)

Counts = npt.NDArray[np.float32]


def compare(
    known: drivers.Known,
    singles: pd.DataFrame,
    ideal: Collection[str] | None = None,
    among: Collection[str] | None = None,
) -> pd.DataFrame:
    """One row per pair that 10 or more have, by verdict and then by evidence.

    singles: the rows of `drivers.compare` for the same customers that may be put together. Columns:
    those of it without code and column, codes (of the two), more: whether the pair says more than
    each of its traits, that is, it is strong or likely, leaves out a fifth of each, and of those
    with the one the other tells the ideal ones (p <= .2). title names both traits, value is
    "Law, 10-49 people".
    """
    is_ideal, counts = drivers.flags(known, ideal, among)
    blank = known.values["blank"].loc[singles["code"]].to_numpy()
    fit = (singles["n"] >= verdicts.HAVE) & ~blank & ~singles["verdict"].isin(LEFT_OUT)
    parts = singles[fit].sort_values(["p", "n"], ascending=[True, False], kind="stable").head(MOST)
    pairs = _counted(known.codes[counts], is_ideal[counts], parts.reset_index(drop=True))
    pairs = pairs[pairs["n"] >= verdicts.HAVE].reset_index(drop=True)
    found = drivers.judged(pairs).assign(within=None)
    good = found["verdict"].isin([verdicts.STRONG, verdicts.LIKELY])
    found["more"] = good & _says_more(found, "first") & _says_more(found, "second")
    sides = [f"{side}_{count}" for side in ("first", "second") for count in ("n", "ideal_n")]
    return drivers.ranked(found.drop(columns=[*sides, "first_known", "second_known"]))


def _says_more(pairs: pd.DataFrame, side: str) -> pd.Series:
    """Whether those of one trait who have the other as well are ideal more often."""
    n, ideal, known = (pairs[f"{side}_{name}"] for name in ("n", "ideal_n", "known"))
    p = contingency.fisher(pairs["ideal_n"], pairs["n"], ideal, known)
    return (pairs["n"] <= NEARLY_ALL * n) & (pairs["share"] * known > ideal) & (p <= CHANCE)


def _counted(codes: drivers.Codes, is_ideal: drivers.Flags, parts: pd.DataFrame) -> pd.DataFrame:
    """The pairs of values of two traits, and how many have both, the first or the second."""
    at, to = np.triu_indices(len(parts), 1)
    columns = parts["column"].to_numpy(dtype=int)
    at, to = at[columns[at] != columns[to]], to[columns[at] != columns[to]]
    one, two = (parts.iloc[place].reset_index(drop=True) for place in (at, to))
    found = pd.DataFrame({"trait": one["trait"] + " and " + two["trait"]})
    found["title"] = one["title"] + " and " + two["title"]
    found["value"] = _told(one) + ", " + _told(two)
    found["before"] = one["before"] & two["before"]
    found["codes"] = list(zip(one["code"], two["code"], strict=True))
    own = codes[:, columns]
    sides = np.hstack([own == parts["code"].to_numpy(), own >= 0]).astype(np.float32)
    for name, table in (("", sides), ("ideal_", sides[is_ideal])):
        both, of_first, known = _together(table, len(parts))
        found[f"{name}n"] = both[at, to].astype(int)
        found[f"{name}known"] = known[at, to].astype(int)
        for side, firsts in (("first", of_first[at, to]), ("second", of_first[to, at])):
            found[f"{side}_{'ideal_n' if name else 'known'}"] = firsts.astype(int)
    for side, counted in (("first", one["n"]), ("second", two["n"])):
        found[f"{side}_n"] = counted
    found["unknown"] = len(codes) - found["known"]
    return found


def _told(part: pd.DataFrame) -> pd.Series:
    """The value, or what there is where it says no more than "yes"."""
    return part["value"].mask(part["value"].str.lower().isin(drivers.YES), part["title"])


def _together(sides: npt.NDArray[np.float32], parts: int) -> tuple[Counts, Counts, Counts]:
    """How many have both of each two, have the first and the second known, and can be told.

    sides: whether each unit has each part, and then whether it is known of it. Those can be told of
    whom both are known, or one of which they have something else.
    """
    counts = sides.T @ sides
    has, known = slice(None, parts), slice(parts, None)
    both, of_first = counts[has, has], counts[has, known]
    missed = counts[known, known] - of_first - of_first.T + both
    lacks = np.diag(counts)[known] - np.diag(counts)[has]
    return both, of_first, both + lacks[:, None] + lacks - missed
