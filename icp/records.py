"""The rows of a list (every kind of file but orders) as values, by the types of their fields."""

from functools import reduce
from operator import and_, or_
from pathlib import Path

from duckdb import (
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

from icp import db, fields, plans, ruled, values
from icp.plans import Plan
from icp.staging import Staged

Columns = dict[str, Expression]
# what the queries look at, also where a kind has no such field
ALWAYS = {
    "customer_id": "text",
    "amount": "number",
    "currency": "text",
    "outcome": "text",
    "closed_on": "date",
    "given_on": "date",
}


def select(conn: db.Connection, staged: Staged, plan: Plan) -> str:
    """The SELECT of one row per staged row: its values, why it is refused, what is unknown."""
    rows = _values(_texts(conn, staged, plan), plan)
    found = {
        field.name: ColumnExpression(f"{field.name}_value")
        if field.name in plan.mapping
        else values.unknown(field.type)
        for field in fields.KINDS[plan.kind]
    }
    columns = {**_columns(plan, found), **_judged(plan, found)}
    judged = rows.select(
        *(ColumnExpression(name) for name in ("row_no", "refusal", "own", *ruled.NAMES)),
        *(value.alias(name) for name, value in columns.items()),
    ).sql_query()
    if plan.kind == "deals":
        judged = db.over(judged, "mapped", "ingest_deals")
    return db.over(judged, "mapped", "ingest_records")


def store(conn: db.Connection, import_id: int, plan: Plan, typed: Path) -> None:
    """Put the rows that are ready into the table of their kind, and their own columns beside it.

    A row that needs no number and has none gets one of its own.
    """
    kind = fields.ABOUT[plan.kind]
    table = conn.table(f"{kind.thing}_rows")
    of_import = ConstantExpression(f" of import {import_id}")
    row = FunctionExpression("concat", ConstantExpression("row "), ColumnExpression("row_no"))
    ours = {
        "import_id": ConstantExpression(import_id),
        f"{kind.thing}_id": CoalesceOperator(
            ColumnExpression("id"), FunctionExpression("concat", row, of_import)
        ),
    }
    columns = [ours.get(name, ColumnExpression(name)).alias(name) for name in table.columns]
    conn.from_parquet(str(typed)).filter("problems is null").select(*columns).insert_into(
        f"{kind.thing}_rows"
    )
    if plan.own:
        names = list(plan.own.values())
        db.run(conn, "ingest_load_attributes", file=str(typed), import_id=import_id, names=names)


def _texts(conn: db.Connection, staged: Staged, plan: Plan) -> DuckDBPyRelation:
    """The staged rows with the text of each field that has a column."""
    at = plans.places(staged)
    own = [ColumnExpression(at[header]) for header in plan.own]
    return conn.from_parquet(str(staged.path)).select(
        ColumnExpression("row_no"),
        ColumnExpression("refusal"),
        plans.texts(own).alias("own"),
        *plans.ruled_out(staged, plan),
        *(
            FunctionExpression("clean_text", ColumnExpression(at[header])).alias(f"{name}_text")
            for name, header in plan.mapping.items()
        ),
    )


def _values(rows: DuckDBPyRelation, plan: Plan) -> DuckDBPyRelation:
    """The rows with the value of each text; a step of its own, as macros repeat what they get."""
    return rows.select(
        *(ColumnExpression(name) for name in rows.columns),
        *(
            values.value(field.type, ColumnExpression(f"{field.name}_text"), plan).alias(
                f"{field.name}_value"
            )
            for field in fields.KINDS[plan.kind]
            if field.name in plan.mapping
        ),
    )


def _columns(plan: Plan, found: Columns) -> Columns:
    """The values under the names of their columns; a name stands in for a missing number."""
    thing = fields.ABOUT[plan.kind].thing
    always = {name: values.unknown(type_) for name, type_ in ALWAYS.items()}
    named = {"name" if name == f"{thing}_name" else name: value for name, value in found.items()}
    return {**always, **named, "customer_id": _first(found, "customer"), "id": _id(plan, found)}


def _judged(plan: Plan, found: Columns) -> Columns:
    """What tells a row apart, what it needs and has, and which of its cells were read."""
    kind = fields.ABOUT[plan.kind]
    types = {field.name: field.type for field in fields.KINDS[plan.kind]}
    typed = [name for name in plan.mapping if types[name] != "text"]
    needs = [need for need in kind.needs if need.reason]
    return {
        "who": CoalesceOperator(_first(found, kind.thing), _first(found, "customer")),
        "who_field": ConstantExpression(_who_field(plan)),
        "thing": ConstantExpression(kind.thing),
        "repeats": ConstantExpression(kind.repeats),
        "wanted_currency": ConstantExpression(plan.currency).cast("VARCHAR"),
        "typed_fields": plans.texts([ConstantExpression(name) for name in typed]),
        "typed_texts": plans.texts([ColumnExpression(f"{name}_text") for name in typed]),
        "typed_known": _list([found[name].isnotnull() for name in typed]),
        "need_fields": plans.texts([ConstantExpression(_mapped(plan, need)) for need in needs]),
        "need_reasons": plans.texts([ConstantExpression(need.reason) for need in needs]),
        "needs_met": _list([_met(need, found) for need in needs]),
    }


def _id(plan: Plan, found: Columns) -> Expression:
    kind = fields.ABOUT[plan.kind]
    return _first(found, kind.thing) if kind.by_name else found[f"{kind.thing}_id"]


def _first(found: Columns, thing: str) -> Expression:
    """The number of a thing, else its name."""
    known = [found[name] for name in (f"{thing}_id", f"{thing}_name") if name in found]
    return CoalesceOperator(*known, values.unknown("text"))


def _who_field(plan: Plan) -> str:
    thing = fields.ABOUT[plan.kind].thing
    names = (f"{thing}_id", f"{thing}_name", "customer_id", "customer_name")
    return next((name for name in names if name in plan.mapping), names[0])


def _mapped(plan: Plan, need: fields.Need) -> str:
    return next(name for group in need.any for name in group if name in plan.mapping)


def _met(need: fields.Need, found: Columns) -> Expression:
    groups = (reduce(and_, (found[name].isnotnull() for name in group)) for group in need.any)
    return reduce(or_, groups)


def _list(flags: list[Expression]) -> Expression:
    return FunctionExpression("list_value", *flags).cast("BOOLEAN[]")
