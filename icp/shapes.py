"""Reports that are not plain tables, made so before anything else looks at them.

`ungroup` needs the file alone; `reshape` also what the file is to be loaded as.
"""

from dataclasses import replace
from pathlib import Path

from icp import cells, db, fields, shapes_count, shapes_wide
from icp.staging import Staged

GROUP = "Customer"
ANSWERS = ("count", "date")


def guess_kind(staged: Staged) -> str:
    """The kind of file that the headers speak for."""
    report = shapes_wide.is_report(staged.columns)
    return "orders" if report else fields.guess_kind(staged.columns)


def reshape(
    conn: db.Connection, staged: Staged, kind: str | None = None, **answers: str | None
) -> Staged:
    """The staged file as `kind` needs it: one row an order, or one row a customer.

    answers: date, where the months of a wide report have no year ("2024-01-01", when the first
    begins); count, where customers repeat in a list of them ("users" / "devices" / "no"). Raises
    Question where one is needed.
    """
    kind = kind or guess_kind(staged)
    if kind == "orders" and shapes_wide.periods(staged.columns):
        return shapes_wide.narrow(conn, staged, answers.get("date"))
    if kind == "customers":
        return shapes_wide.noted(shapes_count.counted(conn, staged, answers.get("count")))
    return shapes_wide.named(staged)


def ungroup(conn: db.Connection, staged: Staged) -> Staged:
    """The staged file with the names of groups in their rows, if it is such a report.

    It is one where the first column has no header, and names stand alone in it above rows that
    leave it blank (QuickBooks' reports by customer).
    """
    if staged.columns[0] != "column 1" or GROUP in staged.columns or len(staged.columns) < 3:
        return staged
    target = staged.folder / "ungrouped.parquet"
    cells.write(cells.gathered(conn, staged), "shapes_ungroup", len(staged.columns), target)
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
