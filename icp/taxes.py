"""Whether amounts of orders are with tax, and what then counts; asked where nothing else tells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from duckdb import ColumnExpression, ConstantExpression, Expression

from icp import cells, db, errors, ruled, vendors
from icp.staging import Staged

OFF, KEEP = "off", "keep"
_NET = re.compile(r"\b(net|netto|sub ?total|excl|excluding|before tax|ex tax|ex vat)\b")
_RATE = re.compile(r"%|\b(rate|percent|satz)\b")


@dataclass(frozen=True)
class Tax:
    """Whether tax is taken off the amounts, and the sentence that says so."""

    off: bool
    note: str


@dataclass(frozen=True)
class _Found:
    """Rows that have tax, whether a third column is amount and tax together, and an example."""

    rows: int
    sum_of: int | None
    amount: Decimal
    tax: Decimal


def of(
    conn: db.Connection,
    staged: Staged,
    mapping: Mapping[str, str],
    decimal_comma: bool,
    answer: str | None,
) -> Tax | None:
    """What becomes of the tax of a file of orders; None where no row has an amount and a tax.

    answer: "off" or "keep". Without one, amounts that are known to be without tax stay as they are:
    by the export, by a third column that is amount and tax together, or by their name. Raises
    Question for all others.
    """
    amount, tax = mapping.get("amount"), mapping.get("tax")
    if amount is None or tax is None or _RATE.search(tax.lower()):
        return None
    found = _found(conn, staged, mapping, decimal_comma)
    if not found.rows:
        return None
    if answer is not None:
        return _answered(amount, tax, answer == OFF)
    vendor = vendors.recognise(staged.columns)
    with_tax = vendor.with_tax if vendor else None
    if found.sum_of is not None:
        total = staged.columns[found.sum_of]
        return Tax(False, f'"{amount}" is without tax: with "{tax}" it makes "{total}"')
    if with_tax is False or (with_tax is None and _NET.search(amount.lower())):
        return Tax(False, f'"{amount}" is without tax: "{tax}" is not taken off')
    raise _question(amount, tax, found, bool(with_tax))


def _answered(amount: str, tax: str, off: bool) -> Tax:
    if off:
        return Tax(True, f'tax is taken off: "{amount}" less "{tax}" counts')
    return Tax(False, f'"{amount}" counts as it is: "{tax}" is not taken off')


def _question(amount: str, tax: str, found: _Found, with_tax: bool) -> errors.Question:
    may = "includes" if with_tax else "may include"
    return errors.Question(
        f'"{amount}" {may} tax: {found.amount:,.2f} stands beside {found.tax:,.2f} in "{tax}". Tax '
        "is passed on, so it is no revenue: what counts?",
        "tax",
        {
            OFF: f"The amount less the tax: {found.amount - found.tax:,.2f}",
            KEEP: f"The amount as it is: {found.amount:,.2f}",
        },
    )


def _found(
    conn: db.Connection, staged: Staged, mapping: Mapping[str, str], decimal_comma: bool
) -> _Found:
    at = {header: f"c{place}" for place, header in enumerate(staged.columns)}

    def text(field: str) -> Expression:
        if field in mapping:
            return ColumnExpression(at[mapping[field]])
        return ConstantExpression(None).cast("VARCHAR")

    columns = conn.from_parquet(str(staged.path)).columns
    *_, reason = ruled.out("orders", staged.columns, mapping, columns, converted=False)
    texts = {field: text(field) for field in ("order_id", "amount", "tax")}
    rows = cells.gathered(conn, staged, **texts, ruled_reason=reason, decimal_comma=decimal_comma)
    [found] = cells.query(rows, "taxes_found").fetchall()
    return _Found(*found)
