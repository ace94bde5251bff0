"""The history of imports, and what a new file can take over from it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from icp import db


@dataclass(frozen=True)
class Remembered:
    """How an earlier file of the same headers was read.

    mapping: field -> header. own: header -> the name it is kept under, None where it is left out.
    """

    import_id: int
    file_name: str
    imported_at: datetime | None
    kind: str
    mapping: dict[str, str]
    own: dict[str, str | None]
    answers: dict[str, str]


def history(conn: db.Connection) -> pd.DataFrame:
    """The imports, newest first: import_id, kind, file_name, imported_at (UTC, missing where not
    given), rows_read, rows_loaded, rows_refused, unit (what the rows are), mapping, own, answers
    and changes (JSON), notes, headers, undone, undone_at."""
    return conn.execute("select * from imports order by import_id desc").df()


def rejects(conn: db.Connection, import_id: int) -> pd.DataFrame:
    """The rows an import left out: row, column, value, reason."""
    return conn.execute(
        'select row_no as "row", column_name as "column", value, reason from rejects'
        ' where import_id = $import_id order by "row", "column"',
        {"import_id": import_id},
    ).df()


def remembered(conn: db.Connection, headers: Iterable[str]) -> Remembered | None:
    """How the newest import with these headers, in any order, was read; undone ones don't count."""
    found = conn.execute(
        "select import_id, file_name, imported_at, kind, mapping, own, answers from imports"
        " where not undone and list_sort(headers) = list_sort($headers::varchar[])"
        " order by import_id desc limit 1",
        {"headers": list(headers)},
    ).fetchall()
    if not found:
        return None
    [(*first, mapping, own, answers)] = found
    return Remembered(*first, *map(json.loads, (mapping, own, answers)))
