"""Rows that must stay out, such as those of orders that are no sales: where it shows, and why."""

from collections.abc import Collection, Mapping, Sequence

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from icp import vendors

NAMES = ("ruled_where", "ruled_value", "ruled_reason")


def out(
    kind: str,
    headers: Sequence[str],
    mapping: Mapping[str, str],
    columns: Collection[str],
    *,
    converted: bool,
) -> list[Expression]:
    """The expressions NAMES over a staged row (c0, c1, ...); a null reason for what may come in.

    What is known since the file was staged (NAMES among its `columns`) comes before our rules.
    converted: whether amounts are in several currencies, so that each needs one.
    """
    at = {header: ColumnExpression(f"c{place}") for place, header in enumerate(headers)}
    known = [
        ColumnExpression(name) if name in columns else ConstantExpression(None) for name in NAMES
    ]
    where, value, reason = (CaseExpression(known[2].isnotnull(), one) for one in known)
    for rule in _rules(kind, headers):
        header = mapping.get(rule.where, rule.where)
        if header in at:
            text = FunctionExpression("trim", at[header])
            pattern = ConstantExpression(f"(?i){rule.pattern}")
            fits = FunctionExpression("regexp_matches", text, pattern)
            where = where.when(fits, ConstantExpression(rule.where))
            value = value.when(fits, text)
            reason = reason.when(fits, ConstantExpression(rule.reason))
    if converted:
        unnamed = FunctionExpression("clean_text", at[mapping["currency"]]).isnull()
        if kind == "deals" and "amount" in mapping:  # one without is in none
            unnamed &= FunctionExpression("clean_text", at[mapping["amount"]]).isnotnull()
        where = where.when(unnamed, ConstantExpression("currency"))
        reason = reason.when(unnamed, ConstantExpression("no currency, and others have one"))
    cases = (where.otherwise(known[0]), value, reason)
    return [case.cast("VARCHAR").alias(name) for case, name in zip(cases, NAMES, strict=True)]


def _rules(kind: str, headers: Sequence[str]) -> tuple[vendors.LeftOut, ...]:
    vendor = vendors.recognise(headers)
    return (
        *(vendors.left_out() if kind == "orders" else ()),
        *(vendor.left_out if vendor and vendor.kind == kind else ()),
    )
