"""What each customer brought in each period, added up from what they did day by day.

DuckDB says in which period each day of a customer lies, NumPy adds up: with so many customers and
periods that takes a third of the time of a GROUP BY.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from icp import db

CENTS = 4  # digits that money has in the tables; sums of floats have more

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Days:
    """What customers did on their days; the tables have a row for each of `places`, in that order.

    columns: place and period of each day (both from 0), and what is to be added up. periods: how
    many columns the tables have, more than the largest period.
    """

    columns: db.Columns
    places: Places
    periods: int

    def sums(self, value: str) -> Floats:
        """The sum of a column; 0 where there is no day, missing where the value of one is."""
        added = np.bincount(self._cells, self.columns[value], self._customers * self.periods)
        return self._table(added.round(CENTS))

    def any(self, where: str | None = None) -> Flags:
        """Whether there is a day, or one on which the column `where` is true."""
        found = np.zeros(self._customers * self.periods, dtype=bool)
        found[self._cells if where is None else self._cells[self.columns[where]]] = True
        return self._table(found)

    @property
    def _cells(self) -> Places:
        cells: Places = self.columns["place"] * self.periods + self.columns["period"]
        return cells

    @property
    def _customers(self) -> int:
        return 1 + max(int(one.max(initial=-1)) for one in (self.places, self.columns["place"]))

    def _table(self, cells: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return cells.reshape(self._customers, self.periods)[self.places]
