"""Reads every file of the messy collections and prints what came of it, file by file.

python benchmarks/messy_files.py [WORD]    (only the files with WORD in their path)

The data lie in SWEETSPOT_REAL_DATA. A question is answered as the published truth of the file
says. equal: the body is the published clean table, cell by cell, headers judged apart, and
nothing was said; notice: loaded, and a note, a listed row or a question says what differs from
the plain way; refused: not loaded, with a reason; as filed: the published table leaves cells blank
that hold text in the file, and every cell is what Python's csv module reads there; SILENTLY WRONG:
rows or values differ, and nothing said names where or why.

Workbooks are compared sheet by sheet, every row and column: with the published dump where it has
the whole sheet (12 rows, 14 columns), else with what openpyxl reads, a reader of its own, after
its first rows and its size were found to agree with the dump.
"""

import csv
import io
import json
import os
import sys
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from icp import db, errors, staging  # noqa: E402

REAL_DATA = Path(os.environ.get("SWEETSPOT_REAL_DATA", ROOT.parent / "shared" / "data"))
Table = list[list[str]]
EXCEL_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")

# Files without a published table: how a person reads them (header row, encoding, separator).
BY_HAND: dict[str, dict[str, str]] = {
    "messytables_horror/begrotingsanalyse-2011.csv": {"header": "7"},
    "messytables_horror/complex.csv": {"blanks": "skipped"},
    "messytables_horror/excel_pasting.csv": {"header": "4"},
    "messytables_horror/skip_initials.csv": {},
    "messytables_horror/utf8bom.csv": {"encoding": "utf-8-sig", "separator": "\t"},
    "messytables_horror/weird_head_padding.csv": {"header": "12", "separator": ";"},
    "messytables_horror/simple.csv": {},
    "messytables_horror/example.tsv": {"separator": "\t"},
    "csvkit/bad.csv": {},
    "csvkit/mac_newlines.csv": {},
    "csvkit/optional_quote_characters.csv": {},
    "csvkit/test_empty_columns.csv": {},
    "csvkit/test_header_newline.csv": {},
    "csvkit/test_latin1.csv": {"encoding": "latin-1"},
    "csvkit/test_utf16_big.csv": {"encoding": "utf-16"},
    "csvkit/test_utf16_little.csv": {"encoding": "utf-16"},
    "csvkit/test_ignore_case.csv": {},
    "csvkit/dummy.tsv": {"separator": "\t"},
    "csvkit/test_no_leading_zeroes.csv": {},
    "csvkit/FY09_EDU_Recipients_by_State.csv": {},
    "csvkit/test_geo.csv": {},
    "clevercsv/airedale.csv": {},
}


@dataclass
class Case:
    """A file, its true body, and the truthful answers to what may be asked.

    filed: the body as Python's csv module reads it, given the published dialect.
    """

    group: str
    path: Path
    body: Table
    answers: dict[str, str] = field(default_factory=dict)
    sheet: str | None = None
    filed: Table | None = None

    @property
    def name(self) -> str:
        return f"{self.path.name} [{self.sheet}]" if self.sheet else self.path.name


@dataclass
class Outcome:
    """What came of a case: verdict, whether its body is cell-equal, and what was said."""

    case: Case
    verdict: str
    equal: bool
    said: list[str]


def cases(real: Path) -> Iterator[Case]:
    """All files of messy_csv and messy_xlsx with what is known of them."""
    csvs = real / "messy_csv"
    yield from _pollock(csvs / "pollock_survey", "survey")
    yield from _pollock(csvs / "pollock_polluted", "polluted")
    for path in sorted((csvs / "csv_spectrum").glob("*.csv")):
        rows = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
        yield Case("csv-spectrum", path, [list(row.values()) for row in rows])
    for name, way in BY_HAND.items():
        yield _by_hand(csvs / name, way)
    yield from _workbooks(real / "messy_xlsx")


def _pollock(folder: Path, group: str) -> Iterator[Case]:
    for path in sorted((folder / "csv").iterdir()):
        about = json.loads((folder / "parameters" / f"{path.name}_parameters.json").read_text())
        with (folder / "clean" / path.name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        lines, above = int(about["header_lines"] or 0), int(about["preamble_lines"] or 0)
        named = bool(rows) and rows[0][0].startswith("col_")
        header = f"{above + 1}-{above + lines}" if lines > 1 else str(above + 1)
        answers = {"header": header if lines else "none", "separator": about["delimiter"] or "none"}
        filed = _as_filed(path, about)[above + lines :]
        yield Case(group, path, rows[1:] if lines or named else rows, answers, filed=filed)


def _as_filed(path: Path, about: dict[str, str]) -> Table:
    mark = about["delimiter"] if len(about["delimiter"] or "") == 1 else ","
    text = io.StringIO(path.read_bytes().decode(about["encoding"], "replace"), newline="")
    quote = about["quotechar"] or '"'
    return list(csv.reader(text, delimiter=mark, quotechar=quote)) if len(quote) == 1 else []


def _by_hand(path: Path, way: dict[str, str]) -> Case:
    text = path.read_bytes().decode(way.get("encoding", "utf-8-sig"))
    rows = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=way.get("separator", ","),
        skipinitialspace="blanks" in way,
    )
    header = way.get("header", "1")
    return Case(path.parent.name, path, list(rows)[int(header) :], {"header": header})


def _workbooks(folder: Path) -> Iterator[Case]:
    oracle = json.loads((folder / "oracle.json").read_text("utf-8"))["files"]
    for name, about in oracle.items():
        if "sheets" not in about:
            yield Case("xlsx", folder / name, [])
        for sheet, dump in about.get("sheets", {}).items():
            yield Case("xlsx", folder / name, _whole(folder / name, sheet, dump), {}, sheet)


def _whole(path: Path, sheet: str, dump: dict[str, Any]) -> Table:
    """All cells of a sheet as text: the published dump, or where it is cut, openpyxl's reading."""
    first: Table = dump["first_rows"]
    if dump["rows"] == len(first) and dump["cols"] == max(map(len, first), default=0):
        return first
    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        with path.open("rb") as file:  # openpyxl leaves a file open that it cannot read
            book = openpyxl.load_workbook(file, data_only=True)[sheet]
        rows = [[_written(value) for value in row] for row in book.iter_rows(values_only=True)]
    except (IndexError, KeyError):  # styles that are not there, the strict form of the format
        rows = _cells(path)
    width = dump["cols"]
    rows = [(row + [""] * width)[:width] for row in rows[: dump["rows"]]]
    assert len(rows) == dump["rows"], (path, sheet)
    for mine, published in zip(
        [*rows[: len(first)], rows[-1]], [*first, dump["last_row"]], strict=True
    ):
        assert [cell[:80] for cell in mine[: len(published)]] == published, (path, sheet, published)
    return rows


def _cells(path: Path) -> Table:
    """The cells of a workbook's first sheet, straight from its XML; no dates."""
    with zipfile.ZipFile(path) as parts:
        names = {name.rpartition("/")[2].lower(): name for name in parts.namelist()}
        shared, sheet = (
            ElementTree.fromstring(parts.read(names[name])) if name in names else []  # noqa: S314
            for name in ("sharedstrings.xml", "sheet1.xml")
        )
    texts = ["".join(one.itertext()) for one in shared]
    rows: Table = []
    for row in sheet.iterfind(".//{*}row"):
        rows += [[] for _ in range(int(row.get("r", "0")) - len(rows) - 1)]
        rows.append([])
        for cell in row.iterfind("{*}c"):
            letters = cell.get("r", "").rstrip("0123456789")
            at = openpyxl.utils.column_index_from_string(letters) if letters else len(rows[-1]) + 1
            rows[-1] += [""] * (at - len(rows[-1]) - 1) + [_plain(cell, texts)]
    return rows


def _plain(cell: ElementTree.Element, texts: list[str]) -> str:
    value = cell.findtext("{*}v") or ""
    match cell.get("t", "n"):
        case "s":
            return texts[int(value)]
        case "inlineStr":
            texts = cell.iterfind(".//{*}t")
            return "".join(
                _kept(text.text or "", "preserve" in text.attrib.values()) for text in texts
            )
        case "n" if value:
            return _written(float(value))
    return value


def _kept(text: str, preserved: bool) -> str:
    """The text, without the blanks around it where xml:space does not keep them."""
    return text if preserved else text.strip()


def _written(value: object) -> str:
    """A cell of openpyxl as the dump writes it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return "" if value is None or str(value) in EXCEL_ERRORS else str(value)


def judge(conn: db.Connection, case: Case) -> Outcome:
    """What comes of a case when every question is answered truthfully."""
    said: list[str] = []
    options = {"sheet": case.sheet} if case.sheet else {}
    while True:
        try:
            staged = staging.stage(conn, case.path, **options)
        except errors.Question as question:
            said.append(f"asked for the {question.option}")
            options[question.option] = case.answers.get(question.option) or _first(question)
            if len(said) > 4:
                raise
        except errors.FileUnreadable as error:
            return Outcome(case, "refused", not case.body, [*said, str(error)])
        else:
            try:
                return _compared(case, staged, said)
            finally:
                staging.discard(staged)


def _first(question: errors.Question) -> str:
    """Where no truth is published: the first row that could be the header."""
    rows = [choice for choice in question.choices if choice != "none"]
    return rows[0] if rows else "none"


def _compared(case: Case, staged: staging.Staged, said: list[str]) -> Outcome:
    rows = [list(row.values()) for row in pq.read_table(staged.path).to_pylist()]
    good = [row for row in rows if row[1] is None]
    listed = [f"row {row[0]}: {row[1]}" for row in rows if row[1] is not None]
    notes = [note for note in staged.notes if not note.startswith("read the sheet")]
    said = [*said, *notes, *listed[:3], *(["..."] if len(listed) > 3 else [])]
    if case.group == "xlsx":
        wrong = _wrong_cells(case.body, rows)
        return Outcome(case, _verdict(wrong, said), not wrong and not listed, said)
    truth = [_cut(row) for row in case.body if any(cell.strip() for cell in row)]
    found = [_cut([cell or "" for cell in row[2:]]) for row in good]
    wrong = not _is_within(found, truth) or len(truth) - len(found) > len(listed)
    if wrong and (blanked := _blanked(truth, found, case.filed or [])):
        said.append(f"the published table leaves blank what the file says: {blanked}")
        return Outcome(case, "as filed", False, said)
    return Outcome(case, _verdict(wrong, said), truth == found, said)


def _verdict(wrong: bool, said: list[str]) -> str:
    return "notice" if said else "SILENTLY WRONG" if wrong else "equal"


def _blanked(truth: Table, found: Table, filed: Table) -> str:
    """The cells that the published table leaves blank, if all else agrees with it and the file."""
    if found != [_cut(row) for row in filed if any(cell.strip() for cell in row)]:
        return ""
    if len(truth) != len(found):
        return ""
    pairs = [
        pair
        for rows in zip(truth, found, strict=True)
        for pair in zip_longest(*rows, fillvalue="")
        if pair[0] != pair[1]
    ]
    if any(published.strip() for published, _ in pairs):
        return ""
    words = Counter(ours for _, ours in pairs)
    return ", ".join(f'{count} times "{word[:20]}"' for word, count in words.most_common(3))


def _cut(row: list[str]) -> list[str]:
    """The row without the blank cells at its end, which no header names."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _is_within(found: Table, truth: Table) -> bool:
    """Whether the rows found are rows of the truth, in their order."""
    rest = iter(truth)
    return all(any(row == other for other in rest) for row in found)


def _wrong_cells(sheet: Table, rows: list[list[Any]]) -> bool:
    """Whether a row below the header of a sheet is missing or differs from it in any cell."""
    found = {number: (refusal, cells) for number, refusal, *cells in rows}
    for number, truth in enumerate(sheet, start=1):
        if number < min(found, default=0) or not any(map(str.strip, truth)):
            continue
        if number not in found:
            return True
        refusal, cells = found[number]
        pairs = zip_longest(_cut([cell or "" for cell in cells]), _cut(truth), fillvalue="")
        if refusal is None and not all(_is_same(*pair) for pair in pairs):
            return True
    return not set(found) <= set(range(1, len(sheet) + 1))


def _is_same(ours: str, theirs: str) -> bool:
    """Whether two cells agree: the dump cuts them, and the XML counts a date in days."""
    ours, theirs = ours.removesuffix(" 00:00:00")[:80], theirs.removesuffix(" 00:00:00")[:80]
    if ours != theirs and theirs.isdecimal() and len(theirs) in (4, 5):
        theirs = (date(1899, 12, 30) + timedelta(days=int(theirs))).isoformat()
    return ours == theirs


def main(only: str = "") -> int:
    """Print every file's verdict and the totals; the number of files that are silently wrong."""
    chosen = [case for case in cases(REAL_DATA) if only in f"{case.group}/{case.name}"]
    with db.open(":memory:") as conn, ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda case: judge(conn.cursor(), case), chosen))
    for outcome in outcomes:
        body = "body equal" if outcome.equal else ""
        print(f"{outcome.verdict:8} {body:10} {outcome.case.group}/{outcome.case.name}")
        for line in outcome.said:
            print(f"{'':20}{line[:150]}")
    print()
    for group in dict.fromkeys(outcome.case.group for outcome in outcomes):
        these = [outcome for outcome in outcomes if outcome.case.group == group]
        counts = Counter(outcome.verdict for outcome in these)
        equal = sum(outcome.equal for outcome in these)
        print(f"{group:20} {len(these):3} files, body equal {equal:3}, {dict(counts)}")
    return sum(outcome.verdict == "SILENTLY WRONG" for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:2]) else 0)
