"""How the text of a cell becomes a value, by the type of its field; null for what is not one."""

from collections.abc import Callable

from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from icp.plans import Plan

YES = ("yes", "y", "true", "t", "1", "x", "ja", "wahr")
NO = ("no", "n", "false", "f", "0", "nein", "falsch")


def value(type_: str, text: Expression, plan: Plan) -> Expression:
    """The value of `type_` (see fields.toml) that the text says, as the plan's file writes it."""
    read, _ = TYPES[type_]
    return read(text, plan)


def unknown(type_: str) -> Expression:
    """The null of `type_`."""
    _, sql_type = TYPES[type_]
    return ConstantExpression(None).cast(sql_type)


def _text(text: Expression, _plan: Plan) -> Expression:
    return text


def _number(text: Expression, plan: Plan) -> Expression:
    return _decimal(text, plan, 4)


def _price(text: Expression, plan: Plan) -> Expression:
    return _decimal(text, plan, 8)


def _decimal(text: Expression, plan: Plan, digits: int) -> Expression:
    number = FunctionExpression("parse_number", text, ConstantExpression(plan.decimal_comma))
    size = FunctionExpression("abs", number)
    fits = size < ConstantExpression(10 ** (18 - digits) - 1)
    return CaseExpression(fits, number.cast(f"DECIMAL(18, {digits})"))


def _score(text: Expression, plan: Plan) -> Expression:
    number = _number(text, plan)
    inside = (number >= ConstantExpression(0)) & (number <= ConstantExpression(10))
    return CaseExpression(inside, number)


def _date(text: Expression, plan: Plan) -> Expression:
    return FunctionExpression("parse_date", text, ConstantExpression(plan.day_first))


def _month(text: Expression, plan: Plan) -> Expression:
    """A date, or the first of a month written as 2024-01, 2024/1 or Jan 2024."""

    def joined(*parts: Expression) -> Expression:
        return _date(FunctionExpression("concat", *parts), plan)

    numbered = joined(text, ConstantExpression("-01"))
    named = joined(ConstantExpression("1 "), text)
    return CoalesceOperator(
        _date(text, plan),
        CaseExpression(_matches(text, r"(19|20)\d\d[-/.]\d{1,2}"), numbered),
        CaseExpression(_matches(text, r"[A-Za-z]{3,9}[ -](19|20)\d\d"), named),
    )


def _yes(text: Expression, _plan: Plan) -> Expression:
    said = FunctionExpression("lower", text)
    yes, no = (said.isin(*map(ConstantExpression, words)) for words in (YES, NO))
    return CaseExpression(yes, ConstantExpression(True)).when(no, ConstantExpression(False))


def _matches(text: Expression, pattern: str) -> Expression:
    return FunctionExpression("regexp_full_match", text, ConstantExpression(pattern))


TYPES: dict[str, tuple[Callable[[Expression, Plan], Expression], str]] = {
    "text": (_text, "VARCHAR"),
    "number": (_number, "DECIMAL(18, 4)"),
    "price": (_price, "DECIMAL(18, 8)"),
    "score": (_score, "DECIMAL(18, 4)"),
    "date": (_date, "DATE"),
    "month": (_month, "DATE"),
    "yes": (_yes, "BOOLEAN"),
}
