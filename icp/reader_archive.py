"""What a packed file holds, looked at before any library opens it."""

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from icp.reader_answers import MAX_PARTS, MAX_UNPACKED, Unreadable

CHUNK = 1 << 20
MAX_SCANNED = 60_000_000
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,12})(\d{1,15})"')
_WITHOUT_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?: [^>]*)?/>)"
    rb"(?:<(?:\w+:)?v(?: ?/|></(?:\w+:)?v)>)?</(?:\w+:)?c>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet [^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship [^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass
class Found:
    """What the parts of a workbook show: has it macros, and which part is which sheet."""

    macros: bool
    sheets: dict[str, str]


@dataclass
class Scan:
    """How many cells of a sheet hold an Excel error, and how many a formula without its value."""

    errors: int = 0
    without_value: int = 0


@dataclass
class _Reach:
    """How many cells there are, and how far they reach."""

    cells: int = 0
    rows: int = 0
    columns: int = 0

    def add(self, data: bytes) -> None:
        for letters, digits in _CELL.findall(data):
            self.cells, self.rows = self.cells + 1, max(self.rows, int(digits))
            self.columns = max(self.columns, _column(letters))


def unpack(source: Path, target: Path) -> Path:
    """The one file that a .gz holds, unpacked up to the limit."""
    size = 0
    try:
        with gzip.open(source) as packed, target.open("wb") as unpacked:
            while chunk := packed.read(CHUNK):
                size += len(chunk)
                if size > MAX_UNPACKED:
                    raise Unreadable(
                        f"The packed file unpacks to over {MAX_UNPACKED / 1e6:,.0f} MB: split it "
                        "and load the parts."
                    )
                unpacked.write(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("The packed file is damaged or incomplete: pack it again.") from error
    return target


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; what is broken in it becomes a sentence."""
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise Unreadable("The workbook is incomplete: download or export it again.") from error
    except RuntimeError as error:
        raise Unreadable("The file is protected by a password: save a copy without one.") from error
    except (OSError, zlib.error) as error:
        raise Unreadable("The workbook is damaged: save it again in Excel.") from error


def look(source: Path) -> Found:
    """The workbook's parts, or Unreadable where they are not a workbook or not safe."""
    with _opened(source) as archive:
        parts = archive.infolist()
        _check(parts)
        _check_xml(archive, parts)
        macros = any(part.filename.endswith("vbaProject.bin") for part in parts)
        return Found(macros, _sheets(archive))


def _check(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if not names & {"[Content_Types].xml", "content.xml"}:
        raise Unreadable("This is a ZIP file, not an Excel workbook: unpack it first.")
    size = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or size > MAX_UNPACKED:
        raise Unreadable(
            f"The workbook unpacks to {size / 1e6:,.0f} MB in {len(parts):,} parts; the limit is "
            f"{MAX_UNPACKED / 1e6:,.0f} MB in {MAX_PARTS:,}: save the sheet as CSV."
        )


def _check_xml(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                head = file.read(2000).lower()
            if b"<!doctype" in head or b"<!entity" in head:
                raise Unreadable(
                    "The workbook contains unsafe XML: save it again in Excel and choose that file."
                )


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> part of an xlsx workbook; empty for the other kinds."""
    try:
        book = _text(archive, "xl/workbook.xml")
        relations = _text(archive, "xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    targets = {}
    for tag in _RELATION.findall(relations):
        found = dict(_ATTRIBUTE.findall(tag))
        targets[found.get("Id", "")] = found.get("Target", "").removeprefix("/xl/")
    sheets = {}
    for tag in _SHEET.findall(book):
        found = dict(_ATTRIBUTE.findall(tag))
        number = next((value for name, value in found.items() if name.endswith(":id")), "")
        if number in targets:
            sheets[unescape(found.get("name", ""))] = f"xl/{targets[number]}"
    return sheets


def _text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        return file.read(5_000_000).decode("utf-8", "replace")


def scan(source: Path, part: str) -> Scan:
    """What a sheet's cells show; Unreadable where they lie far apart."""
    found, reach = Scan(), _Reach()
    with _opened(source) as archive:
        if part not in archive.namelist():
            return found
        small = archive.getinfo(part).file_size < MAX_SCANNED
        with archive.open(part) as file:
            rest = b""
            while chunk := file.read(CHUNK):
                whole, cut, rest = (rest + chunk).rpartition(b"c>")  # the end of a cell
                rest = rest[-CHUNK:]
                found.errors += whole.count(b't="e"')
                found.without_value += len(_WITHOUT_VALUE.findall(whole + cut))
                if small:
                    reach.add(whole)
            if small:
                reach.add(rest)
    _check_range(reach)
    return found


def _check_range(reach: _Reach) -> None:
    rows, columns = reach.rows, reach.columns
    if rows > 1_048_576 or columns > 16_384:
        raise Unreadable("The workbook is damaged, a cell lies outside: save it again in Excel.")
    if rows * columns > 20_000_000 and rows * columns > 20 * reach.cells:
        raise Unreadable(
            f"The sheet's used range is {rows:,} x {columns:,} cells: delete the stray cells at "
            "the far end, or save it as CSV."
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:5]:
        number = number * 26 + letter - 64
    return number
