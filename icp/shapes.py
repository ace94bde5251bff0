"""Reports that are not plain tables, made so before anything else looks at them."""

from dataclasses import replace
from pathlib import Path

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation, FunctionExpression

from icp import db
from icp.staging import Staged

GROUP = "Customer"


def ungroup(conn: db.Connection, staged: Staged) -> Staged:
    """The staged file with the names of groups in their rows, if it is such a report.

    It is one where the first column has no header, and names stand alone in it above rows that
    leave it blank (QuickBooks' reports by customer).
    """
    if staged.columns[0] != "column 1" or GROUP in staged.columns or len(staged.columns) < 3:
        return staged
    target = staged.folder / "ungrouped.parquet"
    through(conn, staged, "shapes_ungroup").to_parquet(str(target))
    cut = _cut(conn, target)
    if not cut.get("the heading of a group"):
        return staged
    target.replace(staged.path)
    return replace(
        staged,
        columns=(GROUP, *staged.columns[1:]),
        notes=(*staged.notes, _said(cut)),
    )


def through(conn: db.Connection, staged: Staged, name: str) -> DuckDBPyRelation:
    """What the SELECT `icp/sql/<name>.sql` makes of the staged rows.

    It calls them `packed`, and knows each by row_no, refusal and the list of its cells.
    """
    names = [f"c{at}" for at in range(len(staged.columns))]
    cells = FunctionExpression("list_value", *map(ColumnExpression, names)).cast("VARCHAR[]")
    fixed = [ColumnExpression("row_no"), ColumnExpression("refusal")]
    file = conn.from_parquet(str(staged.path)).select(*fixed, cells.alias("cells"))
    rows = file.query("packed", db.statement(name))
    assert rows is not None, "a SELECT gives a relation"
    back = [
        FunctionExpression("list_extract", ColumnExpression("cells"), ConstantExpression(at))
        for at in range(1, len(names) + 1)
    ]
    named = [cell.alias(name) for cell, name in zip(back, names, strict=True)]
    return rows.select(*fixed, *named)


def _cut(conn: db.Connection, path: Path) -> dict[str, int]:
    return dict(
        conn.execute(
            "select refusal, count(*) from read_parquet($path)"
            " where refusal is not null group by refusal",
            {"path": str(path)},
        ).fetchall()
    )


def _said(cut: dict[str, int]) -> str:
    totals = cut.get("a total row", 0)
    return (
        f"a report in groups: the customer comes from {cut['the heading of a group']:,} headings, "
        f"{totals:,} total row{'' if totals == 1 else 's'} cut"
    )
