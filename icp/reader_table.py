"""From records to the Parquet file of text that the rest of the program reads."""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, chain, dropwhile, islice
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from icp import reader_header
from icp.reader_answers import MAX_CELL, MAX_COLUMNS, MAX_HEADER, Record, Unreadable, tell
from icp.reader_header import Start
from icp.reader_rows import Body
from icp.reader_surplus import Surplus

BATCH = 20_480


def write(
    records: Iterator[Record],
    target: Path,
    wanted: str | None = None,
    surplus: Surplus | None = None,
) -> dict[str, Any]:
    """Write the table whose header the records hold: its columns, number of rows and notes.

    `surplus` joins or gathers the rows that have too many cells; what it offers goes along.
    """
    head, body, columns = _body(records, wanted, surplus)
    count = save(body.rows(_below(body, head, records)), target, len(columns))
    offer = surplus.offer() if surplus else None
    notes = [*body.start.notes, *body.notes(), *(surplus.note() if surplus else ())]
    answer: dict[str, Any] = {"columns": columns, "rows": count, "notes": notes}
    return {**answer, "surplus": offer._asdict()} if offer else answer


def write_together(
    parts: dict[str, tuple[Iterator[Record], int]], target: Path, wanted: str | None = None
) -> dict[str, Any]:
    """Write tables with the same columns as one; parts: name -> records, and how many there are.

    Rows are numbered on from part to part; "parts" in the answer says after how many each begins.
    """
    tables = {name: _body(records, wanted) for name, (records, _) in parts.items()}
    heights = [height for _, height in parts.values()]
    before = dict(zip(parts, accumulate([0, *heights]), strict=False))

    def rows() -> Iterator[Record]:
        for name, (head, body, _) in tables.items():
            for row in body.rows(_below(body, head, parts[name][0])):
                yield row._replace(row_no=before[name] + row.row_no)

    _, _, columns = next(iter(tables.values()))
    count = save(rows(), target, len(columns))
    notes = [
        f'sheet "{name}": {note}'
        for name, (_, body, _) in tables.items()
        for note in [*body.start.notes, *body.notes()]
    ]
    return {"columns": columns, "rows": count, "notes": notes, "parts": before}


def _body(
    records: Iterator[Record], wanted: str | None, surplus: Surplus | None = None
) -> tuple[list[Record], Body, list[str]]:
    head, start, columns = begin(records, wanted)
    sizes = _sizes(start, head, len(columns))
    if surplus:
        sample = (row.cells for row in head if row.row_no >= start.first and row.refusal is None)
        surplus.begin(columns, max(sizes, default=len(columns)), sample)
    return head, Body(start, len(columns), sizes, surplus), columns


def _below(body: Body, head: list[Record], records: Iterator[Record]) -> Iterator[Record]:
    return (record for record in chain(head, records) if record.row_no >= body.start.first)


def begin(records: Iterator[Record], wanted: str | None) -> tuple[list[Record], Start, list[str]]:
    """The first records, where the table in them starts, and the names of its columns."""
    number = (wanted or "").split("-")[0]
    if number.isdecimal() and len(number) < 10:
        records = dropwhile(lambda record: record.row_no < int(number), records)
    head = list(islice(records, reader_header.SAMPLE))
    if not head and wanted:
        raise Unreadable(f'There is no header in row "{wanted[:20]}": choose another row.')
    start = reader_header.find(head, wanted)
    width = _width(start, head)
    return head, start, names(start.names, width)


def _width(start: Start, head: list[Record]) -> int:
    """How many columns are named or, within the header's cells, filled in the first rows."""
    last = max((at for at, name in enumerate(start.names) if name), default=-1)
    for record in head:
        if record.row_no >= start.first:
            for at in range(min(len(start.names), len(record.cells)) - 1, last, -1):
                if record.cells[at].strip():
                    last = at
                    break
    if last >= MAX_COLUMNS:
        raise Unreadable(f"The file has {last + 1:,} columns; the limit is {MAX_COLUMNS:,}.")
    return last + 1


def _sizes(start: Start, head: list[Record], width: int) -> frozenset[int]:
    """The numbers of cells, blank ones beyond the last column included, that a row may have."""
    below = Counter(len(row.cells) for row in head if row.row_no >= start.first and any(row.cells))
    usual = below.most_common(1)[0][0] if below else width
    return frozenset(size for size in (usual, len(start.names)) if size > width)


def names(labels: list[str], width: int) -> list[str]:
    """Names that are short, not blank and told apart."""
    seen: set[str] = set()
    result = []
    for at in range(width):
        label = labels[at] if at < len(labels) else ""
        clean = " ".join(label.replace("\ufeff", "").split())[:MAX_HEADER] or f"column {at + 1}"
        name, times = clean, 1
        while name.lower() in seen:
            times += 1
            name = f"{clean} ({times})"
        seen.add(name.lower())
        result.append(name)
    return result


def save(rows: Iterator[Record], target: Path, width: int) -> int:
    """Write the rows; how many there are. Raises Unreadable where there is none."""
    schema = pa.schema(
        [("row_no", pa.int64()), ("refusal", pa.string())]
        + [(f"c{at}", pa.string()) for at in range(width)]
    )
    count = 0
    with pq.ParquetWriter(target, schema) as writer:
        while batch := list(islice(rows, BATCH)):
            count += len(batch)
            writer.write_table(_table(batch, schema))
            tell(target, count)
    if not count:
        raise Unreadable("The file has a header row and no rows below it.")
    return count


def _table(batch: list[Record], schema: pa.Schema) -> pa.Table:
    numbers, cells, refusals = zip(*batch, strict=True)
    columns = [numbers, refusals, *zip(*cells, strict=True)]
    arrays = [pa.array(values, kind.type) for values, kind in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def whole(cells: list[str]) -> str | None:
    """Why a row cannot be kept as it is: a cell that is too long."""
    long = max(map(len, cells), default=0)
    return f"a cell of {long:,} characters; the limit is {MAX_CELL:,}" if long > MAX_CELL else None
