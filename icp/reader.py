"""Reads one file of any kind into text, in a process of its own.

Run by file path: `python reader.py SOURCE TARGET OPTIONS`, OPTIONS being JSON. Writes TARGET, a
Parquet file of text with a row per row of the file (row_no as a spreadsheet counts, refusal where
the row has no place in the table, c0, c1, ...), and prints one JSON object: columns, rows, notes,
or an error, or a question. A hostile file can take this process down, and nothing else.
"""

import csv
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from importlib.abc import MetaPathFinder
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

MAX_CELL = 32_767
MAX_COLUMNS = 500
MAX_HEADER = 120
MAX_UNPACKED = 400_000_000
MAX_PARTS = 5_000
BATCH = 20_000
SEPARATORS = ",;\t|"
NOT_TABLES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a database",
    b"\x1f\x8b": "a packed file: unpack it first",
    b"MZ": "a program",
}

_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c")

Row = list[Any]


class Unreadable(Exception):
    """The file is not a table we can read; the message is the sentence to show."""


class Undecided(Exception):
    """The file leaves a choice open: option, sentence, choices."""


def main(source: Path, target: Path, options: dict[str, Any]) -> dict[str, Any]:
    """The answer for one file; TARGET is written unless the answer is an error or a question."""
    try:
        return _read(source, target, options)
    except Unreadable as error:
        return {"error": str(error)}
    except Undecided as question:
        option, sentence, choices = question.args
        return {"question": {"option": option, "message": sentence, "choices": choices}}
    except MemoryError:
        return {"error": "The file is too large to be read safely: split it and load the parts."}


def _read(source: Path, target: Path, options: dict[str, Any]) -> dict[str, Any]:
    with source.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise Unreadable("The file is empty: export it again and choose the new file.")
    if head[:4] == b"PAR1":
        return _parquet(source, target)
    if head[:4] == b"PK\x03\x04":
        _check_archive(source)
        return _workbook(source, target, options)
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _workbook(source, target, options)
    return _text(source, target, head)


def _parquet(source: Path, target: Path) -> dict[str, Any]:
    import duckdb

    try:
        with duckdb.connect(config={"memory_limit": "400MB", "threads": 2}) as conn:
            file = conn.from_parquet(str(source))
            columns = _headers(file.columns)
            rows = file.row_number("over () as row_no, null::varchar as refusal, *")
            text = [
                duckdb.ColumnExpression(old).cast("VARCHAR").alias(f"c{at}")
                for at, old in enumerate(file.columns)
            ]
            fixed = [duckdb.ColumnExpression(name) for name in ("row_no", "refusal")]
            rows.select(*fixed, *text).to_parquet(str(target))
            return {"columns": columns, "rows": pq.read_metadata(target).num_rows, "notes": []}
    except duckdb.Error as error:
        raise Unreadable("The Parquet file is damaged or incomplete: export it again.") from error


def _check_archive(source: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable("The workbook is incomplete: download or export it again.") from error
    if "[Content_Types].xml" not in {part.filename for part in parts} and not any(
        part.filename == "content.xml" for part in parts
    ):
        raise Unreadable("This is a ZIP file, not an Excel workbook: unpack it first.")
    size = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or size > MAX_UNPACKED:
        raise Unreadable(
            f"The workbook unpacks to {size / 1e6:,.0f} MB in {len(parts):,} parts; the limit is "
            f"{MAX_UNPACKED / 1e6:,.0f} MB in {MAX_PARTS:,}: save the sheet as CSV."
        )


def _workbook(source: Path, target: Path, options: dict[str, Any]) -> dict[str, Any]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(source)
    except calamine.PasswordError as error:
        raise Unreadable(
            "The workbook is protected by a password: save a copy without one."
        ) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable("This is not a workbook we can read, or it is damaged.") from error
    sheet = _sheet(book, options.get("sheet"))
    try:
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except calamine.CalamineError as error:
        raise Unreadable("The workbook is damaged: save it again in Excel.") from error
    answer = _write(iter(rows), target)
    return {**answer, "notes": [f'read the sheet "{sheet.name}"']}


def _sheet(book: Any, wanted: str | None) -> Any:
    names = []
    for name in book.sheet_names:
        with suppress(Exception):  # chart sheets cannot be read as cells
            if book.get_sheet_by_name(name).total_height > 0:
                names.append(name)
    if not names:
        raise Unreadable("The workbook has no sheet with cells.")
    if wanted is None and len(names) > 1:
        raise Undecided(
            "sheet",
            f"The workbook has {len(names)} sheets: which one is the table?",
            {name: name for name in names},
        )
    if wanted is not None and wanted not in names:
        raise Unreadable(f'The workbook has no sheet "{wanted}" with cells.')
    return book.get_sheet_by_name(wanted or names[0])


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _text(source: Path, target: Path, head: bytes) -> dict[str, Any]:
    for magic, what in NOT_TABLES.items():
        if head.startswith(magic):
            raise Unreadable(f"This is {what}, not a table: export a CSV or Excel file.")
    text, notes = _decode(source.read_bytes())
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise Unreadable("This is a web page, not a table: export a CSV or Excel file.")
    if start.startswith(("{", "[{")):
        raise Unreadable("This looks like JSON, not a table: export a CSV or Excel file.")
    separator, text = _separator(text)
    csv.field_size_limit(MAX_CELL)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return {**_write(_unbroken(records), target), "notes": notes}


def _decode(content: bytes) -> tuple[str, list[str]]:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            with suppress(UnicodeDecodeError):
                return content.decode(encoding), []
    if len(content) - len(content.translate(None, _CONTROL)) > len(content) // 100:
        raise Unreadable("This is binary data, not a table: export a CSV or Excel file.")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8").replace("\0", ""), []
    table = content.decode("cp1252", errors="replace").replace("\0", "")
    return table, ["read as Windows-1252 text: check that accents and signs look right"]


def _separator(text: str) -> tuple[str, str]:
    """The separator and the text without an Excel `sep=` line."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    sample = text[:100_000].splitlines()[:50]

    def fit(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=separator) if row]
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(SEPARATORS, key=fit), text


def _unbroken(records: Iterable[Row]) -> Iterator[Row]:
    """The records, or Unreadable where a quote or a cell never ends."""
    read, last = 0, ""
    try:
        for record in records:
            read += 1
            last = record[-1] if record else ""
            yield record
    except csv.Error as error:
        raise Unreadable(
            f"Row {read + 1} has a cell of more than {MAX_CELL:,} characters, perhaps because "
            "a quote is opened and never closed: mend the row and try again."
        ) from error
    if last.endswith("\n"):
        raise Unreadable(
            f"Row {read} opens a quote that is never closed: mend the row and try again."
        )


def _write(records: Iterator[Row], target: Path) -> dict[str, Any]:
    """Write the table that begins with the first record that is not blank."""
    numbered = ((at, row) for at, row in enumerate(records, start=1) if _filled(row))
    header = next(numbered, None)
    if header is None:
        raise Unreadable("The file has no data: export it again and choose the new file.")
    columns = _headers([str(name) for name in _trimmed(header[1])])
    schema = pa.schema(
        [("row_no", pa.int64()), ("refusal", pa.string())]
        + [(f"c{at}", pa.string()) for at in range(len(columns))]
    )
    count = 0
    with pq.ParquetWriter(target, schema) as writer:
        while batch := list(islice(numbered, BATCH)):
            count += len(batch)
            writer.write_table(_table(batch, schema))
    if not count:
        raise Unreadable("The file has a header row and no rows below it.")
    return {"columns": columns, "rows": count}


def _table(batch: list[tuple[int, Row]], schema: pa.Schema) -> pa.Table:
    width = len(schema) - 2
    staged = [_staged(number, row, width) for number, row in batch]
    columns = [
        pa.array(values, kind.type)
        for values, kind in zip(zip(*staged, strict=True), schema, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _staged(number: int, row: Row, width: int) -> Row:
    cells = row if _filled(row[width:]) else row[:width]
    if len(cells) == width:
        return [number, None, *cells]
    refusal = f"{len(cells)} cells, the header has {width}"
    return [number, refusal, *(cells + [None] * width)[:width]]


def _trimmed(row: Row) -> Row:
    """The row without the blank cells at its end."""
    end = len(row)
    while end and not str(row[end - 1]).strip():
        end -= 1
    return row[:end]


def _filled(row: Row) -> bool:
    return any(str(cell).strip() for cell in row)


def _headers(names: list[str]) -> list[str]:
    """Names that are short, not blank and told apart."""
    if len(names) > MAX_COLUMNS:
        raise Unreadable(f"The file has {len(names):,} columns; the limit is {MAX_COLUMNS}.")
    seen: dict[str, int] = {}
    result = []
    for at, name in enumerate(names, start=1):
        clean = " ".join(str(name).replace("\ufeff", "").split())[:MAX_HEADER] or f"column {at}"
        seen[clean.lower()] = seen.get(clean.lower(), 0) + 1
        times = seen[clean.lower()]
        result.append(clean if times == 1 else f"{clean} ({times})")
    return result


def limit(memory: int, seconds: int) -> None:
    """Bound this process where the system can: address space, processor time, file size."""
    try:
        import resource
    except ImportError:  # Windows; there the caller's time limit is the bound
        return
    for what, bound in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 2 * MAX_UNPACKED),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (bound, bound))


class _WithoutPandas(MetaPathFinder):
    """Keeps pyarrow from loading pandas, which takes 200 MB and is not needed here."""

    def find_spec(self, fullname: str, *_: Any) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def _run(
    arguments: list[str], work: Callable[[Path, Path, dict[str, Any]], dict[str, Any]]
) -> None:
    options = json.loads(arguments[2])
    sys.meta_path.insert(0, _WithoutPandas())
    pa.set_memory_pool(pa.system_memory_pool())  # the default reserves 1 GB of addresses at once
    limit(options.pop("memory"), options.pop("seconds"))
    answer = work(Path(arguments[0]), Path(arguments[1]), options)
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # nothing is left to tidy, and a damaged library's exit hooks could hang


if __name__ == "__main__":
    _run(sys.argv[1:], main)
