"""What the reader found to hold of every cell of a column, so that nobody looks at each again."""

import json
from collections.abc import Collection

from icp import db
from icp.staging import Staged


def of(conn: db.Connection, staged: Staged) -> dict[str, list[str]]:
    """The columns (c0, c1, ...) that are all "clean" and all "pointed", see `reader_uniform`.

    A column that is not named can be anything, as all are of a file that is not big and plain.
    """
    told = conn.execute(
        "select decode(key), decode(value) from parquet_kv_metadata($path)"
        " where key in ('clean'::blob, 'pointed'::blob)",
        {"path": str(staged.path)},
    )
    found = {key: json.loads(names) for key, names in told.fetchall()}
    return {"clean": [], "pointed": [], **found}


def counts(columns: Collection[str], pointed: Collection[str]) -> str:
    """A SELECT from $path of how often (n) each text (written) stands in the columns.

    Of columns that are all pointed one number stands for all: they are written alike.
    """
    file = "read_parquet($path)"
    parts = [f"select null::varchar as written, 0::bigint as n from {file} where false"]
    for name in columns:
        text = "'0.00'" if name in pointed else name
        parts.append(f"select {text} as written, count(*) as n from {file} group by all")
    return " union all ".join(parts)
