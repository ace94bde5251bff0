"""Reads one file of any kind into text, in a process of its own.

Run by file path: `python reader.py SOURCE TARGET OPTIONS`, OPTIONS being JSON. Writes TARGET, a
Parquet file of text with a row per row of the file (row_no as a spreadsheet counts, refusal where
the row has no place in the table, c0, c1, ...), and prints one JSON object: columns, rows, notes,
or an error, or a question. A hostile file can take this process down, and nothing else.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # -I keeps the project off the path
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from icp.reader_answers import MAX_UNPACKED, Undecided, Unreadable

NOT_TABLES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"7z\xbc\xaf": "a packed file: unpack it first",
    b"Rar!": "a packed file: unpack it first",
    b"BZh": "a packed file: unpack it first",
    b"\xfd7zXZ": "a packed file: unpack it first",
    b"\x28\xb5\x2f\xfd": "a packed file: unpack it first",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def main(source: Path, target: Path, options: dict[str, Any]) -> dict[str, Any]:
    """The answer for one file; TARGET is written unless the answer is an error or a question."""
    try:
        return _read(source, target, options)
    except Unreadable as error:
        return {"error": str(error)}
    except Undecided as question:
        found = {"option": question.option, "message": str(question), "choices": question.choices}
        return {"question": found}
    except MemoryError:
        return {"error": "The file is too large to be read safely: split it and load the parts."}
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a library of Rust gives up like this
            raise
        return {
            "error": "The workbook is damaged or too large to be read safely: save it again in "
            "Excel, or the sheet as CSV."
        }


def _read(
    source: Path, target: Path, options: dict[str, Any], unpacked: bool = False
) -> dict[str, Any]:
    with source.open("rb") as file:
        head = file.read(4096)
    if not head.strip() and source.stat().st_size <= len(head):
        raise Unreadable("The file is empty: export it again and choose the new file.")
    for magic, what in NOT_TABLES.items():
        if head.startswith(magic):
            raise Unreadable(f"This is {what}, not a table: export a CSV or Excel file.")
    if head[8:12] == b"DUCK":
        raise Unreadable("This is a database, not a table: export a CSV or Excel file.")
    if head[:2] == b"\x1f\x8b" and not unpacked:
        return _packed(source, target, options)
    is_a, read = _reader(head)
    return {"is_a": is_a, **read(source, target, options)}


def _packed(source: Path, target: Path, options: dict[str, Any]) -> dict[str, Any]:
    from icp import reader_archive

    inner = target.with_name("unpacked")
    try:
        answer = _read(reader_archive.unpack(source, inner), target, options, unpacked=True)
    finally:
        inner.unlink(missing_ok=True)
    return {**answer, "notes": ["unpacked the file first", *answer["notes"]]}


def _reader(head: bytes) -> tuple[str, Callable[[Path, Path, dict[str, Any]], dict[str, Any]]]:
    """What a file that begins like this is, and what reads it; the name does not decide."""
    if head[:4] == b"PAR1":
        from icp import reader_parquet

        return "a Parquet file", lambda source, target, _: reader_parquet.read(source, target)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06") or head[:8] == OLE:
        from icp import reader_workbook

        return "a workbook", reader_workbook.read
    from icp import reader_text

    return "text", reader_text.read


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


def run(arguments: list[str], work: Callable[[Path, Path, dict[str, Any]], dict[str, Any]]) -> None:
    """Print what `work` answers to the arguments, and end this process; it is bounded before."""
    options = json.loads(arguments[2])
    sys.meta_path.insert(0, _WithoutPandas())
    import pyarrow as pa  # type: ignore[import-untyped]

    pa.set_memory_pool(pa.system_memory_pool())  # the default reserves 1 GB of addresses at once
    limit(options.pop("memory"), options.pop("seconds"))
    answer = work(Path(arguments[0]), Path(arguments[1]), options)
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # nothing is left to tidy, and a damaged library's exit hooks could hang


if __name__ == "__main__":
    run(sys.argv[1:], main)
