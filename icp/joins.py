"""Orders in two files: one with customer and date, one with the lines; joined on the order number.

Rows of the file of lines = rows of the joined table, each under its own number.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from duckdb import ColumnExpression, DuckDBPyRelation, Expression, FunctionExpression

from icp import cells, db, errors, fields
from icp.staging import Staged

# of a whole order: on each of its lines they would count once a line
ONCE = ("amount", "quantity", "unit_price", "discount", "refund", "tax", "cost")


def is_orders(mapping: Mapping[str, object]) -> bool:
    """Whether a file with these fields has orders whose amounts may stand in a file of lines."""
    return {"order_id", "order_on"} <= mapping.keys() and _has_customer(mapping)


def is_lines(mapping: Mapping[str, object]) -> bool:
    """Whether a file with these fields has lines whose customers stand in a file of orders."""
    priced = "amount" in mapping or {"quantity", "unit_price"} <= mapping.keys()
    return "order_id" in mapping and priced and not _has_customer(mapping)


def pairs(conn: db.Connection, files: Sequence[Staged]) -> list[tuple[Staged, Staged]]:
    """The files that belong together, as (orders, lines): each file of lines with the file of
    orders that has most of its order numbers. Orders with amounts stay alone if it has none."""
    orders = [file for file in files if is_orders(_guess(file))]
    found = []
    for lines in files:
        shared = {
            one.folder: _shared(conn, one, lines) for one in orders if is_lines(_guess(lines))
        }
        best = max(orders, key=lambda one: shared.get(one.folder, -1), default=None)
        if best and shared and (shared[best.folder] or fields.missing("orders", _guess(best))):
            found.append((best, lines))
    return found


def must_be_whole(kind: str, mapping: Mapping[str, object]) -> None:
    """Raise MappingIncomplete where a file of orders is one half of a pair, and name the other."""
    if kind == "orders" and is_lines(mapping) and "order_on" not in mapping:
        raise errors.MappingIncomplete(
            "These are lines of orders, without customer and date: drop the file of the orders "
            "(order number, customer, date) together with this one, or choose both above."
        )
    missing = fields.missing(kind, mapping)
    if kind == "orders" and is_orders(mapping) and missing:
        raise errors.MappingIncomplete(
            "These are orders without amounts: drop the file of their lines (order number, "
            "quantity and price, or amount) together with this one, or choose the amount above."
        )


def join(conn: db.Connection, orders: Staged, lines: Staged) -> Staged:
    """The lines, each with the facts of its order, as a staged file of its own.

    A line whose order is missing or refused is refused with that reason. Amounts and the like of
    a whole order are left out: the lines' count.
    """
    at, once = _guess(orders), _once(orders)
    number = at["order_id"].header
    kept = [header for header in orders.columns if header not in (number, *once)]
    parts = _parts(conn, orders, lines, kept)
    folder = Path(tempfile.mkdtemp(prefix="import-", dir=db.scratch(conn)))
    try:
        names = _told_apart(lines.columns, kept, orders.file_name)
        cells.write(parts, "joins_lines", len(names), folder / lines.content)
        [counts] = cells.query(parts, "joins_counts").fetchall()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    found = db.one(
        conn,
        "select count(*) from read_parquet($path) where coalesce(refusal, ruled_reason) is null",
        path=str(folder / lines.content),
    )
    said = _said(orders, lines, (found, *counts), once)
    return replace(
        lines,
        folder=folder,
        file_name=f"{orders.file_name} + {lines.file_name}",
        sha256=hashlib.sha256(f"{orders.sha256} {lines.sha256}".encode()).hexdigest(),
        columns=names,
        notes=(*orders.notes, *lines.notes, *said),
    )


def _parts(conn: db.Connection, orders: Staged, lines: Staged, kept: list[str]) -> DuckDBPyRelation:
    values = {
        "order_header": _guess(lines)["order_id"].header,
        "orders_name": orders.file_name,
        "kept": [orders.columns.index(header) + 1 for header in kept],
    }
    one, many = (
        cells.gathered(
            conn,
            file,
            part=part,
            order_id=_order_id(file),
            **values,
        )
        for file, part in ((orders, "orders"), (lines, "lines"))
    )
    return many.union(one)


def _shared(conn: db.Connection, orders: Staged, lines: Staged) -> int:
    [(count, without_lines, _)] = cells.query(
        _parts(conn, orders, lines, []), "joins_counts"
    ).fetchall()
    return int(count - without_lines)


def _order_id(file: Staged) -> Expression:
    at = file.columns.index(_guess(file)["order_id"].header)
    return FunctionExpression("clean_text", ColumnExpression(f"c{at}"))


def _said(orders: Staged, lines: Staged, counts: tuple[int, ...], once: list[str]) -> Iterator[str]:
    """What was joined, in words."""
    found, count, without_lines, refused = counts
    number = _guess(lines)["order_id"].header
    yield (
        f'{orders.file_name} + {lines.file_name}, joined on "{number}": '
        f"{found:,} of {lines.rows:,} lines found their order, of {count:,} orders"
    )
    if without_lines:
        yield f"orders without a line, so without an amount and not loaded: {without_lines:,}"
    if refused:
        yield f"rows of {orders.file_name} left out, and their lines with them: {refused:,}"
    if once:
        yield f"not used: {', '.join(once)} of {orders.file_name}; the amounts of the lines count"


def _guess(file: Staged) -> dict[str, fields.Match]:
    return fields.guess(file.columns, "orders")


def _once(orders: Staged) -> list[str]:
    return [match.header for field, match in _guess(orders).items() if field in ONCE]


def _has_customer(mapping: Mapping[str, object]) -> bool:
    return bool(mapping.keys() & {"customer_id", "customer_name"})


def _told_apart(columns: Sequence[str], more: list[str], file: str) -> tuple[str, ...]:
    """The lines' headers, then those of the orders, which bear their file's name if need be."""
    known = {column.lower() for column in columns}
    return (*columns, *(f"{one} ({file})" if one.lower() in known else one for one in more))
