"""Rows that stand in a file more than once, and customers that only blanks tell apart."""

from duckdb import ColumnExpression, DuckDBPyRelation, FunctionExpression, StarExpression

from icp import db, errors
from icp.staging import Staged

MANY = 0.05
ALL_COUNTED = 2_000_000
ONE_IN = 16


def count(conn: db.Connection, staged: Staged) -> int:
    """How many rows equal an earlier one in every cell.

    Of large files one row in 16 is looked at first (always all copies of it or none), and the
    rest only where some of these repeat.
    """
    if staged.rows > ALL_COUNTED and not _counted(conn, staged, ONE_IN):
        return 0
    return _counted(conn, staged, 1)


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


def _counted(conn: db.Connection, staged: Staged, one_in: int) -> int:
    cells = ", ".join(f"c{at}" for at in range(len(staged.columns)))
    hashed = f"""
        select hash({cells}) as row_hash
        from read_parquet($path)
        where refusal is null and row_hash % {one_in} = 0
    """
    return int(db.one(conn, db.over(hashed, "hashed", "repeats_rows"), path=str(staged.path)))
