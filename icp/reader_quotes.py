"""Whether the quotes in a CSV file are only what they seem: around whole cells, on one line."""

import re
from pathlib import Path

import numpy as np

CHUNK = 8 << 20


def in_place(source: Path, separator: str) -> bool:
    """Whether each quote of the file begins or ends a cell, or is doubled within one, on its line.

    Line ends are \\n or \\r\\n; a mark of UTF-8 may come first.
    """
    mark, rest = separator.encode(), b""
    with source.open("rb") as file:
        while chunk := file.read(CHUNK):
            data = rest + chunk
            end = data.rfind(b"\n") + 1
            rest = data[end:]
            if not _in_place(mark, data[:end]):
                return False
    return _in_place(mark, rest)


def _in_place(mark: bytes, data: bytes) -> bool:
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b'"' not in data or in_pairs(mark, data):
        return True
    # a doubled quote within a cell may be the reason
    inner = re.escape(mark)
    cell = rb"(?:(?<=[\n" + inner + rb'])|\A)"(?:[^"\r\n]|"")*"(?=[\r\n' + inner + rb"]|\Z)"
    return b'"' not in re.sub(cell, b"", data)


def in_pairs(mark: bytes, data: bytes) -> bool:
    """Whether the quotes, in turn, begin a cell and end it on the same line."""
    text = np.frombuffer(b"\n" + data + b"\n", np.uint8)
    quotes, lines = np.flatnonzero(text == ord('"')), np.flatnonzero(text == ord("\n"))
    begin, end = quotes[::2], quotes[1::2]
    return bool(
        len(mark) == 1
        and len(begin) == len(end)
        and np.isin(text[begin - 1], list(mark + b"\n")).all()
        and np.isin(text[end + 1], list(mark + b"\r\n")).all()
        and (np.searchsorted(lines, begin) == np.searchsorted(lines, end)).all()
    )
