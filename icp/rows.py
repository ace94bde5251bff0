"""From text to values: what would be loaded of a file, and which rows must stay out and why.

Rows in the file = rows ready + rows refused, each listed with its reasons.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from icp import columns, db, plans, rates, records, repeats, vendors
from icp.plans import Plan
from icp.staging import Staged

OPTIONAL = ("customer_name", "product", "revenue_kind", "cost", "due_on", "paid_on")
DEALS = ("won", "lost", "still_open", "undecided", "without_customer")


@dataclass(frozen=True)
class Totals:
    """What the rows that are ready bring: amount in the file's currency, dates inclusive.

    amount: of orders, or of deals that are won; the dates: of orders, of deals that are closed, or
    of feedback. The rest counts deals; undecided: closed, and nothing says how.
    """

    customers: int
    orders: int | None
    amount: float | None
    first_on: date | None
    last_on: date | None
    currencies: tuple[str, ...]
    won: int | None = None
    lost: int | None = None
    still_open: int | None = None
    undecided: int | None = None
    without_customer: int | None = None


@dataclass(frozen=True)
class Checked:
    """What would come of a file.

    rejects: one row per reason: row (as a spreadsheet counts, the header being row 1), column,
    value, reason. left_out: one row per reason: reason, rows, amount (of orders, in the file's
    currency; missing where no amount can be read). unit: what `rows_read` and the like count.
    `rows_read == rows_ready + rows_refused`, always. by_currency: see `rates.of_file`; None where
    all is in the workspace's own currency.
    """

    rows_read: int
    rows_ready: int
    rows_refused: int
    rejects: pd.DataFrame
    left_out: pd.DataFrame
    notes: tuple[str, ...]
    totals: Totals
    typed: Path
    by_currency: pd.DataFrame | None = None
    unit: str = "row"


def check(conn: db.Connection, staged: Staged, plan: Plan) -> Checked:
    """What loading the staged file by this plan would bring; nothing is stored."""
    typed = staged.folder / "typed.parquet"
    if plan.kind == "orders":
        _write(conn, _used(plans.select(conn, staged, plan, "ingest_orders"), plan), typed)
        [found] = db.run(conn, "ingest_totals_orders", file=str(typed)).fetchall()
    else:
        _write(conn, records.select(conn, staged, plan), typed)
        [found] = db.run(conn, "ingest_totals_records", file=str(typed)).fetchall()
    ready, refused, customers, orders, amount, first_on, last_on, currencies, *deals = found
    currencies = tuple(currencies or ())
    foreign = set(currencies) - {rates.own(conn) or plan.currency}
    if len(currencies) > 1:
        amount = None  # what cannot be added up as it stands is shown currency by currency
    totals = Totals(customers, orders, amount, first_on, last_on, currencies)
    if plan.kind == "deals":
        totals = replace(totals, **dict(zip(DEALS, deals, strict=True)))
    assert ready + refused == staged.rows, "rows in the file = rows ready + rows refused"
    return Checked(
        rows_read=staged.rows,
        rows_ready=ready,
        rows_refused=refused,
        rejects=_rejects(conn, staged, plan, typed),
        left_out=db.run(conn, "ingest_left_out", file=str(typed)).df(),
        notes=(
            *staged.notes,
            *_dated(plan),
            *_notes(conn, staged, plan, typed),
            *_of_deals(plan, totals),
        ),
        totals=totals,
        typed=typed,
        by_currency=rates.of_file(conn, typed) if foreign else None,
        unit=staged.unit,
    )


def _used(select: str, plan: Plan) -> str:
    """Without the columns that no header gives: each costs time in a big file."""
    unused = ", ".join(name for name in OPTIONAL if name not in plan.mapping)
    return f"select * exclude ({unused}) from ({select})" if unused else select


def _write(conn: db.Connection, select: str, typed: Path) -> None:
    """Write the typed rows aside, as fast as they can be written and read once or twice.

    Packing and dictionaries cost more than they save here.
    """
    options = "compression uncompressed, dictionary_size_limit 1, parquet_version v2"
    conn.execute(f"copy ({select}) to $file (format parquet, {options})", {"file": str(typed)})


def naming(staged: Staged, plan: Plan) -> dict[str, list[str] | list[int]]:
    """What a refusal needs to name its place: field and header, sheet and rows before it.

    The customer may be known by name alone.
    """
    customer = {"customer_id": plan.mapping.get("customer_name", "")}
    headers = {**customer, **plan.mapping}
    return {
        "fields": list(headers),
        "headers": list(headers.values()),
        "sheets": [name for name, _ in staged.sheets],
        "before": [before for _, before in staged.sheets],
    }


def _rejects(conn: db.Connection, staged: Staged, plan: Plan, typed: Path) -> pd.DataFrame:
    return db.run(conn, "ingest_rejects", file=str(typed), **naming(staged, plan)).df()


def _dated(plan: Plan) -> list[str]:
    said = "the first day of their period; single orders and exact days can't be known"
    return [f"all amounts count on {plan.day:%d %b %Y}, {said}"] if plan.day else []


def _notes(conn: db.Connection, staged: Staged, plan: Plan, typed: Path) -> list[str]:
    """What was done, and what could not be read, in words."""
    notes = []
    if vendor := vendors.recognise(staged.columns):
        notes.append(f"recognised as {vendor.name}")
    if plan.kind == "orders" and "amount" not in plan.mapping:
        less = " x (1 - discount)" if "discount" in plan.mapping else ""
        notes.append(f"amount = quantity x unit price{less}")
    if plan.cents:
        notes.append("amounts are in cents")
    if plan.continued:
        notes.append("further lines of an order bring no amount: its total stands in its first")
    if "refund" in plan.mapping:
        notes.append(f'"{plan.mapping["refund"]}" is taken off the amount')
    if plan.tax:
        notes.append(plan.tax.note)
    if plan.kind == "orders" and "order_id" not in plan.mapping:
        notes.append("no order number: each row counts as an order")
    notes += _marks(plan)
    notes += _repeats(conn, staged, plan)
    for field, n, example, row in db.run(conn, "ingest_doubts", file=str(typed)).fetchall():
        header = plan.mapping[field]
        notes.append(f'{n:,} in "{header}" unreadable and unknown, first "{example}", row {row:,}')
    return [*notes, *columns.left_over(staged.columns, plan.mapping, plan.own)]


def _marks(plan: Plan) -> list[str]:
    """How the marks in numbers are read, where that is not plain."""
    if plan.decimal_comma:
        return ["numbers have a decimal comma"]
    if plan.thousands:
        meant = plan.thousands.replace(",", "")
        return [f'numbers such as "{plan.thousands}" are read as thousands: {meant}']
    return []


def _of_deals(plan: Plan, totals: Totals) -> list[str]:
    """What is to be known of deals that are loaded, in words."""
    notes = []
    if totals.without_customer == 1:
        notes.append("1 deal names no customer; it is kept")
    elif totals.without_customer:
        notes.append(f"{totals.without_customer:,} deals name no customer; they are kept")
    if plan.kind == "deals" and "deal_id" not in plan.mapping:
        notes.append(
            "no deal number: each row counts as a deal, and a newer export adds to them instead of "
            "taking their place"
        )
    return notes


def _repeats(conn: db.Connection, staged: Staged, plan: Plan) -> list[str]:
    """Rows that stand there twice, and customers that only blanks told apart."""
    notes = []
    if plan.repeated:
        done = "left out" if plan.first_only else "kept, each as a line of its own"
        s = "" if plan.repeated == 1 else "s"
        repeat = "repeats" if plan.repeated == 1 else "repeat"
        notes.append(f"{plan.repeated:,} row{s} {repeat} an earlier one in every cell: {done}")
    customer = plan.mapping.get("customer_id") or plan.mapping.get("customer_name")
    number, example = repeats.merged(conn, staged, customer) if customer else (0, None)
    if number:
        each = "customer is" if number == 1 else "customers are"
        notes.append(
            f"{number:,} {each} written with and without blanks around and taken for one, "
            f'first "{example}"'
        )
    return notes
