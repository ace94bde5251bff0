"""How recently, how often and how much each customer bought, scored from 1 to 5, 5 best.

The default cuts are quintiles of the values (linear quantiles: type 7 in Hyndman & Fan 1996), so
equal customers always get equal scores. Only purchases count: orders with a positive total.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import db, errors, facts, segments

Dimension = Literal["recency", "frequency", "monetary"]
Frequency = Literal["orders", "active_months", "projects"]
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
_SCORED: dict[Dimension, tuple[str, str]] = {
    "recency": ("recency_days", "r"),
    "frequency": ("frequency", "f"),
    "monetary": ("monetary", "m"),
}
_COUNTED: dict[str, tuple[str, str, str]] = {
    "orders": ("purchases", "order", "orders"),
    "active_months": ("active_months", "month with an order", "months with an order"),
    "projects": ("projects", "project", "projects"),
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
        if self.method not in get_args(Method):
            raise errors.RuleInvalid(_unknown("method", self.method, get_args(Method)))
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


def _four(dimension: str, values: Four) -> Four:
    try:
        four = tuple(float(value) for value in values)
    except (TypeError, ValueError):
        four = ()
    if len(four) != 4 or not all(map(math.isfinite, four)):
        raise errors.RuleInvalid(f"The {dimension} cuts must be four numbers: give exactly four.")
    if list(four) != sorted(four):
        written = ", ".join(f"{value:g}" for value in four)
        raise errors.RuleInvalid(
            f"The {dimension} cuts must rise, and {written} do not: write the smallest first."
        )
    return four


def _unknown(what: str, value: object, choices: tuple[str, ...]) -> str:
    return f"There is no {what} {value!r}: choose one of {', '.join(choices)}."


def score(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = None,
    frequency: Frequency = "orders",
    cuts: Cuts | Method | None = None,
) -> pd.DataFrame:
    """One row per customer with a purchase in the window, sorted by `customer_id`.

    Columns: customer_id, name, recency_days, frequency, monetary (in the file's currency), r, f,
    m (1-5, 5 best), fm ((f + m) / 2, half rounded up), segment. `frequency` counts orders, months
    with an order, or orders with project or resale work (0 where there is none); `cuts` are saved
    ones or a method's name, None for quintiles. Raises RuleInvalid for unknown names.
    """
    frame = _measured(facts.customers(conn, as_of, revenue, window_months), frequency)
    applied = cuts if isinstance(cuts, Cuts) else _cut(frame, cuts or "quintiles")
    for dimension, (column, score_column) in _SCORED.items():
        frame[score_column] = applied.scores(dimension, frame[column])
    frame["fm"] = (frame["f"] + frame["m"] + 1) // 2
    frame["segment"] = segments.names(frame)
    return frame


def cuts(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = None,
    frequency: Frequency = "orders",
    method: Method = "quintiles",
) -> Cuts:
    """The cuts that `method` makes in this data, to be shown, saved and applied to later data.

    "quintiles" cuts at the 20, 40, 60 and 80 % quantiles of the values; a preset has fixed days
    and counts, and money at those quantiles; "r_package" is the rule of the R package rfm (each
    quantile plus 1). Raises RuleInvalid where nobody bought, and for an unknown method.
    """
    frame = _measured(facts.customers(conn, as_of, revenue, window_months), frequency)
    if frame.empty:
        raise errors.RuleInvalid(
            f"Nobody bought in the window that ends on {as_of}: load orders, or choose another "
            "date or a longer window."
        )
    return _cut(frame, method)


def _measured(customers: pd.DataFrame, frequency: Frequency) -> pd.DataFrame:
    if frequency not in _COUNTED:
        raise errors.RuleInvalid(_unknown("frequency", frequency, tuple(_COUNTED)))
    counted, *_ = _COUNTED[frequency]
    bought = customers[customers["purchases"] > 0].reset_index(drop=True)
    return pd.DataFrame(
        {
            "customer_id": bought["customer_id"],
            "name": bought["name"],
            "recency_days": bought["recency_days"].astype(int),
            "frequency": bought[counted].astype(int),
            "monetary": bought["money"].astype(float),
        }
    )


def _cut(frame: pd.DataFrame, method: Method) -> Cuts:
    if method == "own" or method not in get_args(Method):
        choices = get_args(Method)[:-1]
        raise errors.RuleInvalid(_unknown("method", method, choices))
    found = [_quintiles(frame[column]) for column, _ in _SCORED.values()]
    if method in PRESETS:
        return Cuts(*PRESETS[method], found[2], method)
    shift = 1 if method == "r_package" else 0
    recency, frequency, monetary = (tuple(cut + shift for cut in four) for four in found)
    return Cuts(recency, frequency, monetary, method)


def _quintiles(values: pd.Series) -> Four:
    if values.empty:
        return (0, 0, 0, 0)
    return tuple(np.quantile(values.to_numpy(dtype=float), [0.2, 0.4, 0.6, 0.8]).tolist())


def bins(scores: pd.DataFrame) -> dict[Dimension, int]:
    """How many different scores each dimension really has, 0 to 5."""
    return {dimension: scores[column].nunique() for dimension, (_, column) in _SCORED.items()}


def in_words(scores: pd.DataFrame, cuts: Cuts, frequency: Frequency = "orders") -> pd.DataFrame:
    """One row per dimension and score, 5 first: what it takes to get it, and how many did.

    Columns: dimension, score, low, high (days, counts or money; missing where there is no end or
    no value), words ("bought within 41 days"), customers.
    """
    rows = [
        (dimension, score, low, high, words, int((scores[column] == score).sum()))
        for dimension, (_, column) in _SCORED.items()
        for score, low, high, words in _bands(cuts, dimension, frequency)
    ]
    columns = ["dimension", "score", "low", "high", "words", "customers"]
    return pd.DataFrame(rows, columns=columns)


def _bands(
    cuts: Cuts, dimension: Dimension, frequency: Frequency
) -> Iterator[tuple[int, float, float, str]]:
    ends = _ends(cuts, dimension, 1 if frequency == "orders" else 0)
    best_first = ends if dimension == "recency" else reversed(ends)
    for score, (low, high) in zip(range(5, 0, -1), best_first, strict=True):
        if low > high or (dimension == "monetary" and low == high):
            yield score, math.nan, math.nan, "no customer can get this score"
        else:
            passed = cuts.passed(dimension)
            yield score, low, high, _words(dimension, low, high, frequency, passed)


def _ends(cuts: Cuts, dimension: Dimension, fewest: int) -> list[tuple[float, float]]:
    """Where each of the five bands begins and ends, rising; days and counts are whole."""
    edges: Four = getattr(cuts, dimension)
    if dimension == "monetary":
        return list(zip((math.nan, *edges), (*edges, math.nan), strict=True))
    passed = cuts.passed(dimension)
    highs = [math.ceil(edge) - 1 if passed else math.floor(edge) for edge in edges]
    first = fewest if dimension == "frequency" else 0
    lows = [first, *(max(high + 1, first) for high in highs)]
    return list(zip(lows, (*highs, math.nan), strict=True))


def _words(
    dimension: Dimension, low: float, high: float, frequency: Frequency, passed: bool
) -> str:
    if dimension == "recency":
        return _recency_words(low, high)
    if dimension == "frequency":
        return _count_words(low, high, frequency)
    return _money_words(low, high, passed)


def _recency_words(low: float, high: float) -> str:
    if math.isnan(high):
        return f"bought more than {_days(low - 1)} ago" if low else "bought at any time"
    if low == 0:
        return f"bought within {_days(high)}"
    return f"bought {_days(high)} ago" if low == high else f"bought {low:g} to {_days(high)} ago"


def _days(days: float) -> str:
    return f"{days:,.0f} day" if days == 1 else f"{days:,.0f} days"


def _count_words(low: float, high: float, frequency: Frequency) -> str:
    _, one, many = _COUNTED[frequency]
    if math.isnan(high):
        return f"{low:,.0f} {one if low == 1 else many} or more"
    if low == high:
        return f"{low:,.0f} {one if low == 1 else many}"
    return f"{low:,.0f} to {high:,.0f} {many}"


def _money_words(low: float, high: float, passed: bool) -> str:
    above, below = ("{} or more", "less than {}") if passed else ("more than {}", "up to {}")
    parts = [(above, low), (below, high)]
    return ", ".join(part.format(_money(cut)) for part, cut in parts if not math.isnan(cut))


def _money(amount: float) -> str:
    return f"{amount:,.0f}" if amount == round(amount) or abs(amount) >= 1000 else f"{amount:,.2f}"


@dataclass(frozen=True)
class Suggestion:
    """A method to start with, and why in one sentence."""

    method: Method
    reason: str


def suggested_method(scores: pd.DataFrame) -> Suggestion:
    """ "quintiles" where the customers can be cut into fifths, otherwise fixed cuts.

    Fixed cuts ("b2b_services") are suggested below 50 customers, and where a dimension has fewer
    than 5 different values.
    """
    n = len(scores)
    if n < 50:
        who = "1 customer has" if n == 1 else f"{n or 'no'} customers have"
        return Suggestion(
            "b2b_services",
            f"Only {who} bought, too few to be cut into fifths: fixed cuts are steadier.",
        )
    for dimension, (column, _) in _SCORED.items():
        values = scores[column].nunique()
        if values < 5:
            what = {"recency": "How recently", "frequency": "How often", "monetary": "How much"}
            return Suggestion(
                "b2b_services",
                f"{what[dimension]} they bought takes only {values} different "
                f"value{'s' if values > 1 else ''}, too few for fifths: fixed cuts are clearer.",
            )
    return Suggestion("quintiles", f"{n:,} customers who differ enough can be cut into fifths.")


@dataclass(frozen=True)
class Trap:
    """`n` of the `of` customers known for half a year order nearly every month."""

    n: int
    of: int
    sentence: str


def trap(conn: db.Connection, as_of: date, window_months: int | None = None) -> Trap | None:
    """The trap of monthly invoicing, or None where it is not there.

    Invoiced every month, a customer's orders only count how long they have been one, and all
    look recent. It is there if at least half of the customers whose first purchase is 6 months
    old or older have a purchase in 80 % or more of their months in the window.
    """
    frame = facts.customers(conn, as_of, window_months=window_months)
    half_a_year_ago = pd.Timestamp(as_of) - pd.DateOffset(months=6)
    known = frame[(frame["purchases"] > 0) & (frame["first_on"] <= half_a_year_ago)]
    n, of = int((known["active_months"] >= 0.8 * known["months"]).sum()), len(known)
    if not of or 2 * n < of:
        return None
    sentence = (
        f"{n:,} of {of:,} customers order nearly every month, so the number of their orders only "
        "says how long they have been customers: count projects or months with an order instead."
    )
    return Trap(n, of, sentence)


@dataclass(frozen=True)
class Gate:
    """What there is to score from, and a sentence for each thing that is thin."""

    buyers: int
    days: int
    recency_days: int | None
    regulars: int
    sentences: tuple[str, ...]


def gate(conn: db.Connection, as_of: date, window_months: int | None = None) -> Gate:
    """How far the data carries scores; it labels and never blocks.

    buyers in the window, days from the first purchase to the last, recency_days of the last one,
    regulars with 3 purchases or more. There is no sentence from 500 buyers and 180 days on, with
    a purchase in the last 30 days and one regular: the gate Klaviyo documents for its scores.
    """
    frame = facts.customers(conn, as_of, window_months=window_months)
    bought = frame[frame["purchases"] > 0]
    if bought.empty:
        return Gate(0, 0, None, 0, ("Nobody has bought yet: load orders to see scores.",))
    days = int((bought["last_on"].max() - bought["first_on"].min()).days)
    recency_days = int(bought["recency_days"].min())
    regulars = int((bought["purchases"] >= 3).sum())
    sentences = _thin(len(bought), days, recency_days, regulars)
    return Gate(len(bought), days, recency_days, regulars, tuple(sentences))


def _thin(buyers: int, days: int, recency_days: int, regulars: int) -> Iterator[str]:
    if buyers < 500:
        yield (
            f"{buyers} customer{'s have' if buyers > 1 else ' has'} bought; scores become steady "
            "from about 500, so with fewer read them as a start for a talk, name by name."
        )
    if days < 180:
        yield (f"The orders cover {_days(days)}; from about 180 days on one sees who comes back.")
    if recency_days > 30:
        yield (
            f"The last order is {_days(recency_days)} old, so nobody looks recent: "
            "load newer orders, or choose an earlier date."
        )
    if not regulars:
        yield "Nobody has bought three times yet, so how often they buy says little so far."
