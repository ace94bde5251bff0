"""How recently, how often and how much each customer bought, scored from 1 to 5, 5 best.

Equal customers always get equal scores. Only purchases count: orders with a positive total.
"""

import math
from collections.abc import Iterator
from datetime import date

import pandas as pd

from icp import cutting, db, errors, facts, measuring, segments
from icp.measuring import Frequency


def score(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = None,
    frequency: Frequency = "orders",
    cuts: cutting.Cuts | cutting.Method | None = None,
) -> pd.DataFrame:
    """One row per customer with a purchase in the window, sorted by `customer_id`.

    Columns: customer_id, name, first_on (first purchase ever), recency_days, frequency, monetary
    (all revenue of the window, in the file's currency), r, f, m (1-5, 5 best), fm ((f + m) / 2,
    half rounded up), segment.
    `frequency` counts orders, months with an order or different products; "projects" knows only
    orders with project or resale work, also for recency and for who is scored. `cuts` are saved
    ones or a method's name, None for quintiles. Raises RuleInvalid for unknown names.
    """
    values = measuring.values(conn, as_of, revenue, window_months, frequency)
    applied = cuts if isinstance(cuts, cutting.Cuts) else cutting.cut(values, cuts or "quintiles")
    return apply(values, applied)


def apply(
    values: pd.DataFrame, cuts: cutting.Cuts, cells: segments.Cells = segments.DEFAULT
) -> pd.DataFrame:
    """The frame of `measuring.measure` with the columns r, f, m, fm and segment of `score`."""
    frame = values.copy()
    for dimension, (column, score_column) in cutting.COLUMNS.items():
        frame[score_column] = cuts.scores(dimension, frame[column])
    frame["fm"] = (frame["f"] + frame["m"] + 1) // 2
    frame["segment"] = segments.names(frame, cells)
    return frame


def cuts(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    window_months: int | None = None,
    frequency: Frequency = "orders",
    method: cutting.Method = "quintiles",
) -> cutting.Cuts:
    """The cuts that `method` makes in this data, to be shown, saved and applied to later data.

    "quintiles" cuts at the 20, 40, 60 and 80 % quantiles of the values; a preset has fixed days
    and counts, and money at those quantiles; "r_package" is the rule of the R package rfm (each
    quantile plus 1). Raises RuleInvalid where nobody bought, and for an unknown method.
    """
    frame = measuring.values(conn, as_of, revenue, window_months, frequency)
    if frame.empty:
        did = measuring.BASES[frequency].did
        raise errors.RuleInvalid(
            f"Nobody {did} in the window that ends on {as_of}: load orders, or "
            "choose another date or a longer window."
        )
    return cutting.cut(frame, method)


def unscored(
    conn: db.Connection,
    as_of: date,
    window_months: int | None = None,
    frequency: Frequency = "orders",
) -> int:
    """How many customers bought in the window, but nothing of what `frequency` counts."""
    customers = measuring.customers(conn, as_of, "net", window_months, frequency)
    return measuring.unmeasured(customers, frequency)


def bins(scores: pd.DataFrame) -> dict[cutting.Dimension, int]:
    """How many different scores each dimension really has, 0 to 5."""
    return {name: scores[column].nunique() for name, (_, column) in cutting.COLUMNS.items()}


def in_words(
    scores: pd.DataFrame, cuts: cutting.Cuts, frequency: Frequency = "orders"
) -> pd.DataFrame:
    """One row per dimension and score, 5 first: what it takes to get it, and how many did.

    Columns: dimension, score, low, high (days, counts or money; missing where there is no end or
    no value), words ("bought within 41 days"), customers.
    """
    rows = [
        (dimension, score, low, high, words, int((scores[column] == score).sum()))
        for dimension, (_, column) in cutting.COLUMNS.items()
        for score, low, high, words in _bands(cuts, dimension, measuring.BASES[frequency])
    ]
    columns = ["dimension", "score", "low", "high", "words", "customers"]
    return pd.DataFrame(rows, columns=columns)


def _bands(
    cuts: cutting.Cuts, dimension: cutting.Dimension, basis: measuring.Basis
) -> Iterator[tuple[int, float, float, str]]:
    ends = cuts.ends(dimension, basis.fewest)
    best_first = ends if dimension == "recency" else reversed(ends)
    for score, (low, high) in zip(range(5, 0, -1), best_first, strict=True):
        if low > high or (dimension == "monetary" and low == high):
            yield score, math.nan, math.nan, "no customer can get this score"
        elif dimension == "recency":
            yield score, low, high, f"{basis.did} {_ago(low, high)}"
        elif dimension == "frequency":
            yield score, low, high, _counted(low, high, basis)
        else:
            yield score, low, high, _money(low, high, cuts.passed(dimension))


def _ago(low: float, high: float) -> str:
    if math.isnan(high):
        return f"more than {days(low - 1)} ago" if low else "at any time"
    if low == 0:
        return f"within {days(high)}"
    return f"{days(high)} ago" if low == high else f"{low:g} to {days(high)} ago"


def days(number: float) -> str:
    """ "1 day", "1,365 days"."""
    return f"{number:,.0f} day{'' if number == 1 else 's'}"


def _counted(low: float, high: float, basis: measuring.Basis) -> str:
    if math.isnan(high):
        return f"{low:,.0f} {basis.one if low == 1 else basis.many} or more"
    if low == high:
        return f"{low:,.0f} {basis.one if low == 1 else basis.many}"
    return f"{low:,.0f} to {high:,.0f} {basis.many}"


def _money(low: float, high: float, passed: bool) -> str:
    above, below = ("{} or more", "less than {}") if passed else ("more than {}", "up to {}")
    parts = [(above, low), (below, high)]
    return ", ".join(part.format(_amount(end)) for part, end in parts if not math.isnan(end))


def _amount(money: float) -> str:
    return f"{money:,.0f}" if money == round(money) or abs(money) >= 1000 else f"{money:,.2f}"
