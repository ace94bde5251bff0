"""What ideal customers share: every trait against the rest, with how far it can be trusted.

Lift = P(trait | ideal) / P(trait | all of whom it is known), the share of ideal ones among those
with the trait beside that of all. Each value is tested against the rest of the known by Fisher's
exact test, all together adjusted by Benjamini & Hochberg; the interval belongs to the share.
Unknown is counted beside and is never a trait.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import contingency, db, errors, fields, intervals, measures, trait_bands, verdicts, within

Unit = Literal["customer", "deal"]

BLANK = "no, or left blank"
YES = frozenset({"yes", "y", "true", "1", "x"})
MANY = 12  # a text of which more different ones stand at two units each is a name, not a trait
PRODUCTS = 20
# what a blank says nothing of is no sign that it was written down after the fact
NO_LEAK = ("Buys ", "referred_by")
AFTER = {"nps", "testimonial", "payment_terms", "account_manager", "tenure", "seats", "days"} | {
    column.lower() for one in measures.ALL.values() for column in one.columns
}
TITLES = fields.TITLES | {
    "tenure": "Customer for",
    "owner": "Who sells",
    "own_revenue": "Company revenue",
    "nps": "Would recommend you, 0-10 (NPS)",
}

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Known:
    """What is known of each customer or closed deal.

    units: unit_id, customer_id, name, won (deals), one row each. values: trait, title, value,
    column (of the trait in `codes`), before (whether it can be known before the first sale), blank
    (whether it stands for the blanks of a column that only ever says yes). codes: for each unit and
    trait the place of its value in `values`, -1 = unknown.
    """

    unit: Unit
    units: pd.DataFrame
    values: pd.DataFrame
    codes: Codes


def lift(
    conn: db.Connection,
    ideal: Collection[str] | None = None,
    unit: Unit = "customer",
    as_of: date | None = None,
    among: Collection[str] | None = None,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """One row per trait and value, by evidence; see `compare` for the columns.

    ideal: the ids of the ideal customers; of deals, the won ones where none are given. The rest
    are all others, or those of `among`. without: traits to leave out. as_of None takes all orders
    and leaves out how long they are customers.
    Raises RuleInvalid for ids that are nowhere in the data.
    """
    known = read(conn, unit, as_of)
    if strangers := {*(ideal or ()), *(among or ())} - set(known.units["unit_id"]):
        raise errors.RuleInvalid(
            f"{len(strangers):,} of these ids are nowhere in the data, such as "
            f"{min(strangers)!r}: give the ids of {unit}s that are."
        )
    return compare(known, ideal, among, without)


def read(conn: db.Connection, unit: Unit = "customer", as_of: date | None = None) -> Known:
    """What is known of all customers, or of all deals that are won or lost by `as_of`."""
    units = db.run(conn, "drivers_units", unit=unit, as_of=as_of).df()
    if unit == "deal":
        senders = list(measures.SENDERS)
        said = db.run(conn, "drivers_deals", as_of=as_of, senders=senders).df()
    else:
        said = db.run(conn, "drivers_customers", as_of=as_of, products=PRODUCTS).df()
    return _coded(unit, units, said)


def compare(
    known: Known,
    ideal: Collection[str] | None = None,
    among: Collection[str] | None = None,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """One row per trait and value that somebody has, by verdict and then by evidence.

    Columns: trait, title (of the trait, on screen), value, n (with it), ideal_n (of these ideal),
    share (0-1), low, high (its 95 % interval), known and ideal_known (with any value of the trait),
    overall (their share), unknown (customers), lift, p, q, shrunk ((k + 1) / (n + 2), to rank by),
    before (whether it can be known before the first sale),
    verdict (of verdicts.ALL), within (the trait and value in which it vanishes, else missing),
    code and column (its place in known.values, and that of the trait in known.codes).
    """
    is_ideal, counts = flags(known, ideal, among)
    frame = _counted(known, is_ideal, counts)
    frame = frame[(frame["n"] > 0) & ~frame["trait"].isin(list(without))]
    leaks = _leaks(known, frame, int(is_ideal.sum()), int(counts.sum()))
    compared = (frame["n"] < frame["known"]) | frame["trait"].isin(leaks)
    frame = judged(frame[compared].reset_index(drop=True), leaks)
    frame["within"] = within.vanished(known.codes[counts], is_ideal[counts], frame)
    frame.loc[frame["within"].notna(), "verdict"] = verdicts.VANISHES
    return ranked(frame)


def flags(
    known: Known, ideal: Collection[str] | None = None, among: Collection[str] | None = None
) -> tuple[Flags, Flags]:
    """Of each unit, whether it is ideal, and whether it counts at all."""
    if ideal is None:
        if known.unit != "deal":
            raise errors.RuleInvalid("Nobody is ideal yet: choose who the best customers are.")
        is_ideal = known.units["won"].to_numpy(dtype=bool)
    else:
        is_ideal = _among(known, ideal)
    counts = np.ones(len(is_ideal), dtype=bool) if among is None else _among(known, among)
    return is_ideal & counts, counts


def _among(known: Known, ids: Collection[str]) -> Flags:
    """Whether each unit is one of these; a set is several times faster than `isin` with many."""
    wanted, units = set(ids), known.units["unit_id"].to_list()
    return np.fromiter(map(wanted.__contains__, units), dtype=bool, count=len(units))


def judged(frame: pd.DataFrame, leaks: Collection[str] = ()) -> pd.DataFrame:
    """The frame (n, ideal_n, known, ideal_known) with shares, tests and verdicts.

    Traits that are leaks are named as such, and neither tested nor counted among the tests.
    """
    result, leak = frame.copy(), frame["trait"].isin(list(leaks))
    result["share"] = result["ideal_n"] / result["n"]
    result["low"], result["high"] = intervals.wilson(result["ideal_n"], result["n"])
    result["overall"] = result["ideal_known"] / result["known"]
    result["lift"] = result["share"] / result["overall"].where(result["overall"] > 0)
    result["p"] = contingency.fisher(
        result["ideal_n"], result["n"], result["ideal_known"], result["known"]
    )
    result["p"] = result["p"].mask(leak)
    result["q"] = np.nan
    result.loc[~leak, "q"] = contingency.adjusted(result.loc[~leak, "p"])
    result["shrunk"] = (result["ideal_n"] + 1) / (result["n"] + 2)
    result["verdict"] = verdicts.judge(result)
    result.loc[leak, "verdict"] = verdicts.LEAK
    return result


def ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows by verdict, in each the highest shrunk share first (the lowest of LESS)."""
    places = frame["verdict"].map({verdict: n for n, verdict in enumerate(verdicts.ALL)})
    less = frame["verdict"] == verdicts.LESS
    shrunk = frame["shrunk"].where(less, -frame["shrunk"])
    order = pd.DataFrame({"place": places, "shrunk": shrunk, "p": frame["p"]})
    kept = order.sort_values(["place", "shrunk", "p"], kind="stable").index
    return frame.loc[kept].reset_index(drop=True)


def _counted(known: Known, is_ideal: Flags, counts: Flags) -> pd.DataFrame:
    size = len(known.values)
    frame = known.values.drop(columns="blank").assign(code=np.arange(size))
    for name, chosen in (("n", counts), ("ideal_n", is_ideal)):
        codes = known.codes[chosen]
        frame[name] = np.bincount(codes[codes >= 0], minlength=size)
    frame[["known", "ideal_known"]] = frame.groupby("trait")[["n", "ideal_n"]].transform("sum")
    frame["unknown"] = int(counts.sum()) - frame["known"]
    return frame


def _leaks(known: Known, frame: pd.DataFrame, ideal: int, everybody: int) -> list[str]:
    """Traits that were written down of ideal ones alone, more often than by chance."""
    written = frame[~known.values["blank"].loc[frame["code"]].to_numpy()]
    sums = written.groupby("trait")[["n", "ideal_n"]].sum()
    sums = sums[(sums["n"] == sums["ideal_n"]) & (sums["n"] >= verdicts.IDEAL)]
    p = contingency.fisher(
        sums["n"], sums["n"], np.full(len(sums), ideal), np.full(len(sums), everybody)
    )
    return [str(t) for t in sums.index[p <= verdicts.SURE] if not str(t).startswith(NO_LEAK)]


def _coded(unit: Unit, units: pd.DataFrame, said: pd.DataFrame) -> Known:
    """Each different value of each trait, in bands where they are numbers, and who has which."""
    each = said.assign(n=said["units"].map(len).astype(int))
    columns, names = pd.factorize(said["trait"])
    values, places = _values(each.assign(column=columns), list(names))
    codes = np.full((len(units), len(names)), -1, dtype=np.int32)
    for who, column, place in zip(said["units"], columns, places, strict=True):
        if place >= 0:
            codes[who, column] = place
    blanks = values[values["blank"]]
    for code, column in zip(blanks.index, blanks["column"], strict=True):
        codes[codes[:, column] < 0, column] = code
    return Known(unit, units, values, codes)


def _values(each: pd.DataFrame, names: list[str]) -> tuple[pd.DataFrame, Codes]:
    """The values of all traits, and the place there of each row of `each`; -1 where it is none."""
    rows: list[tuple[object, ...]] = []
    places = np.full(len(each), -1, dtype=np.int32)
    for column, name in enumerate(names):
        own = each[each["column"] == column]
        bands = trait_bands.banded(name, own["value"], own["n"])
        if bands.nunique() > max(MANY, own["n"].sum() / 2):
            continue
        found = list(dict.fromkeys(bands))
        flag = len(found) == 1 and str(found[0]).lower() in YES
        places[own.index] = bands.map({value: len(rows) + n for n, value in enumerate(found)})
        for value in [*found, *([BLANK] if flag else [])]:
            rows.append((name, TITLES.get(name, name), value, column, value == BLANK))
    frame = pd.DataFrame(rows, columns=["trait", "title", "value", "column", "blank"])
    after = frame["trait"].str.lower().isin(AFTER) | frame["trait"].str.startswith("Buys ")
    return frame.assign(before=~after).astype({"blank": bool, "column": int}), places
