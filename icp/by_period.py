"""What each customer brought in each period, added up from what they did day by day.

DuckDB says in which period each day of a customer lies, NumPy adds up, part by part as it comes:
with so many customers and periods that takes a third of the time of a GROUP BY.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from icp import db

CENTS = 4  # digits that money has in the tables; sums of floats have more


def tables(
    conn: db.Connection, name: str, places: npt.ArrayLike, periods: int, **parameters: Any
) -> dict[str, npt.NDArray[Any]]:
    """A table for each column that `icp/sql/<name>.sql` gives after place and period.

    A row for each of `places` (those of billed_customers, in that order), a column for each period
    from 0 on. Numbers are added up: 0 where there is no day, missing where one of a day is. Of yes
    and no: whether there is a yes.
    """
    size = periods * int(db.one(conn, "select count(*) from billed_customers"))
    days = db.reader(conn, name, **parameters)
    _, _, *columns = days.schema
    added = {column.name: np.zeros(size) for column in columns}
    for part in days:
        cells = part["place"].to_numpy() * periods + part["period"].to_numpy()
        first = int(cells.min())  # parts hold few customers each, as those stand side by side
        for column, cell in added.items():
            sums = np.bincount(cells - first, part[column].to_numpy(zero_copy_only=False))
            cell[first : first + len(sums)] += sums
    rows = np.asarray(places, dtype=int)
    return {
        column.name: (
            added[column.name] > 0 if column.type == "bool" else added[column.name].round(CENTS)
        ).reshape(-1, periods)[rows]
        for column in columns
    }
