"""Which sheet of a workbook is the table: the only one, the chosen one, or all that are alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import Any

import python_calamine as calamine

from icp import reader_header, reader_table
from icp.reader_answers import ALL_SHEETS, Record, Undecided, Unreadable, preview

DAMAGED = "This is not a workbook we can read, or it is damaged: save it again in Excel."


@dataclass
class Sheets:
    """The sheets that have cells by name, and which of them are hidden."""

    by_name: dict[str, Any]
    hidden: set[str] = field(default_factory=set)

    @property
    def seen(self) -> list[str]:
        """The names of the sheets that Excel shows; of all where it shows none."""
        return [name for name in self.by_name if name not in self.hidden] or list(self.by_name)


def chosen(book: Any, wanted: str | None) -> tuple[dict[str, Any], list[str]]:
    """The sheets to read as one table, and what to say; asks where several could be it."""
    sheets = _with_cells(book)
    if wanted == ALL_SHEETS:
        return _all(sheets)
    if wanted is not None and wanted not in sheets.by_name:
        raise Unreadable(f'The workbook has no sheet "{wanted[:60]}" with cells.')
    if wanted is None and len(sheets.seen) > 1:
        raise _question(sheets)
    name = wanted or sheets.seen[0]
    return {name: sheets.by_name[name]}, [f'read the sheet "{name}"', *_left(sheets, name)]


def text(value: Any) -> str:
    """A cell as text: whole numbers without a point, dates as in 2025-01-31."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _with_cells(book: Any) -> Sheets:
    found, damaged = {}, False
    for name in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(name)
        except (calamine.CalamineError, ValueError, OSError) as error:
            damaged = damaged or "worksheet" not in str(error).lower()  # chart sheets have no cells
            continue
        if sheet.end is not None:
            found[name] = sheet
    if not found:
        raise Unreadable(
            DAMAGED if damaged else "The workbook has no sheet with cells: choose another file."
        )
    states = book.sheets_metadata
    return Sheets(found, {one.name for one in states if not str(one.visible).endswith(".Visible")})


def _left(sheets: Sheets, name: str) -> list[str]:
    left = [other for other in sheets.by_name if other in sheets.hidden and other != name]
    return [f"hidden sheets left out: {', '.join(left)}"] if left else []


def _all(sheets: Sheets) -> tuple[dict[str, Any], list[str]]:
    alike = _alike(sheets)
    if not alike:
        raise Unreadable("No two sheets of the workbook have the same columns: choose one sheet.")
    notes = [f"read {len(alike)} sheets as one table: {', '.join(alike)}"]
    if left := [name for name in sheets.by_name if name not in alike]:
        notes.append(f"sheets left out: {', '.join(left)}")
    return {name: sheets.by_name[name] for name in alike}, notes


def _alike(sheets: Sheets) -> list[str]:
    """The largest group of visible sheets that have the same columns; empty where none have."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in sheets.seen:
        if columns := _columns(sheets.by_name[name]):
            groups.setdefault(columns, []).append(name)
    best = max(groups.values(), key=len, default=[])
    return best if len(best) > 1 else []


def _columns(sheet: Any) -> tuple[str, ...]:
    """The names of the columns of a sheet in lower case, none where they cannot be told."""
    rows = sheet.to_python(skip_empty_area=False, nrows=reader_header.SAMPLE)
    try:
        return tuple(name.casefold() for name in reader_table.begin(_numbered(rows), None)[2])
    except (Undecided, Unreadable):
        return ()


def _numbered(rows: list[list[Any]]) -> Iterator[Record]:
    return (Record(number, [*map(text, row)]) for number, row in enumerate(rows, start=1))


def _question(sheets: Sheets) -> Undecided:
    choices = {}
    if alike := _alike(sheets):
        together = f"The {len(alike)} sheets with the same columns, as one table"
        choices[ALL_SHEETS] = f"{together}: {', '.join(alike)}"
    for name, sheet in sheets.by_name.items():
        choices[name] = _described(name, sheet, sheets)
    number = len(sheets.by_name)
    return Undecided("sheet", f"The workbook has {number} sheets: which one is the table?", choices)


def _described(name: str, sheet: Any, sheets: Sheets) -> str:
    """A sheet's name, its size, and its fullest row among the first."""
    rows = [[text(cell) for cell in row] for row in islice(sheet.to_python(nrows=30), 30)]
    fullest = max(rows, key=lambda cells: sum(map(bool, cells)), default=[])
    hidden = ", hidden" if name in sheets.hidden else ""
    size = f"{_many(sheet.height, 'row')} x {_many(sheet.width, 'column')}{hidden}"
    return f"{name} ({size}): {preview(fullest, 80)}"


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s'[: count != 1]}"
