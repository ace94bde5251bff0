"""How a file is to be read: which column is what, and how dates, numbers and money are written.

`make` takes the headers' guess and the columns' evidence, and asks where they cannot decide.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from duckdb import (
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

from icp import (
    columns,
    db,
    errors,
    evidence,
    fields,
    joins,
    rates,
    repeats,
    ruled,
    taxes,
    uniform,
    vendors,
)
from icp.staging import Staged

DATES, NUMBERS = ("date", "month"), ("number", "price", "score")
ANSWERS = ("day_first", "decimal", "currency", "cents", "discount", "tax", "date", "duplicates")
CENT, WHOLE = Decimal("0.01"), Decimal("1.00")


@dataclass(frozen=True)
class Plan:
    """How a staged file is to be read: its kind, field -> header, and its way of writing.

    thousands: a number such as "1,234" that only custom makes 1234. own: header -> the name under
    which a column that no field stands for is kept. answers: what was answered where the columns
    cannot decide.
    """

    kind: str
    mapping: dict[str, str]
    day_first: bool = False
    decimal_comma: bool = False
    thousands: str | None = None
    currency: str | None = None
    converted: bool = False
    cents: bool = False
    percent_discount: bool = False
    continued: bool = False
    day: date | None = None
    repeated: int = 0
    first_only: bool = False
    tax: taxes.Tax | None = None
    own: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


def make(
    conn: db.Connection,
    staged: Staged,
    kind: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    own: Mapping[str, str | None] | None = None,
    before: Mapping[str, str] | None = None,
    **answers: str | None,
) -> Plan:
    """How to read the staged file: the headers' guess, with `mapping` laid over it.

    own: header -> the name under which that left-over column is kept, None to leave it out; one
    that is not named is kept under its header. before: answers given for an earlier file of the
    same headers, asked again where this file speaks against them.

    answers, each where the columns cannot decide: day_first ("yes" / "no"), decimal ("," / "."),
    currency (one of several, or "all"), cents ("yes" / "no"), discount ("percent" / "share"), tax
    ("off" / "keep"), date (the day of amounts without one, "2024-12-31"), duplicates ("all" /
    "first"). Raises MappingIncomplete where a needed column is not chosen, Question where an answer
    is wanted, RatesMissing where amounts are in a currency that cannot be counted yet.
    """
    kind, chosen = _chosen(staged, kind, mapping or {})
    day = _day(staged, kind, chosen, answers.get("date"))
    vendor = vendors.recognise(staged.columns)
    found = _evidence(conn, staged, Plan(kind, chosen, cents=bool(vendor and vendor.cents)))
    given = {name: answer for name, answer in answers.items() if answer is not None}
    given = {**evidence.recalled(found, before or {}, given), **given}
    currency = evidence.currency(found, rates.known(conn), given.get("currency"))
    rates.require(conn, {currency} if currency else set(found.currencies))
    repeated = repeats.count(conn, staged) if kind == "orders" else 0
    plan = Plan(
        kind,
        chosen,
        day_first=evidence.day_first(found, given.get("day_first")),
        decimal_comma=evidence.decimal_comma(found, given.get("decimal")),
        thousands=evidence.thousands(found, given.get("decimal")),
        currency=currency,
        converted=currency is None and len(found.currencies) > 1,
        cents=bool(vendor and vendor.cents) and evidence.cents(found, given.get("cents")),
        percent_discount=evidence.percent_discount(found, given.get("discount")),
        continued=found.continued > 0,
        day=day,
        repeated=repeated,
        first_only=repeats.first_only(
            repeated, staged, "order_id" in chosen, given.get("duplicates")
        ),
        own=columns.own(kind, staged.columns, chosen.values(), own or {}),
        answers=given,
    )
    if kind != "orders":
        return plan
    tax = taxes.of(conn, staged, chosen, plan.decimal_comma, given.get("tax"))
    return replace(plan, tax=tax)


def _chosen(
    staged: Staged, kind: str | None, mapping: Mapping[str, str | None]
) -> tuple[str, dict[str, str]]:
    """The kind of file, and field -> header: the guess with `mapping` laid over it."""
    kind = kind or fields.guess_kind(staged.columns)
    if kind not in fields.KINDS:
        raise errors.MappingIncomplete(
            f'There is no kind of file "{kind}": choose one of {", ".join(fields.KINDS)}.'
        )
    guess = {name: match.header for name, match in fields.guess(staged.columns, kind).items()}
    chosen = {name: header for name, header in {**guess, **mapping}.items() if header is not None}
    return kind, chosen


def _day(staged: Staged, kind: str, chosen: dict[str, str], answer: str | None) -> date | None:
    """The day of all orders, asked for where nothing else is missing; checks what is chosen."""
    joins.must_be_whole(kind, chosen)
    dated = {"order_on": staged.columns[0], **chosen}
    if kind != "orders" or "order_on" in chosen or fields.missing(kind, dated):
        fields.check(kind, chosen, staged.columns)
        return None
    fields.check(kind, dated, staged.columns)
    return evidence.day(
        answer,
        "No column says when. If one does, choose it above as the order date. If these are totals "
        "of one period, such as a year: on which day did it begin?",
    )


def select(conn: db.Connection, staged: Staged, plan: Plan, name: str) -> str:
    """The SELECT `icp/sql/<name>.sql` over the staged rows, which it calls `mapped`."""
    rows = _mapped(conn, staged, plan).sql_query()
    if plan.continued:
        rows = db.over(rows, "mapped", "ingest_continued")
    return db.over(rows, "mapped", name)


def _mapped(conn: db.Connection, staged: Staged, plan: Plan) -> DuckDBPyRelation:
    """The staged rows under the names of our fields, with how they are written."""
    at = places(staged)

    def text(name: str) -> Expression:
        if name in plan.mapping:
            return ColumnExpression(at[plan.mapping[name]])
        if name == "order_on" and plan.day:
            return ConstantExpression(plan.day.isoformat())
        return ConstantExpression(None).cast("VARCHAR")

    def all_are(thing: str, name: str) -> Expression:
        held = name in plan.mapping and at[plan.mapping[name]] in known[thing]
        return ConstantExpression(held).alias(f"{name}_{thing}")

    known = uniform.of(conn, staged)
    file = conn.from_parquet(str(staged.path))
    if plan.first_only:
        file = repeats.without(conn, staged)
    return file.select(
        ColumnExpression("row_no"),
        ColumnExpression("refusal"),
        ConstantExpression(plan.day_first).alias("day_first"),
        ConstantExpression(plan.decimal_comma).alias("decimal_comma"),
        ConstantExpression("amount" in plan.mapping).alias("has_amount"),
        ConstantExpression(plan.currency).cast("VARCHAR").alias("wanted_currency"),
        ConstantExpression(CENT if plan.cents else WHOLE).alias("amount_unit"),
        ConstantExpression(CENT if plan.percent_discount else WHOLE).alias("discount_unit"),
        ConstantExpression(bool(plan.tax and plan.tax.off)).alias("tax_off"),
        *ruled_out(staged, plan, file.columns),
        texts([ColumnExpression(at[name]) for name in plan.own]).alias("own"),
        all_are("clean", "customer_id"),
        all_are("clean", "order_id"),
        all_are("pointed", "amount"),
        *(text(name).alias(name) for name in _names(plan.kind)),
    )


def places(staged: Staged) -> dict[str, str]:
    """Header -> its column in the staged file."""
    return {header: f"c{place}" for place, header in enumerate(staged.columns)}


def texts(written: Iterable[Expression]) -> Expression:
    """The values of the columns as one list of text."""
    return FunctionExpression("list_value", *written).cast("VARCHAR[]")


def ruled_out(staged: Staged, plan: Plan, columns: Collection[str] = ()) -> list[Expression]:
    """Where, with which text and why a row must stay out; null for those that may come in."""
    return ruled.out(plan.kind, staged.columns, plan.mapping, columns, converted=plan.converted)


def _names(kind: str) -> list[str]:
    """All fields of the kind; the evidence also looks at those of orders."""
    orders = {one.name for one in fields.KINDS["orders"]}
    return sorted(orders | {one.name for one in fields.KINDS[kind]})


def _evidence(conn: db.Connection, staged: Staged, plan: Plan) -> evidence.Evidence:
    at, pointed = places(staged), uniform.of(conn, staged)["pointed"]

    def counted(types: tuple[str, ...]) -> str:
        ours = (one for one in fields.KINDS[plan.kind] if one.name in plan.mapping)
        columns = [at[plan.mapping[one.name]] for one in ours if one.type in types]
        return uniform.counts(columns, pointed)

    written = f"written_dates as ({counted(DATES)}), written_numbers as ({counted(NUMBERS)})"
    votes = f"with {written} from ({select(conn, staged, plan, 'ingest_evidence')})"
    [found] = conn.execute(votes, {"path": str(staged.path)}).fetchall()
    return evidence.Evidence(*found)
