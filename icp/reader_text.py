"""Reads CSV and its relatives: any encoding, any separator, any quotes, one record at a time."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from icp import reader_bytes, reader_dialect, reader_fast, reader_table
from icp.reader_answers import Record, Unreadable
from icp.reader_bytes import Scan
from icp.reader_records import Dialect, records
from icp.reader_surplus import Surplus

SAMPLE_LINES = 1000
SAMPLE_SIZE = 300_000
WRONG_STARTS = {
    ("<!doctype", "<html", "<?xml", "<table", "<head"): "a web page, not a table",
    ("{", "[{"): "JSON, not a table",
    ("-----begin ", "mime-version:"): "a certificate or a mail, not a table",
}


def read(source: Path, target: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Write the text's table; options: encoding, separator, header, surplus (a column)."""
    scan = reader_bytes.scan(source, options.get("encoding"))
    with _open(source, scan) as file:
        sample = _sample(file)
    _check("".join(sample[:20])[:2000].lstrip("\ufeff \t\r\n").lower())
    skipped, wanted = 0, options.get("separator")
    if sample and (mark := _excel_mark(sample[0])):
        skipped, wanted = 1, wanted or mark
    dialect = reader_dialect.find(sample[skipped:], wanted)
    answer = None
    if options.get("header") is None and options.get("surplus") is None:
        answer = reader_fast.read(source, target, scan, dialect, sample, skipped)
    if answer is None:
        with _open(source, scan) as file:
            answer = _exact(_lines(file, scan, skipped), dialect, target, options)
    answer["notes"] = [*scan.notes, *_said(dialect, sample), *answer["notes"]]
    return answer


def _lines(file: TextIO, scan: Scan, skipped: int) -> Iterator[str]:
    lines = islice(file, skipped, None)
    return (line.replace("\0", "") for line in lines) if scan.nuls else lines


def _exact(
    lines: Iterator[str], dialect: Dialect, target: Path, options: dict[str, Any]
) -> dict[str, Any]:
    doubts: list[int] = []
    surplus = Surplus(dialect.written or dialect.separator, options.get("surplus"))
    found = numbered(lines, dialect, doubts)
    answer = reader_table.write(found, target, options.get("header"), surplus)
    if doubts:
        answer["notes"].append(
            f"a quoted cell in row {doubts[0]:,} runs over several lines that look like rows: "
            "check its quotes"
        )
    return answer


def numbered(lines: Iterator[str], dialect: Dialect, doubts: list[int]) -> Iterator[Record]:
    """The records of the lines; `doubts` gathers the rows that seem to have swallowed others."""
    mark = dialect.written or dialect.separator
    for row_no, (cells, refusal) in enumerate(records(lines, dialect), start=1):
        if len(cells) > 2 and refusal is None:
            for cell in cells:
                if "\n" in cell and cell.count(mark) >= len(cells) - 1:
                    doubts.append(row_no)
        yield Record(row_no, cells, refusal)


def _open(source: Path, scan: Scan) -> TextIO:
    return source.open(encoding=scan.encoding, errors=scan.errors, newline="")


def _sample(file: TextIO) -> list[str]:
    """The first lines, without the line that the sample may have cut in two."""
    lines: list[str] = []
    size = 0
    while len(lines) < SAMPLE_LINES and size < SAMPLE_SIZE:
        line = file.readline(SAMPLE_SIZE)
        if not line:
            break
        lines.append(line.replace("\0", ""))
        size += len(line)
    return lines


def _check(start: str) -> None:
    for marks, what in WRONG_STARTS.items():
        if start.startswith(marks):
            raise Unreadable(f"This looks like {what}: export a CSV or Excel file.")


def _excel_mark(line: str) -> str | None:
    """The separator that Excel writes into a first line such as `sep=;`."""
    text = line.lstrip("\ufeff").rstrip("\r\n").strip('"')
    return text[4:] if text.lower().startswith("sep=") and 5 <= len(text) <= 6 else None


def _said(dialect: Dialect, sample: list[str]) -> list[str]:
    notes = []
    if dialect.quote == "'":
        notes.append("single quotes around cells are taken off, double quotes are text")
    slashed = next((at for at, line in enumerate(sample, 1) if "\\" + dialect.quote in line), None)
    if dialect.backslash:
        notes.append(f"quotes written as \\{dialect.quote} inside cells are read as quotes")
    elif slashed:
        notes.append(f"a backslash before a quote, first in line {slashed:,}, is read as it stands")
    return notes
