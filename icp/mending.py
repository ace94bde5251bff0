"""Rows that stay out, mended by hand and tried again."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from icp import db
from icp.plans import Plan
from icp.rows import Checked
from icp.staging import Staged

MOST = 1_000

Edits = Mapping[int, Mapping[str, str]]


def refused(
    conn: db.Connection, staged: Staged, plan: Plan, checked: Checked, reason: str | None = None
) -> pd.DataFrame:
    """The first 1,000 rows that stay out, to be edited, by their number in the file.

    Columns: why (the row's reasons), then the text of each column of the file, mapped ones first.
    `reason` gives only the rows that stay out for it.
    """
    rejects = checked.rejects
    wanted = rejects if reason is None else rejects[rejects["reason"] == reason]
    row_nos = wanted["row"].drop_duplicates().head(MOST)
    why = rejects[rejects["row"].isin(row_nos)].groupby("row")["reason"].agg("; ".join)
    found = db.run(
        conn, "mending_refused", file=str(staged.path), row_nos=[int(no) for no in row_nos]
    ).fetchall()
    frame = pd.DataFrame(
        [cells for _, cells in found],
        columns=list(staged.columns),
        index=pd.Index([row_no for row_no, _ in found], name="row"),
        dtype=object,
    ).fillna("")
    mapped = set(plan.mapping.values())
    frame = frame[sorted(staged.columns, key=lambda header: header not in mapped)]
    frame.insert(0, "why", why.reindex(frame.index), allow_duplicates=True)
    return frame


def mend(conn: db.Connection, staged: Staged, edits: Edits) -> Staged:
    """The staged file with `edits` (row number -> header -> text) laid over it.

    A row that was edited is no longer refused for its shape: it is judged by its cells alone. The
    staged file itself stays as it is, so that edits can be taken back.
    """
    cells = [(no, header, text) for no, row in edits.items() for header, text in row.items()]
    laid = conn.sql(
        db.statement("mending"),
        params={
            "file": str(staged.path),
            "row_nos": [no for no, _, _ in cells],
            "places": [staged.columns.index(header) + 1 for _, header, _ in cells],
            "texts": [text for _, _, text in cells],
        },
    )
    names = [f"c{at}" for at in range(len(staged.columns))]
    one = FunctionExpression
    back = [
        one("list_extract", ColumnExpression("cells"), ConstantExpression(at)).alias(name)
        for at, name in enumerate(names, start=1)
    ]
    mended = replace(staged, content="mended.parquet", notes=(*staged.notes, _said(len(edits))))
    laid.select(ColumnExpression("row_no"), ColumnExpression("refusal"), *back).to_parquet(
        str(mended.path)
    )
    return mended


def _said(count: int) -> str:
    return f"{count:,} row{'s'[: count != 1]} mended by hand"
