"""A staged table as one list of text a row, so that a query needs no name of a column."""

from pathlib import Path

from duckdb import (
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

from icp import db
from icp.staging import Staged

FIXED = ("row_no", "refusal")


def gathered(conn: db.Connection, staged: Staged, **values: object) -> DuckDBPyRelation:
    """The staged rows as row_no, refusal, cells (their text), and each of `values` in each row.

    A value is a constant or an expression over the columns c0, c1, ...
    """
    names = (ColumnExpression(f"c{at}") for at in range(len(staged.columns)))
    return conn.from_parquet(str(staged.path)).select(
        *map(ColumnExpression, FIXED),
        FunctionExpression("list_value", *names).cast("VARCHAR[]").alias("cells"),
        *(
            (value if isinstance(value, Expression) else ConstantExpression(value)).alias(name)
            for name, value in values.items()
        ),
    )


def write(rows: DuckDBPyRelation, name: str, width: int, target: Path) -> None:
    """Write what the SELECT `icp/sql/<name>.sql` makes of `rows`, as staged rows of `width` cells.

    The statement calls the rows `gathered` and gives row_no, refusal, cells, and what else of
    ruled_where, ruled_value, ruled_reason it knows.
    """
    made = query(rows, name)
    cells = ColumnExpression("cells")
    made.select(
        *map(ColumnExpression, FIXED),
        *(
            FunctionExpression("list_extract", cells, ConstantExpression(at + 1)).alias(f"c{at}")
            for at in range(width)
        ),
        *(ColumnExpression(one) for one in made.columns if one not in (*FIXED, "cells")),
    ).to_parquet(str(target))


def query(rows: DuckDBPyRelation, name: str) -> DuckDBPyRelation:
    """What the SELECT `icp/sql/<name>.sql` makes of `rows`, which it calls `gathered`."""
    made = rows.query("gathered", db.statement(name))
    assert made is not None, "a SELECT gives a relation"
    return made
