"""Where the table begins: the header among titles, comments, two-line headers, or none at all.

A row is data where its cells are numbers or dates in columns of numbers or dates, and a label
where they are text there. What that cannot decide is asked, never guessed.
"""

from dataclasses import dataclass, field

from icp import reader_labels
from icp.reader_answers import Record, Unreadable, filled
from icp.reader_kinds import is_period
from icp.reader_labels import Sample

SAMPLE = reader_labels.SAMPLE
MOST_ABOVE = 30


@dataclass
class Start:
    """The header's names and lines, and the number of the first row below it."""

    names: list[str]
    lines: tuple[int, ...]
    first: int
    kinds: list[str]
    notes: list[str] = field(default_factory=list)


def find(records: list[Record], wanted: str | None) -> Start:
    """The start of the table in the first records of a file; `wanted` answers for the header.

    Raises Undecided where the first row could be data, Unreadable where there is none.
    """
    rows = [record for record in records if filled(record.cells)]
    if not rows:
        raise Unreadable("The file has no data: export it again and choose the new file.")
    if all(row.cells[0].startswith("#") and len(row.cells) == 1 for row in rows):
        raise Unreadable("The file has only comment lines: export it again.")
    below = reader_labels.without_comments(rows)
    sample = reader_labels.sampled(below)
    if wanted is not None:
        return _answered(sample, wanted)
    at, lines = reader_labels.header(sample)
    if at > MOST_ABOVE:
        raise reader_labels.question(
            sample, at, f"{at} rows stand above what looks like the header."
        )
    start = _start(sample, at, lines)
    _shift(start, sample)
    if comments := len(rows) - len(below):
        start.notes.append(
            f"skipped {comments} comment line{'s'[: comments != 1]} above the header"
        )
    if at and (cut := sample.rows[at].row_no - 1):
        start.notes.append(f"cut {cut} line{'s'[: cut != 1]} above the header")
    return start


def _shift(start: Start, sample: Sample) -> None:
    """Move the names by one where every row has a first cell more than the header, as R writes."""
    below = [row.cells for row in sample.rows if row.row_no >= start.first]
    more = all(len(cells) == len(start.names) + 1 for cells in below)
    named = all(map(str.strip, start.names))
    if below and more and named and any(cells[-1].strip() for cells in below):
        start.names.insert(0, "")
        start.notes.append("the rows have one cell more than the header: the first has no name")


def _answered(sample: Sample, wanted: str) -> Start:
    """The start where the user says it is: "none", a row such as "5", or rows such as "4-5"."""
    if wanted == "none":
        full = [row for row in sample.rows if filled(row.cells) >= sample.usual * 0.6]
        first = full[0].row_no
        width = max(len(row.cells) for row in full)
        notes = ["no header: the columns are numbered"]
        if above := first - 1:
            notes.append(f"cut {above} lines above the table")
        return Start([""] * width, (), first, sample.kinds, notes)
    numbers = [int(part) for part in wanted.split("-") if part.isdecimal() and len(part) < 10]
    found = [at for at, row in enumerate(sample.rows) if row.row_no in numbers[:1]]
    if not found:
        raise Unreadable(f'There is no header in row "{wanted[:20]}": choose another row.')
    start = _start(sample, found[0], 1 + numbers[-1] - numbers[0], below=False)
    if cut := numbers[0] - 1:
        start.notes.append(f"cut {cut} line{'s'[: cut != 1]} above the header")
    return start


def _start(sample: Sample, at: int, lines: int, below: bool = True) -> Start:
    """The header at a row, joined with the lines that belong to it above and below."""
    rows, last = sample.rows, min(at + lines, len(sample.rows)) - 1
    parts = [rows[place].cells for place in range(at, last + 1)]
    used = list(range(at, last + 1))
    if below and lines == 1:
        if at and _groups(sample, rows[at - 1], rows[at]):
            parts.insert(0, _spread(rows[at - 1].cells, rows[at].cells))
            used.insert(0, at - 1)
        while last + 1 < len(rows) and _goes_on(sample, rows[last], rows[last + 1]):
            last += 1
            parts.append(rows[last].cells)
            used.append(last)
    names = _joined(parts)
    numbers = tuple(rows[place].row_no for place in used)
    start = Start(names, numbers, rows[last].row_no + 1, sample.kinds)
    if len(numbers) > 1:
        start.notes.append(f"rows {numbers[0]} to {numbers[-1]} read as one header")
    return start


def _groups(sample: Sample, above: Record, header: Record) -> bool:
    """Whether the row above holds what tells equal or missing names of the header apart."""
    if header.row_no != above.row_no + 1 or above.cells[0].strip() or filled(above.cells) < 2:
        return False
    names = [name.casefold() for name in header.cells if name.strip()]
    return (
        len(set(names)) < len(names)
        or all(map(is_period, names[1:]))
        or (filled(above.cells) + filled(header.cells) <= len(sample.kinds))
    )


def _spread(above: list[str], names: list[str]) -> list[str]:
    """A group's label over all the columns that stand below it."""
    label, spread = "", []
    for at in range(len(names)):
        label = above[at] if at < len(above) and above[at].strip() else label
        spread.append(label if names[at].strip() else "")
    return spread


def _goes_on(sample: Sample, header: Record, below: Record) -> bool:
    """Whether the next row is the rest of the header: words over numbers, and no first cell."""
    data, label = reader_labels.votes(sample, below.cells)
    near = below.row_no == header.row_no + 1 and not below.cells[0].strip()
    return near and not data and 0 < label == filled(below.cells)


def _joined(parts: list[list[str]]) -> list[str]:
    width = max(map(len, parts))
    columns = ([part[at].strip() for part in parts if at < len(part)] for at in range(width))
    return [" ".join(dict.fromkeys(word for word in column if word)) for column in columns]
