"""Reports that are not plain tables, made so before anything else looks at them."""

from dataclasses import replace
from pathlib import Path

from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

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
    file = conn.from_parquet(str(staged.path))
    names = [f"c{at}" for at in range(len(staged.columns))]
    cells = FunctionExpression("list_value", *map(ColumnExpression, names)).cast("VARCHAR[]")
    fixed = [ColumnExpression("row_no"), ColumnExpression("refusal")]
    plain = file.select(*fixed, cells.alias("cells")).query(
        "grouped", db.statement("shapes_ungroup")
    )
    assert plain is not None, "a SELECT gives a relation"
    back = [
        FunctionExpression("list_extract", ColumnExpression("cells"), ConstantExpression(at)).alias(
            name
        )
        for at, name in enumerate(names, start=1)
    ]
    target = staged.folder / "ungrouped.parquet"
    plain.select(*fixed, *back).to_parquet(str(target))
    cut = _cut(conn, target)
    if not cut.get("the heading of a group"):
        return staged
    target.replace(staged.path)
    return replace(
        staged,
        columns=(GROUP, *staged.columns[1:]),
        notes=(*staged.notes, _said(cut)),
    )


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
