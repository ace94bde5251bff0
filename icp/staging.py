"""A file as text: read in a process of its own, staged beside the workspace."""

import hashlib
import json
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from icp import bounded, db, errors, file_names, reader_table, reading
from icp.reader_answers import Record
from icp.reader_surplus import Offer

MEMORY = 1_500_000_000
WATCHED = MEMORY if sys.platform == "darwin" else None  # Linux bounds it by itself
SECONDS = 120
# nothing is multiplied there, and without its threads NumPy starts in half the time; Windows needs
# what it has in its environment
ENVIRONMENT = None if sys.platform == "win32" else {"OPENBLAS_NUM_THREADS": "1"}
OPTIONS = ("sheet", "header", "encoding", "separator", "surplus")

Written = tuple[int, list[str], str | None]

_log = logging.getLogger(__name__)


class UnknownOption(errors.IcpError, TypeError):
    """An option that the reader does not know."""


@dataclass(frozen=True)
class Staged:
    """A file's rows as text, in a folder of its own until `discard`.

    sha256: the digest of the file, with the sheet that was chosen of a workbook. surplus: where
    rows have more cells than the header, the column to join them in (the option surplus). unit:
    what a row stands for where it is not a row of the file; `notes` then say how many those were.
    sheets: where several were read as one table, each with the number of rows before its first.
    """

    folder: Path
    file_name: str
    sha256: str
    columns: tuple[str, ...]
    rows: int
    notes: tuple[str, ...]
    surplus: Offer | None = None
    unit: str = "row"
    content: str = "staged.parquet"
    sheets: tuple[tuple[str, int], ...] = ()

    @property
    def path(self) -> Path:
        """The Parquet file: row_no, refusal, c0, c1, ..., and where a row was put together from
        others, ruled_where, ruled_value, ruled_reason: the column and text that a refusal names."""
        return self.folder / self.content


def stage(
    conn: db.Connection,
    source: str | Path | BinaryIO,
    name: str | None = None,
    watch: reading.Watch | None = None,
    **options: Any,
) -> Staged:
    """The file at a path, or open as bytes, staged as text; nothing is stored yet.

    watch: called with the `reading.Reading` when it begins, to show and to stop it from elsewhere.

    `options` answer the reader's questions: sheet (a name, or "*" for all that are alike), header
    (the row that names the columns, "5", or rows "4-5", or "none"), encoding (a name that Python
    knows), separator (the characters, "tab" or "none"), surplus (the header of the column in which
    the cells of rows that have too many are joined). Raises FileUnreadable for what is not a table,
    Question where the file leaves a choice open and UnknownOption for any other option.
    """
    wanted = _wanted(options)
    folder = Path(tempfile.mkdtemp(prefix="import-", dir=db.scratch(conn)))
    try:
        return _stage(folder, source, name, wanted, watch)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def written(
    conn: db.Connection, name: str, columns: Sequence[str], rows: Iterable[Written]
) -> Staged:
    """Rows that come from no file (number, cells, why refused), staged as those of a file are."""
    records = [Record(*row) for row in rows]
    folder = Path(tempfile.mkdtemp(prefix="import-", dir=db.scratch(conn)))
    digest = hashlib.sha256(json.dumps([list(columns), records]).encode()).hexdigest()
    staged = Staged(folder, name, digest, tuple(columns), len(records), ())
    reader_table.save(iter(records), staged.path, len(columns))
    return staged


def _wanted(options: dict[str, Any]) -> dict[str, str]:
    for option in options:
        if option not in OPTIONS:
            raise UnknownOption(f'There is no option "{option}": use {", ".join(OPTIONS)}.')
    return {option: str(value) for option, value in options.items() if value is not None}


def discard(staged: Staged) -> None:
    """Remove the staged rows."""
    shutil.rmtree(staged.folder, ignore_errors=True)


def samples(conn: db.Connection, staged: Staged, rows: int = 5) -> list[list[str]]:
    """Up to `rows` different values of each column, in the order of `staged.columns`.

    Rows that are refused as they stand, such as the totals of a report, give none.
    """
    file = conn.from_parquet(str(staged.path)).filter("refusal is null").limit(200).fetchall()
    width = len(staged.columns)
    columns = list(zip(*file, strict=True))[2 : 2 + width] or [()] * width
    return [list(dict.fromkeys(v for v in column if v and v.strip()))[:rows] for column in columns]


def _stage(
    folder: Path,
    source: str | Path | BinaryIO,
    name: str | None,
    options: dict[str, str],
    watch: reading.Watch | None,
) -> Staged:
    file = folder / "upload"
    if isinstance(source, str | Path):
        file = Path(source).resolve()
        if not file.is_file():
            raise errors.FileUnreadable(f"There is no file {file.name}: check its path.")
    else:
        with file.open("wb") as target:
            shutil.copyfileobj(source, target)
    label = name or getattr(source, "name", None) or str(source)
    with ThreadPoolExecutor(1) as beside:  # on another core than the reader
        digest = beside.submit(_sha256, file)
        answer = _read(file, folder, options, watch)
    (folder / "upload").unlink(missing_ok=True)
    return Staged(
        folder=folder,
        file_name=file_names.label(label),
        sha256=" ".join(filter(None, [digest.result(), options.get("sheet")])),
        columns=tuple(answer["columns"]),
        rows=answer["rows"],
        notes=(*file_names.misnamed(label, answer["is_a"]), *answer["notes"]),
        surplus=Offer(**offer) if (offer := answer.get("surplus")) else None,
        sheets=tuple(answer.get("parts", {}).items()),
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _read(
    file: Path, folder: Path, options: dict[str, str], watch: reading.Watch | None
) -> dict[str, Any]:
    try:
        done = _run(file, folder, options, watch)
    except TimeoutError as error:
        raise errors.FileUnreadable(
            f"The file took over {2 * SECONDS} seconds to read: split it and load the parts."
        ) from error
    except MemoryError as error:
        raise errors.FileUnreadable(
            "The file is too large to be read safely: split it and load the parts."
        ) from error
    if done.returncode or not done.stdout:
        _log.warning("the reader ended with %s: %s", done.returncode, done.stderr[-2000:])
        raise errors.FileUnreadable(
            "The file cannot be read safely: it is damaged, or its used range is far larger than "
            "its data. Delete stray cells at the far end, or save it as CSV."
        )
    return _answer(json.loads(done.stdout))


def _run(
    file: Path, folder: Path, options: dict[str, str], watch: reading.Watch | None
) -> subprocess.CompletedProcess[bytes]:
    wanted = json.dumps({**options, "memory": MEMORY, "seconds": SECONDS})
    reader = Path(__file__).with_name("reader.py")
    python = [sys.executable, "-I", "-X", "utf8"]
    return bounded.run(
        [*python, str(reader), str(file), str(folder / "staged.parquet"), wanted],
        folder,
        ENVIRONMENT,
        2 * SECONDS,
        WATCHED,
        watch,
    )


def _answer(answer: dict[str, Any]) -> dict[str, Any]:
    if "error" in answer:
        raise errors.FileUnreadable(answer["error"])
    if "question" in answer:
        raise errors.Question(**answer["question"])
    return answer
