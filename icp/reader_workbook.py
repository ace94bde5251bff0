"""Reads the sheets of a workbook: xlsx, xlsm, xlsb, xls and ods."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine as calamine

from icp import reader_archive, reader_sheets, reader_table
from icp.reader_answers import Record, Unreadable

_CONTROL = re.compile("_x00[01][0-9A-Fa-f]_|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LOCKED = ("EncryptedPackage".encode("utf-16-le"), b"\x2f\x00\x36\x00\x01\x00", b"\x2f\x00\x04\x00")


@dataclass
class _Counts:
    controls: int = 0


def read(source: Path, target: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Write the table of one sheet, or of several that are alike; options: sheet, header."""
    with source.open("rb") as file:
        packed = file.read(2) == b"PK"
    found = reader_archive.look(source) if packed else reader_archive.Found(False, {})
    scans = {name: reader_archive.scan(source, part) for name, part in found.sheets.items()}
    sheets, notes = reader_sheets.chosen(_opened(source), options.get("sheet"))
    counts = _Counts()
    if len(sheets) == 1:
        [records] = (_records(sheet, counts) for sheet in sheets.values())
        answer = reader_table.write(records, target, options.get("header"))
    else:
        parts = {name: (_records(one, counts), one.end[0] + 1) for name, one in sheets.items()}
        answer = reader_table.write_together(parts, target, options.get("header"))
    if found.macros:
        notes.append("macros are ignored")
    scanned = [scans[name] for name in sheets if name in scans]
    return {**answer, "notes": [*notes, *_said(scanned, counts), *answer["notes"]]}


def _said(scans: list[reader_archive.Scan], counts: _Counts) -> list[str]:
    notes = []
    if count := sum(scan.errors for scan in scans):
        what = "cell with an Excel error" if count == 1 else "cells with Excel errors"
        are = "is" if count == 1 else "are"
        notes.append(f"{count:,} {what} (such as #N/A) {are} read as blank")
    if count := sum(scan.without_value for scan in scans):
        what = "formula has" if count == 1 else "formulas have"
        notes.append(
            f"{count:,} {what} no value in the file and {'is' if count == 1 else 'are'} read as "
            "blank: open it in Excel, save it, and load that file"
        )
    if counts.controls:
        notes.append(
            f"removed control characters from {counts.controls:,} cell{'s'[: counts.controls != 1]}"
        )
    return notes


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
        raise Unreadable(reader_sheets.DAMAGED) from error


def _locked() -> Unreadable:
    return Unreadable("The workbook is protected by a password: save a copy without one.")


def _records(sheet: Any, counts: _Counts) -> Iterator[Record]:
    """The rows of a sheet; of blank rows in a row only the first, as there may be a million."""
    left = [""] * sheet.start[1]  # the blank columns before the first cell, which are not given
    gap = False
    for row_no, row in enumerate(sheet.iter_rows(), start=1):
        blank = row.count("") == len(row)
        if blank and gap:
            continue
        gap = blank
        cells = [*left, *map(reader_sheets.text, row)]
        if any(map(_CONTROL.search, cells)):
            clean = [_CONTROL.sub("", cell) for cell in cells]
            counts.controls += sum(map(str.__ne__, clean, cells))
            cells = clean
        yield Record(row_no, cells, reader_table.whole(cells))
