"""What the customers of one year spend in the next: what they keep, add and take away.

Years are the 12 months before a day and those before them. The customers of a year are those with
revenue above zero in it. Per 100 of that revenue, gross retention is what the same customers spend
in the next year without growth, sum(min(before, now)), and net retention with it, sum(now). Source:
net and gross revenue retention as investors of subscription firms ask for them.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import by_period, db, errors, facts

MOST_YEARS = 20
STARTED = ("grown", "same", "shrunk", "gone")
KINDS = (*STARTED, "back", "new", "apart")


@dataclass(frozen=True)
class Years:
    """What each customer brought in each of the years before `as_of`, for the functions below.

    customers: customer_id, name and since (the first order or, if earlier, when the list says they
    began). money (in the file's currency), ordered (there is an order) and bought (a purchase): a
    row for each of them and a column for each year, 0 = the newest. first_on: the first order of
    all in those years, None without one.
    """

    as_of: date
    customers: pd.DataFrame
    money: npt.NDArray[np.float64]
    ordered: npt.NDArray[np.bool_]
    bought: npt.NDArray[np.bool_]
    first_on: date | None

    @property
    def whole(self) -> int:
        """How many years, counted back, the orders cover from their first month on."""
        whole = 0
        while self.first_on and _known_from(self.first_on, whole + 1) <= self.as_of:
            whole += 1
        return min(whole, MOST_YEARS)

    @property
    def known_from(self) -> date | None:
        """The first day on which two years are covered, so that they can be compared."""
        return _known_from(self.first_on, 2) if self.first_on else None

    def begins(self, year: int) -> date:
        """The first day of a year, 0 = the newest."""
        return _later(self.as_of, -12 * (year + 1))

    def ends(self, year: int) -> date:
        """The last day of a year; the newest has `as_of` as well."""
        return self.begins(year - 1) - timedelta(1) if year else self.as_of


@dataclass(frozen=True)
class Kept:
    """What the customers of one year spend in the next; money in the file's currency.

    customers had revenue above zero, `start` in all; late of them began after the first month of
    their year; stayed bought in the next year, and all of them spend `now`. net and gross: per 1 of
    start with and without growth; both are None without customers.
    """

    customers: int
    late: int
    stayed: int
    start: float
    now: float
    net: float | None
    gross: float | None


def years(conn: db.Connection, as_of: date, revenue: facts.Revenue = "net") -> Years:
    """All orders of the MOST_YEARS years up to `as_of`, by customer and year."""
    customers = db.run(conn, "by_period_customers", as_of=as_of).df()
    days = (pd.Timestamp(as_of) - customers.pop("first_on")).dt.days
    many = min(MOST_YEARS, int(days.max()) // 365 + 1) if len(days) else 1
    window = {"as_of": as_of, "revenue": revenue, "years": many}
    tables = by_period.tables(conn, "retention", customers.pop("place"), many + 1, **window)
    found = tables["ordered"].any(axis=1)
    first_on = as_of - timedelta(int(days[found].max())) if found.any() else None
    money, ordered, bought = (tables[name][found] for name in ("money", "ordered", "bought"))
    customers = customers.iloc[np.flatnonzero(found)].reset_index(drop=True)
    return Years(as_of, customers, money, ordered, bought, first_on)


def changes(by_year: Years, year: int = 0) -> pd.DataFrame:
    """One row per customer with an order in the year or the one before it, by customer_id.

    Columns: customer_id, name, money_before, money_now, money (the change), stayed (bought in the
    year), late (began after the first month of the year before) and kind. Of those with revenue
    above zero before: grown, same, shrunk, or gone (bought nothing any more). Without an order
    before: new, or back when they bought earlier. apart: revenue of zero or less before, or nothing
    but refunds now.
    """
    before, now = by_year.money[:, year + 1], by_year.money[:, year]
    ordered, bought = by_year.ordered[:, year + 1], by_year.bought[:, year]
    since = by_year.customers["since"].to_numpy(dtype="datetime64[D]")
    started = before > 0
    kind = np.select(
        [
            started & ~bought,
            started & (now > before),
            started & (now < before),
            started,
            ordered | ~bought,
            since < np.datetime64(by_year.begins(year)),
        ],
        ["gone", "grown", "shrunk", "same", "apart", "back"],
        "new",
    )
    frame: pd.DataFrame = by_year.customers[["customer_id", "name"]].assign(
        money_before=before,
        money_now=now,
        money=np.round(now - before, 4),
        stayed=bought,
        late=since >= np.datetime64(_later(by_year.begins(year + 1), 1)),
        kind=kind,
    )
    either = by_year.ordered[:, year : year + 2].any(axis=1)
    return frame.iloc[np.flatnonzero(either)].reset_index(drop=True)


def kept(changed: pd.DataFrame) -> Kept:
    """What `changes` gave, of those with revenue above zero before, in a few figures."""
    began = changed[changed["money_before"] > 0]
    start, now = (round(float(began[f"money_{when}"].sum()), 4) for when in ("before", "now"))
    least = float(began[["money_before", "money_now"]].min(axis=1).sum())
    return Kept(
        customers=len(began),
        late=int(began["late"].sum()),
        stayed=int(began["stayed"].sum()),
        start=start,
        now=now,
        net=now / start if len(began) else None,
        gross=least / start if len(began) else None,
    )


def waterfall(changed: pd.DataFrame) -> pd.DataFrame:
    """The way from the revenue of one year to that of the next, a row for each step.

    Columns: part, customers, money. start + grown + shrunk + gone = kept, what those customers
    spend now; kept + back + new + apart = now, all revenue of the year. shrunk and gone are
    negative; apart counts what they bring now.
    """
    known, sums = kept(changed), changed.groupby("kind")["money"].agg(["size", "sum"])
    now = changed.groupby("kind")["money_now"].sum()
    count = sums["size"].reindex(KINDS, fill_value=0).astype(int)
    money = sums["sum"].reindex(KINDS, fill_value=0.0)
    money["apart"] = now.get("apart", 0.0)
    rows = [
        ("start", known.customers, known.start),
        *((kind, count[kind], money[kind]) for kind in ("grown", "shrunk", "gone")),
        ("kept", known.stayed, known.now),
        *((kind, count[kind], money[kind]) for kind in ("back", "new", "apart")),
        ("now", int((changed["stayed"]).sum()), float(changed["money_now"].sum())),
    ]
    frame = pd.DataFrame(rows, columns=["part", "customers", "money"])
    frame["money"] = frame["money"].astype(float).round(4)
    return frame


def by_band(changed: pd.DataFrame, bounds: Sequence[float]) -> pd.DataFrame:
    """A row for each band of revenue before, from below: up to the first bound, and so on.

    Columns: low (counts to the band) and high (does not; missing in the last), then those of Kept.
    Raises RuleInvalid unless the bounds are above 0 and grow.
    """
    if any(b <= a for a, b in itertools.pairwise((0.0, *bounds))):
        raise errors.RuleInvalid("Each bound must be above 0 and larger than the one before it.")
    started = changed[changed["money_before"] > 0]
    band = np.searchsorted(np.asarray(bounds, dtype=float), started["money_before"], side="right")
    ends = [0.0, *bounds, None]
    rows = [
        {"low": low, "high": high, **vars(kept(started[band == n]))}
        for n, (low, high) in enumerate(itertools.pairwise(ends))
    ]
    return pd.DataFrame(rows).astype({name: float for name in ("high", "net", "gross")})


def by_year(years: Years) -> pd.DataFrame:
    """A row for each year whose customers can be followed into the next, the newest first.

    Columns: begins and ends (of the next year, in which they stayed or not), and those of Kept.
    """
    rows = [
        {"begins": years.begins(n), "ends": years.ends(n), **vars(kept(changes(years, n)))}
        for n in range(max(0, years.whole - 1))
    ]
    columns = ["begins", "ends", *Kept.__dataclass_fields__]
    return pd.DataFrame(rows, columns=columns).astype({"net": float, "gross": float})


def _known_from(first_on: date, whole_years: int) -> date:
    """The day from which on so many years before it began in the month of the first order."""
    return _later(first_on, 12 * whole_years - 1) + timedelta(1)


def _later(day: date, months: int) -> date:
    later: date = (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
    return later
