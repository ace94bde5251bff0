"""How a file is to be read: which column is what, and how dates, numbers and money are written.

`make` takes the headers' guess and the columns' evidence, and asks where they cannot decide.
"""

from dataclasses import dataclass
from decimal import Decimal

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

from icp import db, errors, evidence, fields, rates, repeats, vendors
from icp.staging import Staged

DATES = {"orders": ("order_on", "due_on", "paid_on"), "customers": ("customer_since",)}
NUMBERS = {
    "orders": ("amount", "quantity", "unit_price", "cost", "refund"),
    "customers": ("distance", "nps"),
}
ANSWERS = ("day_first", "decimal", "currency", "cents", "discount", "duplicates")
CENT, WHOLE = Decimal("0.01"), Decimal("1.00")


@dataclass(frozen=True)
class Plan:
    """How a staged file is to be read: its kind, field -> header, and its way of writing."""

    kind: str
    mapping: dict[str, str]
    day_first: bool = False
    decimal_comma: bool = False
    currency: str | None = None
    converted: bool = False
    cents: bool = False
    percent_discount: bool = False
    continued: bool = False
    repeated: int = 0
    first_only: bool = False


def make(
    conn: db.Connection,
    staged: Staged,
    kind: str | None = None,
    mapping: dict[str, str | None] | None = None,
    **answers: str | None,
) -> Plan:
    """How to read the staged file: the headers' guess, with `mapping` laid over it.

    answers, each where the columns cannot decide: day_first ("yes" / "no"), decimal ("," / "."),
    currency (one of several, or "all"), cents ("yes" / "no"), discount ("percent" / "share"),
    duplicates ("all" / "first"). Raises MappingIncomplete where a needed column is not chosen,
    Question where an answer is wanted, RatesMissing where amounts are in a currency that cannot be
    counted yet.
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
    found = _evidence(conn, staged, Plan(kind, chosen))
    vendor = vendors.recognise(staged.columns)
    currency = evidence.currency(found, rates.known(conn), answers.get("currency"))
    rates.require(conn, {currency} if currency else set(found.currencies))
    repeated = repeats.count(conn, staged) if kind == "orders" else 0
    return Plan(
        kind,
        chosen,
        day_first=evidence.day_first(found, answers.get("day_first")),
        decimal_comma=evidence.decimal_comma(found, answers.get("decimal")),
        currency=currency,
        converted=currency is None and len(found.currencies) > 1,
        cents=bool(vendor and vendor.cents) and evidence.cents(found, answers.get("cents")),
        percent_discount=evidence.percent_discount(found, answers.get("discount")),
        continued=found.continued > 0,
        repeated=repeated,
        first_only=repeats.first_only(
            repeated, staged, "order_id" in chosen, answers.get("duplicates")
        ),
    )


def own_columns(staged: Staged, plan: Plan) -> list[str]:
    """The headers that no field stands for."""
    used = set(plan.mapping.values())
    return [header for header in staged.columns if header not in used]


def customers(conn: db.Connection, staged: Staged, plan: Plan) -> DuckDBPyRelation:
    """What the file writes for each row's customer: its number, else its name."""
    at = staged.columns.index(plan.mapping.get("customer_id") or plan.mapping["customer_name"])
    return conn.from_parquet(str(staged.path)).select(ColumnExpression(f"c{at}").alias("written"))


def select(conn: db.Connection, staged: Staged, plan: Plan, name: str) -> DuckDBPyRelation:
    """What the SELECT `icp/sql/<name>.sql` gives for the staged rows, which it calls `mapped`."""
    rows = _mapped(conn, staged, plan)
    if plan.continued:
        rows = _query(rows, "ingest_continued")
    return _query(rows, name)


def _query(rows: DuckDBPyRelation, name: str) -> DuckDBPyRelation:
    answer = rows.query("mapped", db.statement(name))
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
        *_ruled_out(staged, plan, at),
        texts([ColumnExpression(at[name]) for name in own_columns(staged, plan)]).alias("own"),
        texts([text(name) for name in DATES[plan.kind]]).alias("dates"),
        texts([text(name) for name in NUMBERS[plan.kind]]).alias("numbers"),
        *(text(name).alias(name) for name in _names(plan.kind)),
    )


def _ruled_out(staged: Staged, plan: Plan, at: dict[str, str]) -> list[Expression]:
    """Where, with which text and why a row is not a sale; null for those that are."""
    vendor = vendors.recognise(staged.columns)
    rules = (*vendors.left_out(), *(vendor.left_out if vendor else ()))
    where = value = reason = CaseExpression(ConstantExpression(False), ConstantExpression(None))
    for rule in rules if plan.kind == "orders" else ():
        header = plan.mapping.get(rule.where, rule.where)
        if header in at:
            text = FunctionExpression("trim", ColumnExpression(at[header]))
            pattern = ConstantExpression(f"(?i){rule.pattern}")
            fits = FunctionExpression("regexp_matches", text, pattern)
            where = where.when(fits, ConstantExpression(rule.where))
            value = value.when(fits, text)
            reason = reason.when(fits, ConstantExpression(rule.reason))
    if plan.converted:
        text = FunctionExpression("clean_text", ColumnExpression(at[plan.mapping["currency"]]))
        where = where.when(text.isnull(), ConstantExpression("currency"))
        reason = reason.when(text.isnull(), ConstantExpression("no currency, and others have one"))
    return [
        case.cast("VARCHAR").alias(name)
        for case, name in ((where, "ruled_where"), (value, "ruled_value"), (reason, "ruled_reason"))
    ]


def _names(kind: str) -> list[str]:
    """All fields of the kind; the evidence also looks at those of orders."""
    orders = {field.name for field in fields.KINDS["orders"]}
    return sorted(orders | {field.name for field in fields.KINDS[kind]})


def _evidence(conn: db.Connection, staged: Staged, plan: Plan) -> evidence.Evidence:
    [votes] = select(conn, staged, plan, "ingest_evidence").fetchall()
    return evidence.Evidence(*votes)
