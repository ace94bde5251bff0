"""The wide report: a row a customer, a column a month, quarter or year, as one row an amount."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from duckdb import DuckDBPyRelation

from icp import cells, db, fields, shapes_periods
from icp.shapes_periods import Period
from icp.staging import Staged

NEW = ("Order number", "Date", "Amount")
BLANK = "column 1"  # as the reader names a first column without a header
CUSTOMER = ("customer_name", "customer_id")
STAY = {*CUSTOMER, "product", "currency", "revenue_kind", "status", "transaction_type"}
UNITS = {1: ("month", "monthly"), 3: ("quarter", "quarterly"), 12: ("year", "yearly")}
_TOTAL = re.compile(r"(grand |sub)?totals?( .*)?|sum(me)?|gesamt.*|ytd.*|average|avg|%.*", re.I)


def periods(headers: Sequence[str]) -> list[Period]:
    """The columns that are periods, if the headers are those of a wide report, else none.

    Beside them it says whose the amounts are, and has no date; where only one column is a period,
    it has nothing but the customer.
    """
    found = shapes_periods.find(headers)
    labels = _labels(headers)
    guess = fields.guess(labels, "orders")
    dated = any(field in fields.guess(headers, "orders") for field in ("order_on", "order_id"))
    if not found or not labels or dated:
        return []
    customers = {guess[field].header for field in CUSTOMER if field in guess}
    return found if len(found) > 1 or set(labels) <= customers | {BLANK} else []


def is_report(headers: Sequence[str]) -> bool:
    """Whether the headers speak for a wide report, not for a list of customers that also has some
    columns by year."""
    found = periods(headers)
    facts = fields.guess(_labels(headers), "customers").keys() - set(CUSTOMER)
    return len(found) > len(facts)


def narrow(conn: db.Connection, staged: Staged, day: str | None) -> Staged:
    """The wide report as orders: one row a customer and period, dated the period's first day.

    day: when the first month begins, where the months have no year; raises Question without it.
    """
    found = shapes_periods.dated(periods(staged.columns), day)
    labels = _labels(staged.columns)
    target = staged.folder / "narrow.parquet"
    cells.write(_gathered(conn, staged, found, labels), "shapes_wide", len(labels) + 3, target)
    names = ["Customer" if label == BLANK else label for label in labels]
    unit = f"{_unit(found)[1]} total"
    made = replace(staged, content=target.name, columns=(*names, *NEW), unit=unit)
    counted = cells.gathered(conn, made, name_at=labels.index(_customer(labels)) + 1)
    [counts] = cells.query(counted, "shapes_wide_counts").fetchall()
    left = [one for one in staged.columns if one not in {*labels, *(p.header for p in found)}]
    notes = _said(found, staged.rows, counts, left)
    return replace(made, rows=counts[0], notes=(*staged.notes, *notes))


def named(staged: Staged) -> Staged:
    """The staged file with a name for its first column, if only totals stand beside it."""
    first, *others = staged.columns
    if first == BLANK and others and all(_TOTAL.fullmatch(one.strip()) for one in others):
        return replace(staged, columns=("Customer", *others))
    return staged


def noted(staged: Staged) -> Staged:
    """The list of customers, with a hint if it also has amounts by period."""
    if not (found := periods(staged.columns)):
        return staged
    names = ", ".join(one.header for one in found)
    hint = f"{names}: if these are sales, load the file as orders, too"
    return replace(staged, notes=(*staged.notes, hint))


def _gathered(
    conn: db.Connection, staged: Staged, found: list[Period], labels: list[str]
) -> DuckDBPyRelation:
    at = {header: place for place, header in enumerate(staged.columns, start=1)}
    return cells.gathered(
        conn,
        staged,
        name_at=at[_customer(labels)],
        kept=[at[label] for label in labels],
        places=[at[one.header] for one in found],
        headers=[one.header for one in found],
        days=[one.day.isoformat() for one in found],
        keys=[one.key for one in found],
    )


def _labels(headers: Sequence[str]) -> list[str]:
    """The columns that say whose the amounts are: no totals, and nothing of single orders."""
    rest = [one for one in headers if not _is_amount(one)]
    guess = fields.guess(rest, "orders")
    out = {match.header for field, match in guess.items() if field not in STAY}
    return [header for header in rest if header not in out]


def _is_amount(header: str) -> bool:
    return shapes_periods.is_period(header) or _TOTAL.fullmatch(header.strip()) is not None


def _customer(labels: list[str]) -> str:
    """The column with the customers' names, else their numbers, else the first."""
    guess = fields.guess(labels, "orders")
    return next((guess[field].header for field in CUSTOMER if field in guess), labels[0])


def _unit(found: list[Period]) -> tuple[str, str]:
    lengths = {one.months for one in found}
    return UNITS.get(max(lengths), ("period", "period")) if len(lengths) == 1 else ("period",) * 2


def _said(
    found: list[Period], rows: int, counts: tuple[int, ...], left: list[str]
) -> Iterator[str]:
    """What was made of the report, in words."""
    _, amounts, with_amounts, customers, refused = counts
    unit, adjective = _unit(found)
    yield (
        f"{len(found)} {unit}{'s'[: len(found) != 1]} x {customers:,} "
        f"customer{'s'[: customers != 1]} became {amounts:,} {adjective} "
        f"total{'s'[: amounts != 1]}, dated the first of their {unit}; single orders and exact "
        "days can't be known"
    )
    kept = rows - refused
    if blank := kept * len(found) - amounts:
        nobody = (
            f" (rows with nothing else: {kept - with_amounts:,})" if kept > with_amounts else ""
        )
        yield f"blank or zero, so nothing bought then: {blank:,} cells{nobody}"
    if left:
        yield f"not counted: {', '.join(left)}"
    yield f"a newer report replaces the totals of the same customers and {unit}s"
