"""How long customers wait from one day of purchase to the next.

Days are sorted and compared in NumPy, which for many customers takes a third of the time that lists
take in DuckDB. A customer, a wait and a day are packed into one number, so that they are sorted at
once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from icp import db

FEW = 2  # waits; one alone shows no habit
BITS = 20  # 2 ** 20 days are 2,871 years
MASK = (1 << BITS) - 1
BEGIN = np.datetime64("1900-01-01")  # the first day a file may have

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.integer[Any]]
Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Waits:
    """One row for each day of purchase of each customer, in that order.

    place: the customer's in billed_customers; day: from BEGIN; waited: days since the one before, 0
    for the first. The places that are asked for below are -1 for nobody.
    """

    place: Whole
    day: Whole
    waited: Whole

    def usual(self, places: Whole) -> Floats:
        """The lower middle of the waits at each of `places`, in days; missing below FEW waits."""
        whose, waited = self.place[self.waited > 0], self.waited[self.waited > 0]
        ordered = np.sort(whose.astype(np.int64) << BITS | waited) & MASK
        count, end = _rows(whose, places)
        many = count >= FEW
        middle = np.full(len(count) + 1, np.nan)
        middle[:-1][many] = ordered[(end - count + (count - 1) // 2)[many]]
        return middle[places]

    def longest(self, places: Whole, since: date) -> tuple[Floats, Dates]:
        """The longest wait at each of `places` that ended on `since` or later, and when it did.

        In days; of equal ones the first. Missing where none ended then.
        """
        late = (self.day >= (np.datetime64(since) - BEGIN).astype(int)) & (self.waited > 0)
        whose = self.place[late]
        packed = whose.astype(np.int64) << BITS | self.waited[late]
        ordered = np.sort(packed << BITS | MASK - self.day[late])
        count, end = _rows(whose, places)
        last = ordered[end[count > 0] - 1]
        days, ended = np.full(len(count) + 1, np.nan), np.full(len(count) + 1, None, BEGIN.dtype)
        days[:-1][count > 0] = last >> BITS & MASK
        ended[:-1][count > 0] = BEGIN + (MASK - (last & MASK))
        return days[places], ended[places]


def bought(conn: db.Connection, as_of: date) -> db.Columns:
    """The days up to `as_of` on which each customer bought: see waits.sql."""
    return db.columns(conn, "waits", as_of=as_of)


def between(days: db.Columns, where: str | None = None) -> Waits:
    """The waits between the days that `bought` gave, or between those whose column is true."""
    kept = slice(None) if where is None else days[where]
    place, day = days["place"][kept], days["day"][kept]
    same = place[1:] == place[:-1]
    if np.any((place[1:] < place[:-1]) | same & (day[1:] < day[:-1])):  # hardly ever
        order = np.lexsort((day, place))
        place, day = place[order], day[order]
        same = place[1:] == place[:-1]
    waited = np.zeros_like(day)
    waited[1:] = (day[1:] - day[:-1]) * same
    return Waits(place, day, waited)


def _rows(whose: Whole, places: Whole) -> tuple[Whole, Whole]:
    """How many of the rows (sorted by whose they are) each place has, and where they end."""
    count = np.bincount(whose, minlength=int(places.max(initial=-1)) + 1)
    return count, np.cumsum(count)
