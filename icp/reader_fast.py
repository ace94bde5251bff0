"""The short way for big well-formed CSV files: parsed in blocks, straight to Parquet.

It gives exactly what the long way gives or nothing: whatever the long way would refuse, skip, cut
or remark on below the header makes it step aside.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.csv as pv  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from icp import reader_header, reader_table
from icp.reader_answers import Record, tell
from icp.reader_bytes import Scan
from icp.reader_header import Start
from icp.reader_records import Dialect, records
from icp.reader_rows import filled

WORTH_IT = 2_000_000
BLOCK = 4 << 20
CHUNK = 8 << 20
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
    try:
        with source.open("rb") as file:
            quoted = _has_quotes(file, dialect)
        plan = _Plan(dialect.separator, quoted, skipped + start.first - 1, len(columns), scan.ascii)
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


def _has_quotes(file: Any, dialect: Dialect) -> bool:
    """Whether the file has quotes; _NotPlain unless each is where it belongs, on one line."""
    mark = dialect.separator.encode()
    found, rest = False, b""
    while chunk := file.read(CHUNK):
        data = rest + chunk
        end = data.rfind(b"\n") + 1
        rest = data[end:]
        found = _check_quotes(mark, data[:end]) or found
    return _check_quotes(mark, rest) or found


def _check_quotes(mark: bytes, data: bytes) -> bool:
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b'"' not in data:
        return False
    if not _in_pairs(mark, data):  # a doubled quote within a cell may be the reason
        inner = re.escape(mark)
        cell = rb"(?:(?<=[\n" + inner + rb'])|\A)"(?:[^"\r\n]|"")*"(?=[\r\n' + inner + rb"]|\Z)"
        if b'"' in re.sub(cell, b"", data):
            raise _NotPlain
    return True


def _in_pairs(mark: bytes, data: bytes) -> bool:
    """Whether the quotes, in turn, begin a cell and end it on the same line."""
    text = np.frombuffer(b"\n" + data + b"\n", np.uint8)
    quotes, lines = np.flatnonzero(text == ord('"')), np.flatnonzero(text == ord("\n"))
    begin, end = quotes[::2], quotes[1::2]
    return bool(
        len(mark) == 1
        and len(begin) == len(end)
        and np.isin(text[begin - 1], list(mark + b"\n")).all()
        and np.isin(text[end + 1], list(mark + b"\r\n")).all()
        and (np.searchsorted(lines, begin) == np.searchsorted(lines, end)).all()
    )


def _copy(source: Path, target: Path, start: Start, plan: _Plan) -> int:
    names = [f"c{at}" for at in range(plan.width)]
    fields = [("row_no", pa.int64()), ("refusal", pa.string())]
    schema = pa.schema(fields + [(name, pa.string()) for name in names])
    count, last, done, size = 0, None, 0, source.stat().st_size
    with (
        pv.open_csv(
            source,
            pv.ReadOptions(block_size=BLOCK, column_names=names, skip_rows=plan.lines_above),
            pv.ParseOptions(
                delimiter=plan.separator,
                quote_char='"' if plan.quoted else False,
                ignore_empty_lines=False,
            ),
            pv.ConvertOptions(column_types={name: pa.string() for name in names}),
        ) as batches,
        pq.ParquetWriter(
            target, schema, use_dictionary=False, compression="lz4", write_statistics=False
        ) as writer,
        ThreadPoolExecutor(1) as beside,  # one batch is written while the next is parsed
    ):
        written = None
        for batch in _checked(batches, start, plan.ascii):
            first = start.first + count
            numbers = pa.array(np.arange(first, first + len(batch)))
            arrays = [numbers, pa.nulls(len(batch), pa.string()), *batch.columns]
            if written:
                written.result()
            written = beside.submit(
                writer.write_batch, pa.RecordBatch.from_arrays(arrays, schema=schema)
            )
            count, last = count + len(batch), batch
            done += BLOCK
            tell(target, count, min(done / size, 1.0))
        if written:
            written.result()
    if last is None or filled(_row(last, len(last) - 1)) <= max(1, plan.width // 3):
        raise _NotPlain
    return count


def _checked(batches: Any, start: Start, ascii_only: bool) -> Iterator[pa.RecordBatch]:
    """The batches; _NotPlain where a row is blank or begins like the header."""
    at, name = next((pair for pair in enumerate(start.names) if pair[1]), (0, None))
    for batch in batches:
        if len(batch):
            blank = _places(_blank(batch[0], ascii_only))
            if len(blank) > MOST_BLANK or any(not filled(_row(batch, place)) for place in blank):
                raise _NotPlain
            if name and pc.any(pc.match_substring(batch[at], name)).as_py():
                raise _NotPlain
            yield batch


def _blank(cells: pa.Array, ascii_only: bool) -> pa.Array:
    """Which cells could be blank: they are empty or begin with a character before "!"."""
    low = pc.less(cells, "!")
    return low if ascii_only else pc.or_(low, pc.utf8_is_space(cells))


def _places(mask: pa.Array) -> list[int]:
    return pc.indices_nonzero(mask).to_pylist() if pc.any(mask).as_py() else []


def _row(batch: pa.RecordBatch, place: int) -> list[str]:
    return [column[place].as_py() for column in batch.columns]
