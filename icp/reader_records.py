"""The records of a text, one by one; a broken quote costs its own line and no other."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from icp.reader_answers import MAX_CELL, Unreadable

MOST_READ_AGAIN = 50_000_000


@dataclass(frozen=True)
class Dialect:
    """How a text is cut into cells.

    written: what stands in the file for the separator, if that is more than one character.
    """

    separator: str
    quote: str = '"'
    skip_blanks: bool = False
    backslash: bool = False
    written: str = ""


class _Feed:
    """Lines for the parser, which can be put back when they turn out not to belong together."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.taken = lines, list[str]()
        self._back = deque[str]()

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self.lines)
        self.taken.append(line)
        return line

    def back_to_the_second(self) -> int:
        """Put back all lines but the first; how many characters will be read again."""
        again = self.taken[1:]
        self._back.extendleft(reversed(again))
        return sum(map(len, again))


def records(lines: Iterator[str], dialect: Dialect) -> Iterator[tuple[list[str], str | None]]:
    """Each record's cells, and why it cannot be read where a quote in it is broken.

    Raises Unreadable where so many quotes are left open that reading would take forever.
    """
    csv.field_size_limit(MAX_CELL)
    feed = _Feed(_written(lines, dialect))
    reader = csv.reader(
        feed,
        delimiter=dialect.separator,
        quotechar=dialect.quote,
        skipinitialspace=dialect.skip_blanks,
        strict=True,
    )
    again, taken = 0, feed.taken
    while True:
        taken.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            again += feed.back_to_the_second()
            if again > MOST_READ_AGAIN:
                raise Unreadable(
                    "Too many quotes are opened and never closed: export the file again."
                ) from error
            yield _cut(taken[0], dialect), _reason(taken[0])
        else:
            yield (_restored(row, dialect) if dialect.written else row), None


def _written(lines: Iterator[str], dialect: Dialect) -> Iterator[str]:
    if dialect.backslash:
        lines = (line.replace("\\" + dialect.quote, dialect.quote * 2) for line in lines)
    if dialect.written:
        lines = (line.replace(dialect.written, dialect.separator) for line in lines)
    return lines


def _restored(row: list[str], dialect: Dialect) -> list[str]:
    return [cell.replace(dialect.separator, dialect.written) for cell in row]


def _cut(line: str, dialect: Dialect) -> list[str]:
    """A broken line's cells, as well as they can be told, to be shown and mended."""
    return [cell[:MAX_CELL] for cell in line.rstrip("\r\n").split(dialect.separator)]


def _reason(line: str) -> str:
    if len(line) > MAX_CELL and line.count('"') % 2 == 0:
        return f"a cell of more than {MAX_CELL:,} characters"
    return "a quote is opened and never closed, or text follows a closing quote"
