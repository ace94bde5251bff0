"""What most of a few customers share, row by row of the chart, with counts.

Most = more than half of all in the chart: who is unknown counts against it, and is counted beside
it. Numbers are shared where they lie in one readable band.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from icp import bands
from icp.chart_cells import Cell
from icp.chart_rows import ROWS

LISTED = 5
PEOPLE = (0.0, 10.0, 50.0, 250.0, math.inf)
REVENUE = (0.0, 1e6, 5e6, 25e6, 100e6, 1e9, math.inf)
SPENT = (0.0, *(step * 10.0**power for power in range(1, 12) for step in (1, 2, 5)), math.inf)
AWAY = (10, 25, 50, 100)
YEARS = (20, 10, 5, 3, 2, 1)


@dataclass(frozen=True)
class Shared:
    """Something that `count` customers share: words, or of money the band they lie in."""

    count: int
    words: str | None = None
    span: bands.Span | None = None


@dataclass(frozen=True)
class Row:
    """What most share of one row, the commonest first; of how many, and of how many unknown."""

    shared: tuple[Shared, ...]
    customers: int
    unknown: int


def row(name: str, cells: Sequence[Cell]) -> Row:
    """What most of the customers share of the row of the chart; nothing for less than two."""
    found = _shared(ROWS[name].kind, cells) if len(cells) > 1 else []
    most = [one for one in found if 2 * one.count > len(cells)]
    unknown = sum(not one.known for one in cells)
    return Row(tuple(most[:LISTED]), len(cells), unknown)


def _shared(kind: str, cells: Sequence[Cell]) -> list[Shared]:
    if kind == "people":
        return _texts(cells) + [
            Shared(one.count, _people(*one.span)) for one in _band(cells, PEOPLE) if one.span
        ]
    if kind == "revenue":
        return _texts(cells) + [
            Shared(one.count, _revenue(*one.span)) for one in _band(cells, REVENUE) if one.span
        ]
    if kind == "spent":
        return _band(cells, SPENT)
    if kind == "years":
        return _from(cells)
    return _texts(cells) + (_within(cells) if kind == "place" else [])


def _texts(cells: Sequence[Cell]) -> list[Shared]:
    """Each text with how many have it, however it is capitalised."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in cells:
        named = {part.casefold(): part for part in one.parts}
        written = named | written
        counts.update(list(named))
    return [Shared(count, written[text]) for text, count in counts.most_common()]


def _band(cells: Sequence[Cell], edges: Sequence[float]) -> list[Shared]:
    """The band, or two side by side, in which most lie: the narrower one, then the fuller one."""
    one = [(low, high) for low, high in pairwise(edges)]
    two = [(low, high) for low, high in zip(edges, edges[2:], strict=False)]
    for widths in (one, two):
        found = [Shared(_inside(cells, span), span=span) for span in widths]
        best = max(found, key=lambda shared: shared.count)
        if 2 * best.count > len(cells):
            return [best]
    return []


def _inside(cells: Sequence[Cell], span: bands.Span) -> int:
    return sum(one.span is not None and bands.inside(one.span, span) for one in cells)


def _within(cells: Sequence[Cell]) -> list[Shared]:
    """The shortest distance within which most are."""
    unit = next((_unit(one.text) for one in cells if one.span and one.text), "miles")
    for away in AWAY:
        count = _inside(cells, (0.0, float(away)))
        if 2 * count > len(cells):
            return [Shared(count, f"under {away} {unit} away")]
    return []


def _unit(text: str) -> str:
    return "km" if "km" in text.lower() else "miles"


def _from(cells: Sequence[Cell]) -> list[Shared]:
    """The longest time for which most have been customers."""
    for years in YEARS:
        count = _inside(cells, (float(years), math.inf))
        if 2 * count > len(cells):
            return [Shared(count, f"{years} years and more" if years > 1 else "a year and more")]
    return []


def _revenue(low: float, high: float) -> str:
    """A company's revenue as its bands are written: "5-25M", "25M-1B", "1B and more"."""
    if high == math.inf:
        return f"{_short(low)} and more"
    if not low:
        return f"under {_short(high)}"
    end = _short(high)
    return f"{_short(low).removesuffix(end[-1])}-{end}"


def _short(edge: float) -> str:
    return f"{edge / 1e9:g}B" if edge >= 1e9 else f"{edge / 1e6:g}M"


def _people(low: float, high: float) -> str:
    if high == math.inf:
        return f"{low:.0f} people and more"
    return f"{max(low, 1):.0f}-{high - 1:.0f} people"
