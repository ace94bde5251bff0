"""How a file is to be read: which column is what, and how dates, numbers and money are written.

`make` takes the headers' guess and the columns' evidence, and asks where they cannot decide.
"""

from dataclasses import dataclass

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


def make(
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


def own_columns(staged: Staged, plan: Plan) -> list[str]:
    """The headers that no field stands for."""
    used = set(plan.mapping.values())
    return [header for header in staged.columns if header not in used]


def select(conn: db.Connection, staged: Staged, plan: Plan, name: str) -> DuckDBPyRelation:
    """What the SELECT `icp/sql/<name>.sql` gives for the staged rows, which it calls `mapped`."""
    answer = _mapped(conn, staged, plan).query("mapped", db.statement(name))
    assert answer is not None, "a SELECT gives a relation"
    return answer


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
        *(text(name).alias(name) for name in sorted({*_names(plan.kind), "currency"})),
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
    [votes] = select(conn, staged, plan, "ingest_evidence").fetchall()
    return _Evidence(*votes)


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
