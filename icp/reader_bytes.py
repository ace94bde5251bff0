"""Which text a file's bytes are: no single detector is trusted, and what is unclear is asked."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from icp import reader_encoding
from icp.reader_answers import MAX_LINE, Undecided, Unreadable

CHUNK = 1 << 20
MARKS = (  # the longer mark first: that of UTF-16 begins that of UTF-32
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
NOT_TEXT = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined")
WIDE_PARITY = {"utf-16-le": (1, 2), "utf-16-be": (0, 2)}

_CONTROL = bytes(code for code in range(32) if code not in b"\x00\t\n\r\x0b\x0c\x1b")
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass
class Scan:
    """What one pass over the bytes found."""

    encoding: str
    notes: list[str] = field(default_factory=list)
    errors: str = "strict"
    nuls: int = 0
    ascii: bool = False
    quotes: bool = False
    regular: bool = False  # UTF-8, one kind of line end, short lines


@dataclass
class _Counts:
    size: int = 0
    checked: int = 0
    nuls: int = 0
    controls: int = 0
    newlines: int = 0  # counted only near returns
    returns: int = 0
    pairs: int = 0
    bare: bool = False  # there are line ends with no return near
    quotes: bool = False
    odd: bool = False  # a line could hold a cell that is too long
    utf8: bool = True
    high: list[bytes] = field(default_factory=list)


def scan(source: Path, wanted: str | None) -> Scan:
    """The file's encoding and what its bytes show; `wanted` answers the question for it."""
    with source.open("rb") as file:
        head = file.read(4096)
    for mark, encoding in MARKS:
        if head.startswith(mark) and encoding != "utf-8-sig":
            return _checked(source, Scan(encoding))
    for encoding, (parity, step) in WIDE_PARITY.items():
        if _is_wide(head, parity, step):
            note = f"read as {encoding.upper()} text without a mark: check that it looks right"
            return _checked(source, Scan(encoding, [note]))
    counts = _count(source)
    if counts.controls > counts.checked // 100 or counts.nuls > max(8, counts.size // 20):
        raise Unreadable("This is binary data, not a table: export a CSV or Excel file.")
    return _narrow(source, counts, head, wanted)


def _is_wide(head: bytes, parity: int, step: int) -> bool:
    """Whether every second byte is zero and the others are not, as in UTF-16 text."""
    zeros, others = head[parity::step].count(0), head[1 - parity :: step].count(0)
    return len(head) >= 8 and zeros > len(head) * 0.3 and others <= len(head) // 200


def _checked(source: Path, found: Scan) -> Scan:
    try:
        for _ in _decoded(source, found.encoding):
            pass
    except UnicodeError as error:
        raise Unreadable(
            f"The file says it is {found.encoding.upper()} text and is damaged: export it again."
        ) from error
    return found


def _decoded(source: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _count(source: Path) -> _Counts:
    counts, decoder = _Counts(), codecs.getincrementaldecoder("utf-8")()
    last, run = b"\n", 0
    with source.open("rb") as file:
        while chunk := file.read(CHUNK):
            run = 0 if b"\n" in chunk or b"\r" in chunk else run + len(chunk)
            if run > MAX_LINE:
                raise Unreadable(
                    f"A line is longer than {MAX_LINE / 1e6:.0f} MB: export the file again."
                )
            _add(counts, last + chunk)
            last = chunk[-1:]
            if counts.utf8 and not (chunk.isascii() and decoder.getstate() == (b"", 0)):
                counts.utf8 = _goes_on(decoder, chunk)
    counts.utf8 = counts.utf8 and _goes_on(decoder, b"", final=True)
    return counts


def _goes_on(decoder: Any, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _add(counts: _Counts, data: bytes) -> None:
    """Count a chunk; its first byte is the last of the chunk before."""
    fresh = data[1:]
    counts.size += len(fresh)
    counts.nuls += fresh.count(0) if 0 in fresh else 0  # much quicker to look than to count
    if counts.size <= 4 * CHUNK:
        counts.checked = counts.size
        counts.controls += len(fresh) - len(fresh.translate(None, _CONTROL))
    counts.quotes = counts.quotes or b'"' in fresh
    if b"\r" in data:
        counts.newlines += fresh.count(b"\n")
        counts.returns += fresh.count(b"\r")
        counts.pairs += data.count(b"\r\n")
    else:
        counts.bare = counts.bare or b"\n" in fresh
    if not counts.odd:
        counts.odd = _long(fresh)
    if len(counts.high) < 2000 and not fresh.isascii():
        counts.high += _high_lines(fresh, 2000 - len(counts.high))


def _high_lines(data: bytes, most: int) -> list[bytes]:
    """The lines that hold a byte beyond ASCII, each from at most 200 bytes before it."""
    lines: list[bytes] = []
    at = 0
    while len(lines) < most and (found := _HIGH.search(data, at)):
        begin = max(data.rfind(b"\n", at, found.start()) + 1, at, found.start() - 200)
        end = data.find(b"\n", found.end(), found.end() + 400)
        at = end if end >= 0 else min(found.end() + 400, len(data))
        lines.append(data[begin:at])
    return lines


def _long(data: bytes, window: int = 15_000) -> bool:
    """Whether a line could hold a cell that is too long."""
    return any(data.find(b"\n", at, at + window) < 0 for at in range(0, len(data) - window, window))


def _narrow(source: Path, counts: _Counts, head: bytes, wanted: str | None) -> Scan:
    """The encoding of text whose letters take one byte, or several for the rare ones."""
    notes = [f"removed {counts.nuls:,} NUL characters"] if counts.nuls else []
    if wanted is not None:
        return _answered(source, counts, wanted, notes)
    if counts.utf8:
        paired = counts.returns == counts.pairs == counts.newlines and not counts.bare
        marked = head.startswith(MARKS[2][0])
        return Scan(
            "utf-8-sig" if marked else "utf-8",
            notes,
            nuls=counts.nuls,
            ascii=not counts.high,
            quotes=counts.quotes,
            regular=(paired or not counts.returns) and not counts.odd and not counts.nuls,
        )
    return _not_utf8(counts, notes)


def _answered(source: Path, counts: _Counts, wanted: str, notes: list[str]) -> Scan:
    try:
        name = codecs.lookup(wanted).name
        if name in NOT_TEXT:
            raise LookupError(name)
        io.TextIOWrapper(io.BytesIO(), encoding=name)  # refuses codecs that are not of text
        for _ in _decoded(source, name):
            pass
    except (LookupError, ValueError) as error:
        raise Unreadable(f'The file cannot be read as "{wanted[:40]}": choose another.') from error
    return Scan(
        name, [*notes, f"read as {reader_encoding.OTHERS.get(name, name)} text"], nuls=counts.nuls
    )


def _not_utf8(counts: _Counts, notes: list[str]) -> Scan:
    decoder = codecs.getincrementaldecoder("utf-8")
    broken = [line for line in counts.high if not _goes_on(decoder(), line)]
    if len(broken) * 2 < len(counts.high):
        where = broken[0].decode("cp1252", "replace").strip()[:40] if broken else "the later rows"
        said = f'UTF-8 text with some letters in Windows-1252, first in "{where}": check them'
        return Scan("utf-8", [*notes, said], errors="western", nuls=counts.nuls)
    if reader_encoding.is_western(counts.high):
        shown = reader_encoding.example(counts.high[0])
        said = f"read as Windows-1252 text, such as {shown}: check that it looks right"
        return Scan("cp1252", [*notes, said], errors="western", nuls=counts.nuls)
    raise Undecided(
        "encoding",
        "The file is not UTF-8 text, and its letters can be read in several ways: which is right?",
        reader_encoding.previews(counts.high),
    )
