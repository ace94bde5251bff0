"""Which rows of a sample are labels and which are data, and where the header is among them."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from icp.reader_answers import Record, Undecided, filled, preview
from icp.reader_kinds import is_period, kind
from icp.reader_words import is_known

SAMPLE = 500
_MARKS = (re.compile(r"\d"), re.compile("@"), re.compile("://"))


@dataclass
class Sample:
    """The rows that are not blank, how many cells are usually filled, and the columns' kinds."""

    rows: list[Record]
    usual: int
    kinds: list[str]
    periods: list[bool]


def without_comments(rows: list[Record]) -> list[Record]:
    """The rows without leading comments; the last one stays where it may name the columns."""
    first = next((at for at, row in enumerate(rows) if not row.cells[0].startswith("#")), 0)
    if first and first < len(rows):
        last, data = rows[first - 1].cells, rows[first].cells
        named = len(last) == len(data) > 1 and not any(kind(cell) in ("n", "d") for cell in last)
        shown = any(kind(cell) in ("n", "d") for cell in data)
        return rows[first - 1 :] if named and shown else rows[first:]
    return rows


def sampled(rows: list[Record]) -> Sample:
    sizes = Counter(filled(row.cells) for row in rows)
    usual = max(sizes, key=lambda size: (sizes[size] * size, size))
    full = [row for row in rows if filled(row.cells) >= usual * 0.5]
    below = full[1:] or full
    width = max(len(row.cells) for row in full)
    kinds, periods = [], []
    for at in range(width):
        cells = [row.cells[at] for row in below if at < len(row.cells)]
        known = Counter(found for cell in cells if (found := kind(cell)))
        most, count = known.most_common(1)[0] if known else ("", 0)
        kinds.append(most if count >= 0.6 * known.total() else "t")
        periods.append(sum(map(is_period, cells)) * 2 > len(cells))
    return Sample(rows, usual, kinds, periods)


def votes(sample: Sample, cells: list[str]) -> tuple[int, int]:
    """How many cells speak for data and how many for labels, in columns of numbers or dates."""
    data = label = 0
    for at, cell in enumerate(cells[: len(sample.kinds)]):
        if sample.kinds[at] in ("n", "d") and (found := kind(cell)):
            same = found == sample.kinds[at] and not (is_period(cell) and not sample.periods[at])
            data, label = data + same, label + (not same)
    return data, label


def header(sample: Sample) -> tuple[int, int]:
    """Where the header begins among the rows that are not blank, and how many lines it has."""
    rows, typed = sample.rows, sum(found in ("n", "d") for found in sample.kinds)
    full = [at for at, row in enumerate(rows) if filled(row.cells) >= sample.usual * 0.6]
    if not typed:
        return _all_text(sample, full)
    cast = {at: votes(sample, rows[at].cells) for at in range(min(len(rows), SAMPLE))}
    data = next((at for at in full if cast[at][0] and cast[at][0] * 2 >= cast[at][1]), None)
    labels = [at for at in full if data is None or at < data]
    if data is None and len(full) > 1:
        labels = full[:1]
    if data is not None:
        same = [at for at in labels if len(rows[at].cells) == len(rows[data].cells)]
        labels = same or labels
    if not labels:
        partial = [at for at in range(data or 0) if cast[at][1] >= typed and not cast[at][0]]
        if not partial:
            raise question(sample, full[0], "Its first row looks like data.")
        labels = partial[-1:]
    return _block(sample, labels, cast)


def _block(sample: Sample, labels: list[int], cast: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """The first of the adjacent label rows that end above the data; asks if a second may be too."""
    rows, first = sample.rows, labels[-1]
    for above, at in reversed(list(pairwise(labels))):
        if at != first or rows[at].row_no != rows[above].row_no + 1:
            break
        first = above
    block = [at for at in labels if at >= first]
    if len(block) == 1:
        return first, 1
    names, second = rows[first].cells, rows[block[1]].cells
    if [name.casefold() for name in names] == [cell.casefold() for cell in second]:
        return first, 2
    if cast[block[1]][1] > 1 and not any(map(is_known, names)):
        raise question(sample, first, "Its first rows could all be headers.")
    return first, 1


def _all_text(sample: Sample, full: list[int]) -> tuple[int, int]:
    """The first full row where its words, or what differs below, make it a header; else asks."""
    at = full[0]
    cells = sample.rows[at].cells
    below = [sample.rows[other].cells for other in full[1:]]
    if not below or any(map(is_known, cells)):
        return at, 1
    for place, cell in enumerate(cells):
        column = [row[place] for row in below if place < len(row) and row[place].strip()]
        if cell.strip() and len(column) > 1 and _differs(cell, column):
            return at, 1
    raise question(sample, at, "It is all text.")


def _differs(name: str, column: list[str]) -> bool:
    """Whether all values of a column have something that its name has not."""
    return any(all(map(mark.search, column)) and not mark.search(name) for mark in _MARKS)


def question(sample: Sample, at: int, why: str) -> Undecided:
    rows = sample.rows
    near = [*range(at), *range(at, min(at + 3, len(rows)))][-5:]
    choices = {"none": "There is no header: all rows are data"}
    for place in near:
        choices[str(rows[place].row_no)] = f"Row {rows[place].row_no}: {preview(rows[place].cells)}"
    if at + 1 < len(rows) and "headers" in why:
        both = f"{rows[at].row_no}-{rows[at + 1].row_no}"
        choices[both] = f"Rows {both} together"
    return Undecided("header", f"Which row names the columns? {why}", choices)
