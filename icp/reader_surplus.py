"""Rows with more cells than the header, as a separator in an unquoted cell leaves them.

The surplus cells are joined into one column where the user names it. Else the rows are counted, and
the column is proposed whose joining makes all columns look most like those of the whole rows.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import log
from typing import NamedTuple

from icp.reader_answers import Unreadable, filled
from icp.reader_kinds import kind

MOST_JUDGED = 500
MOST_SHOWN = 5
MOST_TEXT = 200
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", " ": "blank"}


class Offer(NamedTuple):
    """What could be joined: how many rows, the best column, and a few rows as they stand.

    usual: how many cells a row should have. examples: row number and cells.
    """

    rows: int
    separator: str
    usual: int
    best: str
    examples: Sequence[tuple[int, Sequence[str]]]

    def joined(self, columns: Sequence[str], header: str) -> list[list[str]]:
        """The cells of the examples, with the surplus joined into `header`."""
        at, width = list(columns).index(header), len(columns)
        return [
            join(cells, at, len(cells) - self.usual, self.separator)[:width]
            for _, cells in self.examples
        ]


def join(cells: Sequence[str], at: int, surplus: int, separator: str) -> list[str]:
    """The cells with the one at `at` and the `surplus` ones behind it as a single cell."""
    end = at + surplus + 1
    return [*cells[:at], separator.join(cells[at:end]), *cells[end:]]


class Surplus:
    """Joins or gathers the rows of one table that have too many cells.

    wanted: the header of the column to join into; without it rows stay as they are.
    """

    def __init__(self, separator: str, wanted: str | None) -> None:
        self.separator, self.wanted = separator, wanted
        self.columns: list[str] = []
        self.usual = self.rows = 0
        self._at: int | None = None
        self._torn: list[tuple[int, list[str]]] = []
        self._profiles: list[_Profile] = []

    def begin(self, columns: list[str], usual: int, head: Iterable[list[str]]) -> None:
        """Learn the columns, how many cells a row has, and what the first whole rows look like."""
        if self.wanted is not None:
            if self.wanted not in columns:
                raise Unreadable(
                    f'The file has no column "{self.wanted[:60]}" to join cells in: choose another.'
                )
            self._at = columns.index(self.wanted)
        self.columns, self.usual = columns, usual
        whole = [cells for cells in head if len(cells) in (len(columns), usual)]
        self._profiles = [_Profile([cells[at] for cells in whole]) for at in range(len(columns))]

    def mended(self, row_no: int, cells: list[str]) -> list[str]:
        """The cells of a row, joined if they are too many and the user said where."""
        surplus = len(cells) - self.usual
        if surplus <= 0 or not self.columns:
            return cells
        judged = self._at is not None or len(self._torn) < MOST_JUDGED
        if judged and not filled(cells[self.usual :]) and self._fits_cut(cells):
            return cells
        self.rows += 1
        if self._at is not None:
            return join(cells, self._at, surplus, self.separator)
        if judged:
            self._torn.append((row_no, cells))
        return cells

    def note(self) -> list[str]:
        """What was joined, in words."""
        if self.wanted is None or not self.rows:
            return []
        name = NAMES.get(self.separator, f'"{self.separator}"')
        return [
            f"{self.rows:,} row{'s'[: self.rows != 1]} had a {name} too many: joined in "
            f'"{self.wanted}"'
        ]

    def offer(self) -> Offer | None:
        """Where the surplus could go, if there is any that nobody has decided on."""
        if self.wanted is not None or not self.rows:
            return None
        places = [self._places(cells) for _, cells in self._torn]
        totals = [sum(place) for place in zip(*places, strict=True)]
        best = self.columns[totals.index(max(totals))]
        shown = [
            (row_no, [cell[:MOST_TEXT] for cell in cells])
            for row_no, cells in self._torn[:MOST_SHOWN]
        ]
        return Offer(self.rows, self.separator, self.usual, best, shown)

    def _fits_cut(self, cells: list[str]) -> bool:
        """Whether blank cells at the end are the surplus, not a joined cell before them."""
        return self._score(cells) > max(self._places(cells))

    def _score(self, cells: list[str]) -> float:
        pairs = zip(self._profiles, cells, strict=False)
        return sum(profile.score(cell) for profile, cell in pairs)

    def _places(self, cells: list[str]) -> list[float]:
        """How likely the row is with its surplus joined into each of the columns."""
        surplus, profiles = len(cells) - self.usual, self._profiles
        before = [profile.score(cell) for profile, cell in zip(profiles, cells, strict=False)]
        after = [
            profile.score(cell) for profile, cell in zip(profiles, cells[surplus:], strict=False)
        ]
        left = [0.0, *accumulate(before)]
        right = [0.0, *accumulate(reversed(after))][::-1]
        return [
            left[at]
            + profile.score(self.separator.join(cells[at : at + surplus + 1]))
            + right[at + 1]
            for at, profile in enumerate(profiles)
        ]


class _Profile:
    """What the cells of a column look like, one trait beside the other (naive Bayes)."""

    def __init__(self, cells: list[str]) -> None:
        self._times = Counter(cells)
        self._traits = [Counter(trait) for trait in zip(*map(self._of, cells), strict=True)]
        self._n = len(cells)

    def score(self, cell: str) -> float:
        """The logarithm of how likely such a cell is in this column."""
        return sum(
            log((seen[trait] + 0.5) / (self._n + 0.5 * (len(seen) + 1)))
            for seen, trait in zip(self._traits, self._of(cell), strict=False)
        )

    def _of(self, cell: str) -> tuple[object, ...]:
        return (
            cell if self._times[cell] > 1 else None,  # a value seen before, or a new one
            kind(cell),
            _sort(cell[:1]),
            _sort(cell[-1:]),
            any(map(str.isdigit, cell)),
            len(cell).bit_length(),
            min(cell.strip().count(" "), 4),
        )


def _sort(char: str) -> str:
    """The sort of a character: blank, digit, capital, letter, or itself."""
    if char.isspace():
        return " "
    if char.isdigit():
        return "9"
    return ("A" if char.isupper() else "a") if char.isalpha() else char
