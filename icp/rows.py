"""From text to values: which column is what, how it is written, and which rows must stay out.

`plan` decides or asks, `check` types every row by that plan and says what would be loaded.
Rows in the file = rows ready + rows refused, each listed with its reasons.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
from duckdb import (
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

from icp import db, errors, fields
from icp.staging import Staged

DATES = {"orders": ("order_on", "due_on", "paid_on"), "customers": ("customer_since",)}
NUMBERS = {
    "orders": ("amount", "quantity", "unit_price", "cost"),
    "customers": ("distance", "nps"),
}


@dataclass(frozen=True)
class Plan:
    """How a staged file is to be read: its kind, field -> header, and its way of writing."""

    kind: str
    mapping: dict[str, str]
    day_first: bool = False
    decimal_comma: bool = False
    currency: str | None = None


@dataclass(frozen=True)
class Totals:
    """What the rows that are ready bring: amount in the file's currency, dates inclusive."""

    customers: int
    orders: int | None
    amount: float | None
    first_on: date | None
    last_on: date | None
    currencies: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What would come of a file.

    rejects: one row per reason: row (as a spreadsheet counts, the header being row 1), column,
    value, reason. `rows_read == rows_ready + rows_refused`, always.
    """

    rows_read: int
    rows_ready: int
    rows_refused: int
    rejects: pd.DataFrame
    notes: tuple[str, ...]
    totals: Totals
    typed: Path


def plan(
    conn: db.Connection,
    staged: Staged,
    kind: str | None = None,
    mapping: dict[str, str | None] | None = None,
    **answers: str | None,
) -> Plan:
    """How to read the staged file: the headers' guess, with `mapping` laid over it.

    answers: day_first ("yes" / "no") and decimal ("," / "."), where the columns cannot decide;
    currency, where there are several. Raises MappingIncomplete where a needed column is not
    chosen, Question where a date could be day-month or month-day, a number could have a decimal
    comma or a thousands point, or there is more than one currency; Conflict where the currency is
    not that of the orders loaded already.
    """
    kind = kind or fields.guess_kind(staged.columns)
    if kind not in fields.KINDS:
        raise errors.MappingIncomplete(
            f'There is no kind of file "{kind}": choose {" or ".join(fields.KINDS)}.'
        )
    guess = {name: match.header for name, match in fields.guess(staged.columns, kind).items()}
    chosen = {
        name: header for name, header in {**guess, **(mapping or {})}.items() if header is not None
    }
    fields.check(kind, chosen, staged.columns)
    evidence = _evidence(conn, staged, Plan(kind, chosen))
    return Plan(
        kind,
        chosen,
        day_first=_day_first(evidence, answers.get("day_first")),
        decimal_comma=_decimal_comma(evidence, answers.get("decimal")),
        currency=_currency(conn, evidence, answers.get("currency")),
    )


def check(conn: db.Connection, staged: Staged, plan: Plan) -> Checked:
    """What loading the staged file by this plan would bring; nothing is stored."""
    typed = staged.folder / "typed.parquet"
    _query(_mapped(conn, staged, plan), f"ingest_{plan.kind}").to_parquet(str(typed))
    found = db.run(conn, f"ingest_totals_{plan.kind}", file=str(typed)).fetchall()[0]
    ready, refused, customers, orders, amount, first_on, last_on, currencies = found
    assert ready + refused == staged.rows, "rows in the file = rows ready + rows refused"
    return Checked(
        rows_read=staged.rows,
        rows_ready=ready,
        rows_refused=refused,
        rejects=_rejects(conn, plan, typed),
        notes=(*staged.notes, *_notes(conn, staged, plan, typed)),
        totals=Totals(customers, orders, amount, first_on, last_on, tuple(currencies or ())),
        typed=typed,
    )


def own_columns(staged: Staged, plan: Plan) -> list[str]:
    """The headers that no field stands for."""
    used = set(plan.mapping.values())
    return [header for header in staged.columns if header not in used]


def headers(plan: Plan) -> dict[str, str]:
    """Field -> the header that a refusal names; the customer may be known by name alone."""
    customer = {"customer_id": plan.mapping.get("customer_name", "")}
    return {**customer, **plan.mapping}


def _mapped(conn: db.Connection, staged: Staged, plan: Plan) -> DuckDBPyRelation:
    """The staged rows under the names of our fields, with how they are written."""
    at = {header: f"c{place}" for place, header in enumerate(staged.columns)}

    def text(name: str) -> Expression:
        if name in plan.mapping:
            return ColumnExpression(at[plan.mapping[name]])
        return ConstantExpression(None).cast("VARCHAR")

    def texts(columns: list[Expression]) -> Expression:
        return FunctionExpression("list_value", *columns).cast("VARCHAR[]")

    return conn.from_parquet(str(staged.path)).select(
        ColumnExpression("row_no"),
        ColumnExpression("refusal"),
        ConstantExpression(plan.day_first).alias("day_first"),
        ConstantExpression(plan.decimal_comma).alias("decimal_comma"),
        ConstantExpression("amount" in plan.mapping).alias("has_amount"),
        ConstantExpression(plan.currency).cast("VARCHAR").alias("wanted_currency"),
        texts([ColumnExpression(at[name]) for name in own_columns(staged, plan)]).alias("own"),
        texts([text(name) for name in DATES[plan.kind]]).alias("dates"),
        texts([text(name) for name in NUMBERS[plan.kind]]).alias("numbers"),
        *(text(name).alias(name) for name in {*_names(plan.kind), "currency"}),
    )


def _names(kind: str) -> list[str]:
    return [field.name for field in fields.KINDS[kind]]


@dataclass(frozen=True)
class _Evidence:
    day_first: int
    month_first: int
    either_date: int
    date_example: str | None
    comma: int
    point: int
    either_number: int
    number_example: str | None
    currencies: list[str]


def _evidence(conn: db.Connection, staged: Staged, plan: Plan) -> _Evidence:
    votes = _query(_mapped(conn, staged, plan), "ingest_evidence")
    return _Evidence(*votes.fetchall()[0])


def _query(mapped: DuckDBPyRelation, name: str) -> DuckDBPyRelation:
    """The SELECT `icp/sql/<name>.sql` over the relation that it calls mapped."""
    answer = mapped.query("mapped", db.statement(name))
    assert answer is not None, "a SELECT gives a relation"
    return answer


def _day_first(evidence: _Evidence, answer: str | None) -> bool:
    if answer is not None:
        return answer == "yes"
    decided = bool(evidence.day_first) != bool(evidence.month_first)
    if not decided and evidence.either_date:
        example = evidence.date_example
        raise errors.Question(
            f'Dates such as "{example}" can be read two ways: which comes first?',
            "day_first",
            {"yes": "the day (31/12)", "no": "the month (12/31)"},
        )
    return evidence.day_first > 0


def _decimal_comma(evidence: _Evidence, answer: str | None) -> bool:
    if answer is not None:
        return answer == ","
    both = evidence.comma > 0 and evidence.point > 0
    neither = not evidence.comma and not evidence.point
    if both or (neither and evidence.either_number):
        example = f' such as "{evidence.number_example}"' if evidence.number_example else ""
        raise errors.Question(
            f"Numbers{example} can be read two ways: what separates the cents?",
            "decimal",
            {".": "a point (1,234.50)", ",": "a comma (1.234,50)"},
        )
    return evidence.comma > 0


def _currency(conn: db.Connection, evidence: _Evidence, answer: str | None) -> str | None:
    """The one currency to load: the file's, or the one that is chosen among several."""
    if len(evidence.currencies) > 1 and answer is None:
        raise errors.Question(
            f"The amounts are in {', '.join(evidence.currencies)}, which cannot be added up: "
            "load which? The rows in the others are left out and listed.",
            "currency",
            {currency: f"only {currency}" for currency in evidence.currencies},
        )
    chosen = answer or next(iter(evidence.currencies), None)
    known = {currency for (currency,) in _known_currencies(conn)}
    if chosen and known - {chosen}:
        raise errors.Conflict(
            f"The orders in this data are in {', '.join(sorted(known))} and the file's in "
            f"{chosen}: load it into data of its own."
        )
    return chosen


def _known_currencies(conn: db.Connection) -> list[tuple[str]]:
    return conn.execute(
        "select distinct currency from order_lines where currency is not null"
    ).fetchall()


def _rejects(conn: db.Connection, plan: Plan, typed: Path) -> pd.DataFrame:
    names, titles = zip(*headers(plan).items(), strict=True)
    return db.run(
        conn, "ingest_rejects", file=str(typed), fields=list(names), headers=list(titles)
    ).df()


def _notes(conn: db.Connection, staged: Staged, plan: Plan, typed: Path) -> list[str]:
    """What was done, and what could not be read, in words."""
    notes = []
    if plan.kind == "orders" and "amount" not in plan.mapping:
        notes.append("amount = quantity x unit price")
    if plan.kind == "orders" and "order_id" not in plan.mapping:
        notes.append("no order number: each row counts as an order")
    if plan.decimal_comma:
        notes.append("numbers have a decimal comma")
    for field, n, example, row in db.run(conn, "ingest_doubts", file=str(typed)).fetchall():
        header = plan.mapping[field]
        notes.append(f'{n:,} in "{header}" unreadable and unknown, first "{example}", row {row:,}')
    if own := own_columns(staged, plan):
        kept = "kept as your own columns" if plan.kind == "customers" else "not used"
        notes.append(f"{kept}: {', '.join(own)}")
    return notes
