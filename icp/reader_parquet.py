"""Reads a Parquet file, whatever the types of its columns, as text."""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from icp import reader_table
from icp.reader_answers import MAX_COLUMNS, Unreadable


def read(source: Path, target: Path) -> dict[str, Any]:
    """Write the file's rows as text; the first is row 1, as there is no header line."""
    try:
        with duckdb.connect(config={"memory_limit": "400MB", "threads": 2}) as conn:
            file = conn.from_parquet(str(source))
            if len(file.columns) > MAX_COLUMNS:
                raise Unreadable(
                    f"The file has {len(file.columns):,} columns; the limit is {MAX_COLUMNS:,}."
                )
            columns = reader_table.names(file.columns, len(file.columns))
            rows = file.row_number("over () as row_no, null::varchar as refusal, *")
            text = [
                duckdb.ColumnExpression(old).cast("VARCHAR").alias(f"c{at}")
                for at, old in enumerate(file.columns)
            ]
            fixed = [duckdb.ColumnExpression(name) for name in ("row_no", "refusal")]
            rows.select(*fixed, *text).to_parquet(str(target))
            return {"columns": columns, "rows": pq.read_metadata(target).num_rows, "notes": []}
    except (duckdb.Error, RuntimeError, ValueError) as error:
        raise Unreadable("The Parquet file is damaged or incomplete: export it again.") from error
