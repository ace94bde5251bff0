"""Rows that stand in a file more than once, and customers that only blanks tell apart."""

import numpy as np
from duckdb import ColumnExpression, DuckDBPyRelation, FunctionExpression, StarExpression

from icp import db, errors
from icp.staging import Staged

MANY = 0.05


def count(conn: db.Connection, staged: Staged) -> int:
    """How many rows equal an earlier one in every cell.

    By their hashes, sorted outside the database: there it takes three times as long.
    """
    cells = ", ".join(f"c{at}" for at in range(len(staged.columns)))
    hashed = f"select hash({cells}) as found from read_parquet($path) where refusal is null"
    rows = conn.execute(hashed, {"path": str(staged.path)}).fetchnumpy()
    found = np.sort(np.asarray(rows["found"]))
    return int((found[1:] == found[:-1]).sum())


def first_only(repeated: int, staged: Staged, has_order_id: bool, answer: str | None) -> bool:
    """Whether only the first of equal rows counts; asked where many repeat, order and all.

    A few equal lines of one order are usual (the same product sold twice on one invoice), and a
    file without order numbers cannot tell a second sale from a copy: both are kept and said.
    """
    if answer is not None:
        return answer == "first"
    if not has_order_id or repeated < MANY * staged.rows:
        return False
    rows, repeat = ("row", "repeats") if repeated == 1 else ("rows", "repeat")
    raise errors.Question(
        f"{repeated:,} of {staged.rows:,} rows {repeat} an earlier row in every cell, order number "
        "included: is it the same sale, written twice?",
        "duplicates",
        {
            "first": f"yes: keep the first of each, leave out {repeated:,} {rows} and list them",
            "all": "no: keep all, each is a line of its own",
        },
    )


def without(conn: db.Connection, staged: Staged) -> DuckDBPyRelation:
    """The staged rows, those that equal an earlier one refused."""
    names = [ColumnExpression(f"c{at}") for at in range(len(staged.columns))]
    cells = FunctionExpression("list_value", *names).cast("VARCHAR[]").alias("cells")
    file = conn.from_parquet(str(staged.path)).select(StarExpression(), cells)
    rows = file.query("packed", db.statement("repeats_first"))
    assert rows is not None, "a SELECT gives a relation"
    return rows


def merged(conn: db.Connection, staged: Staged, header: str) -> tuple[int, str | None]:
    """How many customers are written with and without blanks around them, and the first such.

    header: of the column that tells customers apart.
    """
    written = f"select c{staged.columns.index(header)} as written from read_parquet($path)"
    found = conn.execute(
        db.over(written, "written_ids", "repeats_customers"), {"path": str(staged.path)}
    )
    [(number, example)] = found.fetchall()
    return int(number), example
