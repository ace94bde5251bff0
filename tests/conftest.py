"""Fixtures that every test module may use."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from icp import daily, db

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("SWEETSPOT_REAL_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture
def empty() -> Iterator[db.Connection]:
    """A new workspace in memory."""
    with db.open(":memory:") as conn:
        yield conn


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real data sets; tests that need it are skipped where it is missing."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"no real data in {REAL_DATA}: set SWEETSPOT_REAL_DATA")
    return REAL_DATA


Line = tuple[str, str, date, float]


def book(conn: db.Connection, lines: list[Line], **columns: list[object]) -> None:
    """Put order lines (order id, customer id, date, amount) straight into the tables.

    `columns` gives further columns of order_lines, one value a line.
    """
    names = ["import_id", "row_no", "order_id", "customer_id", "order_on", "amount", *columns]
    marks = ", ".join("?" for _ in names)
    rows = [
        (1, number, *line, *(values[number - 1] for values in columns.values()))
        for number, line in enumerate(lines, start=1)
    ]
    if rows:
        conn.executemany(f"insert into order_lines ({', '.join(names)}) values ({marks})", rows)
    daily.refresh(conn)
