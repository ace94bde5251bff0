"""The short way for big well-formed CSV files: parsed in blocks, straight to Parquet.

It gives exactly what the long way gives or nothing: whatever the long way would refuse, skip, cut
or remark on below the header makes it step aside.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.csv as pv  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from icp import reader_header, reader_quotes, reader_table, reader_uniform
from icp.reader_answers import Record, tell
from icp.reader_bytes import Scan
from icp.reader_header import Start
from icp.reader_records import Dialect, records
from icp.reader_rows import filled
from icp.reader_uniform import TESTS

WORTH_IT = 2_000_000
BLOCK = 4 << 20
GROUP = 122_880
FEW = 4
MOST_BLANK = 1000


@dataclass(frozen=True)
class _Plan:
    """How the lines below the header are parsed."""

    separator: str
    quoted: bool
    lines_above: int
    width: int
    ascii: bool


class _NotPlain(Exception):
    """The file needs the long way."""


def read(
    source: Path, target: Path, scan: Scan, dialect: Dialect, lines: list[str], skipped: int
) -> dict[str, Any] | None:
    """The answer for a file whose header can be told and whose rows are all plain, else None.

    lines: the first lines of the text, of which `skipped` come before the table.
    """
    if not _is_plain(source, scan, dialect):
        return None
    found = records(iter(lines[skipped:]), dialect)
    numbered = (Record(number, *row) for number, row in enumerate(found, start=1))
    head, start, columns = reader_table.begin(islice(numbered, reader_header.SAMPLE), None)
    below = [record for record in head if record.row_no >= start.first]
    if not below or any(row.refusal or len(row.cells) != len(columns) for row in below):
        return None
    if scan.quotes and not reader_quotes.in_place(source, dialect.separator):
        return None
    above = skipped + start.first - 1
    plan = _Plan(dialect.separator, scan.quotes, above, len(columns), scan.ascii)
    try:
        count = _copy(source, target, start, plan)
    except (_NotPlain, pa.ArrowException):
        target.unlink(missing_ok=True)
        return None
    return {"columns": columns, "rows": count, "notes": list(start.notes)}


def _is_plain(source: Path, scan: Scan, dialect: Dialect) -> bool:
    return (
        scan.regular
        and source.stat().st_size >= WORTH_IT
        and dialect in (Dialect(dialect.separator), Dialect(dialect.separator, quote="'"))
        and dialect.quote == '"'
        and dialect.separator not in "\x1f "
    )


def _copy(source: Path, target: Path, start: Start, plan: _Plan) -> int:
    with _parsed(source, plan) as batches:
        tables = _groups(_told(_checked(batches, start, plan.ascii), source, target))
        first = next(tables, None)
        if first is None:
            raise _NotPlain
        count, last = _write(target, start.first, first, tables)
    if filled(_row(last, len(last) - 1)) <= max(1, plan.width // 3):
        raise _NotPlain
    return count


def _parsed(source: Path, plan: _Plan) -> Any:
    names = [f"c{at}" for at in range(plan.width)]
    return pv.open_csv(
        source,
        pv.ReadOptions(block_size=BLOCK, column_names=names, skip_rows=plan.lines_above),
        pv.ParseOptions(
            delimiter=plan.separator,
            quote_char='"' if plan.quoted else False,
            ignore_empty_lines=False,
        ),
        pv.ConvertOptions(column_types={name: pa.string() for name in names}),
    )


def _told(
    batches: Iterator[pa.RecordBatch], source: Path, target: Path
) -> Iterator[pa.RecordBatch]:
    """The batches; how far they are is told as they go by."""
    count, done, size = 0, 0, source.stat().st_size
    for batch in batches:
        count, done = count + len(batch), done + BLOCK
        tell(target, count, min(done / size, 1.0))
        yield batch


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows in tables of GROUP rows; what is made of others takes twice the space, stored."""
    rows = None
    for batch in batches:
        table = pa.Table.from_batches([batch])
        rows = pa.concat_tables([rows, table]) if rows else table
        while len(rows) >= GROUP:
            yield rows.slice(0, GROUP)
            rows = rows.slice(GROUP)
    if rows:
        yield rows


def _write(
    target: Path, row_no: int, first: pa.Table, others: Iterator[pa.Table]
) -> tuple[int, pa.Table]:
    """How many rows are written, and the last table of them."""
    count, last, written = 0, first, None
    schema = pa.schema([("row_no", pa.int64()), ("refusal", pa.string()), *first.schema])
    few = _repeating(first)
    held = {thing: [one for one in first.column_names if one not in few] for thing in TESTS}
    with (
        pq.ParquetWriter(
            target, schema, use_dictionary=few, compression="lz4", write_statistics=False
        ) as writer,
        ThreadPoolExecutor(1) as beside,  # one table is written while the next is parsed
    ):
        for last in chain([first], others):
            numbers = pa.array(np.arange(row_no + count, row_no + count + len(last)))
            arrays = [numbers, pa.nulls(len(last), pa.string()), *last.columns]
            if written:
                written.result()
            written = beside.submit(writer.write_table, pa.table(arrays, schema=schema))
            count, held = count + len(last), reader_uniform.kept(held, last)
        if written:
            written.result()
        writer.add_key_value_metadata({name: json.dumps(held[name]) for name in held})
    return count, last


def _repeating(rows: pa.Table) -> list[str]:
    """The columns of few values: each is written, and later looked at, once a group."""
    few = len(rows) // FEW
    return [name for name in rows.column_names if pc.count_distinct(rows[name]).as_py() < few]


def _checked(batches: Any, start: Start, ascii_only: bool) -> Iterator[pa.RecordBatch]:
    """The batches; _NotPlain where a row is blank or begins like the header."""
    at, name = next((pair for pair in enumerate(start.names) if pair[1]), (0, None))
    for batch in batches:
        if len(batch):
            blank = _blank(batch[0], ascii_only)
            if len(blank) > MOST_BLANK or any(not filled(_row(batch, place)) for place in blank):
                raise _NotPlain
            if name and pc.any(pc.match_substring(batch[at], name)).as_py():
                raise _NotPlain
            yield batch


def _blank(cells: pa.Array, ascii_only: bool) -> list[int]:
    """Which cells could be blank: they are empty or begin with a character before "!"."""
    _, ends, letters = cells.buffers()
    at = np.frombuffer(ends, np.int32)[cells.offset : cells.offset + len(cells) + 1]
    text = np.frombuffer(letters, np.uint8) if letters else np.zeros(1, np.uint8)
    low = (at[:-1] == at[1:]) | (text.take(at[:-1], mode="clip") < ord("!"))
    if not ascii_only:
        low |= pc.utf8_is_space(cells).to_numpy(zero_copy_only=False)
    places: list[int] = np.flatnonzero(low).tolist()
    return places


def _row(batch: pa.RecordBatch, place: int) -> list[str]:
    return [column[place].as_py() for column in batch.columns]
