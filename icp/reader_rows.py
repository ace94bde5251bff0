"""The rows below the header, each with its number and with the reason where it cannot count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from icp.reader_answers import Record
from icp.reader_header import Start
from icp.reader_kinds import is_period, kind
from icp.reader_surplus import Surplus

MOST_HELD = 50


def filled(cells: list[str]) -> int:
    """How many cells are not blank."""
    return sum(map(bool, map(str.strip, cells)))


@dataclass
class Body:
    """Yields every row below the header that is not blank; `notes` is whole after the last."""

    start: Start
    width: int
    sizes: frozenset[int] = frozenset()
    surplus: Surplus | None = None
    comments: int = 0
    other: int | None = None
    repeats: list[int] = field(default_factory=list)
    sparse: int = 0
    dense: int = 0
    tail: list[int] = field(default_factory=list)

    def rows(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records below the header, fitted to its width."""
        held: list[Record] = []
        gap = False
        width, few = self.width, max(1, self.width // 3) if self.width > 2 else 1
        first, name = next((pair for pair in enumerate(self.start.names) if pair[1]), (0, None))
        for record in records:
            cells = record.cells
            size = filled(cells)
            plain = size > few and len(cells) == width and record.refusal is None
            if plain and not (gap or held or self.other) and cells[first].strip() != name:
                self.dense += 1  # the usual row, at the least cost
                self.tail.clear()
                yield record
                continue
            if not size:
                gap = True
                continue
            if self._is_comment(record):
                self.comments += 1
                continue
            judged = self._judged(record, size, gap)
            alone = judged.refusal is None and size == 1 < self.width and (gap or held)
            if alone and len(held) < MOST_HELD:
                held.append(judged)
                continue
            if held:
                title = judged.row_no in self.repeats[-1:] or judged.row_no == self.other
                yield from self._released(held, "a title above a second header" if title else None)
                held = []
            gap = False
            yield self._kept(judged, size)
        yield from self._released(held, "below the table: a footer")

    def notes(self) -> list[str]:
        """What was found below the header, in words."""
        said = []
        if self.comments:
            said.append(f"skipped {self.comments:,} comment line{'s'[: self.comments != 1]}")
        if self.repeats:
            said.append(f"the header is repeated in row {self.repeats[0]:,}: read as one table")
        if self.other:
            said.append(
                f"another table begins in row {self.other:,} and is left out: to load it, choose "
                "that row as the header"
            )
        if self.tail and self.sparse == len(self.tail) and self.dense >= 3:
            n = len(self.tail)
            said.append(
                f"the last {n} rows fill few of the columns, from row {self.tail[0]:,}: check "
                "whether they belong to the table"
                if n > 1
                else f"the last row, {self.tail[0]:,}, fills few of the columns: check whether it "
                "belongs to the table"
            )
        return said

    def _is_comment(self, record: Record) -> bool:
        return len(record.cells) == 1 < self.width and record.cells[0].startswith("#")

    def _judged(self, record: Record, size: int, gap: bool) -> Record:
        if self.other:
            refusal = f"below row {self.other:,}, where another table begins"
            return self._fitted(record, record.refusal or refusal)
        if record.refusal:
            return self._fitted(record, record.refusal)
        if size > 1 and (same := self._named(record.cells)):
            if same == "all":
                self.repeats.append(record.row_no)
                return self._fitted(record, "repeats the header")
            self.other = record.row_no
            return self._fitted(record, "the header of another table")
        if gap and size > 1 and self._is_header(record.cells):
            self.other = record.row_no
            return self._fitted(record, "the header of another table")
        return self._fitted(record, None)

    def _named(self, cells: list[str]) -> str | None:
        """Whether a row repeats all names of the header, or half of them."""
        names = self.start.names
        first = next((at for at, name in enumerate(names) if name), None)
        if first is None or first >= len(cells) or cells[first].strip() != names[first]:
            return None
        pairs = [(name, cell.strip()) for name, cell in zip(names, cells, strict=False) if name]
        same = sum(name == cell for name, cell in pairs)
        if same == len([name for name in names if name]) and filled(cells) == same > 1:
            return "all"
        return "half" if same > 1 and same * 2 >= len(pairs) else None

    def _is_header(self, cells: list[str]) -> bool:
        """Whether a row below a blank one has words in the columns of numbers and dates."""
        typed = [at for at, found in enumerate(self.start.kinds) if found in ("n", "d")]
        found = [kind(cells[at]) for at in typed if at < len(cells)]
        data = [at for at in typed if at < len(cells) and kind(cells[at]) in ("n", "d")]
        words = found.count("t") + sum(is_period(cells[at]) for at in data)
        return words >= max(2, len(typed) / 2) and all(is_period(cells[at]) for at in data)

    def _fitted(self, record: Record, refusal: str | None) -> Record:
        """The record with as many cells as the header, or refused for having more or fewer."""
        cells = record.cells
        if self.surplus and refusal is None:
            cells = self.surplus.mended(record.row_no, cells)
        if len(cells) != self.width:
            if len(cells) not in self.sizes or filled(cells[self.width :]):
                refusal = refusal or f"{len(cells)} cells, the header has {self.width}"
            cells = (cells + [""] * self.width)[: self.width]
        return Record(record.row_no, cells, refusal)

    def _kept(self, record: Record, size: int) -> Record:
        """The record, after noting whether it fills so little that it may be a footer."""
        if record.refusal is None:
            if self.width > 2 and size <= max(1, self.width // 3) and not self._has_data(record):
                self.sparse += 1
                self.tail.append(record.row_no)
            else:
                self.dense += 1
                self.tail.clear()
        return record

    def _has_data(self, record: Record) -> bool:
        pairs = zip(self.start.kinds, record.cells, strict=False)
        return any(wanted in ("n", "d") and kind(cell) == wanted for wanted, cell in pairs)

    def _released(self, held: list[Record], refusal: str | None) -> Iterator[Record]:
        for record in held:
            yield self._kept(record._replace(refusal=refusal), 1)
