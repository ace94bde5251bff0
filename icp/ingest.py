"""From a file to rows that count, all or nothing, and back again.

`load` does it in one call. A page goes step by step: `stage` (a file as a table of text),
`plans.make` (which column is what), `rows.check` (what would be loaded, and what stays out and
why) and `commit`.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from icp import daily, db, errors, plans, rows, shapes, staging


@dataclass(frozen=True)
class Result:
    """What came of a file.

    rejects: one row per reason: row (as a spreadsheet counts, the header being row 1), column,
    value, reason. left_out: one row per reason: reason, rows, amount (in the file's currency).
    `rows_read == rows_loaded + rows_refused`, always. notes: what was done, in words. totals: what
    came in, to check against the books.
    """

    import_id: int
    kind: str
    rows_read: int
    rows_loaded: int
    rows_refused: int
    rejects: pd.DataFrame
    left_out: pd.DataFrame
    mapping: dict[str, str]
    notes: tuple[str, ...]
    totals: rows.Totals


def load(
    conn: db.Connection,
    path_or_file: str | Path | BinaryIO,
    kind: str | None = None,
    mapping: dict[str, str | None] | None = None,
    **options: Any,
) -> Result:
    """The result of loading a CSV, Excel or Parquet file into the workspace, all or nothing.

    kind: "customers" or "orders", else guessed from the headers. mapping: field -> header, laid
    over the guess; None as header leaves a field out. Options: name (the file's), at (the instant
    of the import), and the answers to questions: sheet, day_first ("yes" / "no"), decimal ("," /
    "."), currency (where there are several), cents ("yes" / "no"), discount ("percent" / "share"),
    duplicates ("all" / "first"), again ("yes" loads the same file a second time).

    Raises FileUnreadable, MappingIncomplete, Conflict or Question (all IcpError), and stores
    nothing then.
    """
    at, again = options.pop("at", None), options.pop("again", None)
    answers = {name: options.pop(name, None) for name in plans.ANSWERS}
    staged = stage(conn, path_or_file, **options)
    try:
        plan = plans.make(conn, staged, kind, mapping, **answers)
        return commit(conn, staged, plan, rows.check(conn, staged, plan), at=at, again=again)
    finally:
        staging.discard(staged)


def stage(
    conn: db.Connection, source: str | Path | BinaryIO, name: str | None = None, **options: Any
) -> staging.Staged:
    """The file staged as a plain table of text; see `staging.stage` for options and errors."""
    return shapes.ungroup(conn, staging.stage(conn, source, name, **options))


def commit(
    conn: db.Connection,
    staged: staging.Staged,
    plan: plans.Plan,
    checked: rows.Checked,
    *,
    at: datetime | None = None,
    again: str | None = None,
) -> Result:
    """The result of loading the rows that `check` found ready, in one transaction.

    Raises Question where the same content is loaded already and `again` is not "yes", and
    FileUnreadable where no row is ready.
    """
    if not checked.rows_ready:
        raise errors.FileUnreadable(
            "None of the rows can be loaded: see the reasons, then choose other columns or mend it."
        )
    with db.import_lock(conn), db.transaction(conn):
        if again != "yes":
            _ask_if_loaded(conn, staged)
        import_id = int(db.one(conn, "select coalesce(max(import_id), 0) + 1 from imports"))
        _store(conn, import_id, staged, plan, checked)
        _record(conn, import_id, staged, plan, checked, at)
        daily.refresh(conn)
    return Result(
        import_id=import_id,
        kind=plan.kind,
        rows_read=checked.rows_read,
        rows_loaded=checked.rows_ready,
        rows_refused=checked.rows_refused,
        rejects=checked.rejects,
        left_out=checked.left_out,
        mapping=plan.mapping,
        notes=checked.notes,
        totals=checked.totals,
    )


def undo(conn: db.Connection, import_id: int, *, at: datetime | None = None) -> None:
    """Take an import's rows out again; the history keeps a line that says so.

    Raises NotFound where there is no such import or it is undone already.
    """
    with db.import_lock(conn), db.transaction(conn):
        changed = db.one(
            conn,
            "update imports set undone = true, undone_at = $at"
            " where import_id = $import_id and not undone",
            import_id=import_id,
            at=at,
        )
        if not changed:
            raise errors.NotFound("This import is not there or is undone already.")
        for table in ("order_lines", "customer_rows", "attributes", "rejects"):
            conn.execute(f"delete from {table} where import_id = $id", {"id": import_id})
        daily.refresh(conn)


def history(conn: db.Connection) -> pd.DataFrame:
    """The imports, newest first: import_id, kind, file_name, imported_at (UTC, missing where not
    given), rows_read, rows_loaded, rows_refused, mapping (JSON), notes, undone, undone_at."""
    return conn.execute("select * from imports order by import_id desc").df()


def rejects(conn: db.Connection, import_id: int) -> pd.DataFrame:
    """The rows an import left out: row, column, value, reason."""
    return conn.execute(
        'select row_no as "row", column_name as "column", value, reason from rejects'
        ' where import_id = $import_id order by "row", "column"',
        {"import_id": import_id},
    ).df()


def _ask_if_loaded(conn: db.Connection, staged: staging.Staged) -> None:
    known = conn.execute(
        "select file_name from imports where file_sha256 = $sha256 and not undone"
        " order by import_id limit 1",
        {"sha256": staged.sha256},
    ).fetchall()
    if known:
        raise errors.Question(
            f'The same content is loaded already, as "{known[0][0]}": load it a second time?',
            "again",
            {"yes": "Load it a second time"},
        )


def _store(
    conn: db.Connection,
    import_id: int,
    staged: staging.Staged,
    plan: plans.Plan,
    checked: rows.Checked,
) -> None:
    file = str(checked.typed)
    db.run(conn, f"ingest_load_{plan.kind}", file=file, import_id=import_id)
    if plan.kind == "customers":
        names = plans.own_columns(staged, plan)
        db.run(conn, "ingest_load_attributes", file=file, import_id=import_id, names=names)
    db.run(conn, "ingest_load_rejects", file=file, import_id=import_id, **rows.naming(staged, plan))


def _record(
    conn: db.Connection,
    import_id: int,
    staged: staging.Staged,
    plan: plans.Plan,
    checked: rows.Checked,
    at: datetime | None,
) -> None:
    conn.execute(
        "insert into imports values ($import_id, $kind, $file_name, $sha256, $at, $rows_read,"
        " $rows_loaded, $rows_refused, $mapping, $notes, false, null)",
        {
            "import_id": import_id,
            "kind": plan.kind,
            "file_name": staged.file_name,
            "sha256": staged.sha256,
            "at": at,
            "rows_read": checked.rows_read,
            "rows_loaded": checked.rows_ready,
            "rows_refused": checked.rows_refused,
            "mapping": json.dumps(plan.mapping),
            "notes": list(checked.notes),
        },
    )
