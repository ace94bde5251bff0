"""Reads a sheet of a workbook: xlsx, xlsm, xlsb, xls and ods."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import python_calamine as calamine

from icp import reader_archive, reader_table
from icp.reader_answers import Record, Undecided, Unreadable, preview

_CONTROL = re.compile("_x00[01][0-9A-Fa-f]_|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LOCKED = ("EncryptedPackage".encode("utf-16-le"), b"\x2f\x00\x36\x00\x01\x00", b"\x2f\x00\x04\x00")
DAMAGED = "This is not a workbook we can read, or it is damaged: save it again in Excel."


@dataclass
class _Counts:
    controls: int = 0


def read(source: Path, target: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Write one sheet's table; options: sheet, header."""
    with source.open("rb") as file:
        packed = file.read(2) == b"PK"
    found = reader_archive.look(source) if packed else reader_archive.Found(False, {})
    errors = {name: reader_archive.errors_in(source, part) for name, part in found.sheets.items()}
    book = _opened(source)
    sheet, notes = _chosen(book, options.get("sheet"))
    counts = _Counts()
    answer = reader_table.write(_records(sheet, counts), target, options.get("header"))
    if found.macros:
        notes.append("macros are ignored")
    if count := errors.get(sheet.name):
        what = "cell with an Excel error" if count == 1 else "cells with Excel errors"
        notes.append(
            f"{count:,} {what} (such as #N/A) {'is' if count == 1 else 'are'} read as blank"
        )
    if counts.controls:
        notes.append(
            f"removed control characters from {counts.controls:,} cell{'s'[: counts.controls != 1]}"
        )
    return {**answer, "notes": [*notes, *answer["notes"]]}


def _opened(source: Path) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_path(source)
    except calamine.PasswordError as error:
        raise _locked() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        with source.open("rb") as file:
            head = file.read(1 << 20)
        if head[:4] == b"\xd0\xcf\x11\xe0" and any(mark in head for mark in _LOCKED):
            raise _locked() from error
        raise Unreadable(DAMAGED) from error


def _locked() -> Unreadable:
    return Unreadable("The workbook is protected by a password: save a copy without one.")


def _chosen(book: Any, wanted: str | None) -> tuple[Any, list[str]]:
    """The sheet to read and what to say about it; asks where there are several."""
    sheets, damaged = {}, False
    for name in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(name)
        except (calamine.CalamineError, ValueError, OSError) as error:
            damaged = damaged or "worksheet" not in str(error).lower()  # chart sheets have no cells
            continue
        if sheet.end is not None:
            sheets[name] = sheet
    if wanted is not None and wanted not in sheets:
        raise Unreadable(f'The workbook has no sheet "{wanted[:60]}" with cells.')
    if not sheets:
        raise Unreadable(
            DAMAGED if damaged else "The workbook has no sheet with cells: choose another file."
        )
    hidden = {
        item.name for item in book.sheets_metadata if not str(item.visible).endswith(".Visible")
    }
    seen = [name for name in sheets if name not in hidden] or list(sheets)
    if wanted is None and len(seen) > 1:
        raise _question(sheets, hidden)
    name = wanted or seen[0]
    notes = [f'read the sheet "{name}"']
    if left := [other for other in sheets if other in hidden and other != name]:
        notes.append(f"hidden sheets left out: {', '.join(left)}")
    return sheets[name], notes


def _question(sheets: dict[str, Any], hidden: set[str]) -> Undecided:
    choices = {}
    for name, sheet in sheets.items():
        rows = [[_text(cell) for cell in row] for row in sheet.to_python(nrows=30)]
        row = max(rows, key=lambda cells: sum(map(bool, cells)), default=[])
        choices[name] = f"{name}{' (hidden)' if name in hidden else ''}: {preview(row, 80)}"
    return Undecided(
        "sheet", f"The workbook has {len(sheets)} sheets: which one is the table?", choices
    )


def _records(sheet: Any, counts: _Counts) -> Iterator[Record]:
    rows = iter(sheet.to_python(skip_empty_area=False))
    for row_no, row in enumerate(rows, start=1):
        cells = [_text(value) for value in row]
        if any(map(_CONTROL.search, cells)):
            clean = [_CONTROL.sub("", cell) for cell in cells]
            counts.controls += sum(map(str.__ne__, clean, cells))
            cells = clean
        yield Record(row_no, cells, reader_table.whole(cells))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
