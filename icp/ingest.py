"""From a file to rows that count, all or nothing, and back again.

`load` does it in one call. A page goes step by step: `stage` (a file as a table of text),
`plans.make` (which column is what), `rows.check` (what would be loaded, and what stays out and
why) and `commit`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from icp import (
    changes,
    daily,
    db,
    errors,
    imports,
    plans,
    records,
    rows,
    shapes,
    staging,
    vendors,
)

history, rejects, remembered = imports.history, imports.rejects, imports.remembered

# whose rows belong to an import
TABLES = (
    "order_lines",
    "customer_rows",
    "product_rows",
    "deal_rows",
    "prospect_rows",
    "feedback_rows",
    "attributes",
    "rejects",
)


@dataclass(frozen=True)
class Result:
    """What came of a file.

    rejects: one row per reason: row (as a spreadsheet counts, the header being row 1), column,
    value, reason. left_out: one row per reason: reason, rows, amount (in the file's currency).
    `rows_read == rows_loaded + rows_refused`, always. notes: what was done, in words. totals: what
    came in, to check against the books. changed: how that differs from what was there before, None
    where there was nothing of the kind. unit: what the rows are, where not rows of the file.
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
    changed: changes.Changes | None
    unit: str = "row"


def load(
    conn: db.Connection,
    path_or_file: str | Path | BinaryIO,
    kind: str | None = None,
    mapping: dict[str, str | None] | None = None,
    **options: Any,
) -> Result:
    """The result of loading a CSV, Excel or Parquet file into the workspace, all or nothing.

    kind: one of fields.KINDS, else guessed from the headers. mapping: field -> header, laid
    over the guess; None as header leaves a field out. Options: name (the file's), at (the instant
    of the import), surplus (the header of the column in which rows with too many cells are joined),
    and the answers to questions: sheet, day_first ("yes" / "no"), decimal ("," /
    "."), currency (where there are several), cents ("yes" / "no"), discount ("percent" / "share"),
    tax ("off" / "keep": whether it is taken off the amounts), date ("2024-12-31": when amounts
    without a date count), count ("users" / "devices" / "no": what the rows of a list are in which
    customers repeat), duplicates ("all" / "first"), again ("yes" loads the same file a second time,
    "replace" takes the earlier import out), and own (header -> the name to keep a left-over column
    under, None to leave it out).

    Raises FileUnreadable, MappingIncomplete, Conflict or Question (all IcpError), and stores
    nothing then.
    """
    at, again, own = (options.pop(name, None) for name in ("at", "again", "own"))
    answers = {name: options.pop(name, None) for name in {*plans.ANSWERS, *shapes.ANSWERS}}
    staged = stage(conn, path_or_file, **options)
    try:
        kind = kind or shapes.guess_kind(staged)
        staged = shapes.reshape(conn, staged, kind, **answers)
        plan = plans.make(conn, staged, kind, mapping, own, **answers)
        return commit(conn, staged, plan, rows.check(conn, staged, plan), at=at, again=again)
    finally:
        staging.discard(staged)


def stage(
    conn: db.Connection, source: str | Path | BinaryIO, name: str | None = None, **options: Any
) -> staging.Staged:
    """The file staged as a plain table of text; see `staging.stage` for options and errors.

    Raises FileUnreadable also for a table that is of no use here, such as a bank statement.
    """
    staged = staging.stage(conn, source, name, **options)
    file = conn.from_parquet(str(staged.path)).select("c0").limit(500).fetchall()
    if sentence := vendors.not_ours(staged.columns, [text for (text,) in file if text]):
        staging.discard(staged)
        raise errors.FileUnreadable(sentence)
    return shapes.ungroup(conn, staged)


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

    See `commit_all` for what it raises.
    """
    return commit_all(conn, [(staged, plan, checked)], at=at, again=again)


def commit_all(
    conn: db.Connection,
    parts: Sequence[tuple[staging.Staged, plans.Plan, rows.Checked]],
    *,
    at: datetime | None = None,
    again: str | None = None,
) -> Result:
    """The result of loading several tables as one import; its history tells of the first.

    Raises Question where the same content is loaded already and `again` is neither "yes" (a second
    time) nor "replace" (the earlier import is undone), and FileUnreadable where no row is ready.
    """
    staged, plan, checked = parts[0]
    if not checked.rows_ready:
        raise errors.FileUnreadable(
            "None of the rows can be loaded: see the reasons, then choose other columns or mend it."
        )
    with db.import_lock(conn), db.transaction(conn):
        changed = None if again == "replace" else changes.compare(conn, plan, checked)
        _make_way(conn, staged, again, at)
        import_id = int(db.one(conn, "select coalesce(max(import_id), 0) + 1 from imports"))
        result = _result(import_id, plan, checked, changed)
        for part in parts:
            _store(conn, import_id, *part)
        _record(conn, result, staged, plan, at)
        daily.refresh(conn)
    return result


def _result(
    import_id: int, plan: plans.Plan, checked: rows.Checked, changed: changes.Changes | None
) -> Result:
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
        changed=changed,
        unit=checked.unit,
    )


def undo(conn: db.Connection, import_id: int, *, at: datetime | None = None) -> None:
    """Take an import's rows out again; the history keeps a line that says so.

    Raises NotFound where there is no such import or it is undone already.
    """
    with db.import_lock(conn), db.transaction(conn):
        _take_out(conn, import_id, at)
        daily.refresh(conn)


def _take_out(conn: db.Connection, import_id: int, at: datetime | None) -> None:
    changed = db.one(
        conn,
        "update imports set undone = true, undone_at = $at"
        " where import_id = $import_id and not undone",
        import_id=import_id,
        at=at,
    )
    if not changed:
        raise errors.NotFound("This import is not there or is undone already.")
    for table in TABLES:
        conn.execute(f"delete from {table} where import_id = $id", {"id": import_id})


def _make_way(
    conn: db.Connection, staged: staging.Staged, again: str | None, at: datetime | None
) -> None:
    """Ask about content that is loaded already, or take the earlier import out."""
    known = conn.execute(
        "select import_id, file_name from imports where file_sha256 = $sha256 and not undone"
        " order by import_id",
        {"sha256": staged.sha256},
    ).fetchall()
    if again == "replace":
        for import_id, _ in known:
            _take_out(conn, import_id, at)
    elif known and again != "yes":
        raise errors.Question(
            f'The same content is loaded already, as "{known[0][1]}": replace that, or load it a '
            "second time?",
            "again",
            {"replace": "Replace the earlier import", "yes": "Load it a second time"},
        )


def _store(
    conn: db.Connection,
    import_id: int,
    staged: staging.Staged,
    plan: plans.Plan,
    checked: rows.Checked,
) -> None:
    file = str(checked.typed)
    if plan.kind == "orders":
        db.run(conn, "ingest_load_orders", file=file, import_id=import_id)
    else:
        records.store(conn, import_id, plan, checked.typed)
    db.run(conn, "ingest_load_rejects", file=file, import_id=import_id, **rows.naming(staged, plan))


def _record(
    conn: db.Connection,
    result: Result,
    staged: staging.Staged,
    plan: plans.Plan,
    at: datetime | None,
) -> None:
    left_over = [one for one in staged.columns if one not in plan.mapping.values()]
    db.run(
        conn,
        "ingest_record",
        import_id=result.import_id,
        kind=plan.kind,
        file_name=staged.file_name,
        sha256=staged.sha256,
        at=at,
        rows_read=result.rows_read,
        rows_loaded=result.rows_loaded,
        rows_refused=result.rows_refused,
        unit=result.unit,
        mapping=json.dumps(plan.mapping),
        notes=list(result.notes),
        headers=list(staged.columns),
        own=json.dumps({header: plan.own.get(header) for header in left_over}),
        answers=json.dumps(plan.answers),
        changes=json.dumps(asdict(result.changed)) if result.changed else None,
    )
