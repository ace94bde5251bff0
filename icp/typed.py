"""Customers typed or pasted with no file at all, saved as an import of its own.

What they spent in the last 12 months becomes one order a customer, dated the day it was typed:
how often and how recently they bought is not in such a total, and is not invented.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from icp import db, fields, ingest, plans, rows, staging
from icp.plans import Plan
from icp.rows import Checked
from icp.staging import Staged

NAME = "typed in"
SPENT = "Spent in 12 months"
FACTS = (
    "industry",
    "business_type",
    "employees",
    "location",
    "customer_since",
    "referred_by",
    "testimonial",
)
TITLES = {
    "customer_name": "Customer",
    "spent": SPENT,
    **{fact: fields.TITLES[fact] for fact in FACTS},
}

ID = fields.TITLES["customer_id"]
WHO = {"customer_id": ID, "customer_name": TITLES["customer_name"]}

# a row that is typed twice is meant twice; it is refused where it names a customer again
ANSWERED = {"duplicates": "all"}

Row = Mapping[str, str]
Part = tuple[Staged, Plan, Checked]


@dataclass(frozen=True)
class Typed:
    """What would be saved: the customers, their spending if any was typed, and what stays out.

    A row is saved whole or not at all; `customers` counts and lists all of them.
    """

    customers: Part
    spending: Part | None

    @property
    def checked(self) -> Checked:
        return self.customers[2]


def check(
    conn: db.Connection, table: Sequence[Row], on: date, **answers: str | None
) -> Typed | None:
    """What saving the typed rows would bring, None while all are blank; nothing is stored.

    table: one mapping a row, in the order of the grid, from the keys of TITLES to text; rows are
    numbered from 1, blank ones don't count. on: the day the spending is dated. A customer whose
    name is known is updated, and keeps what the row says nothing about. Raises Question where
    numbers or dates can be read two ways.
    """
    written = {no: _clean(row) for no, row in enumerate(table, start=1)}
    filled = {no: row for no, row in written.items() if row}
    if not filled:
        return None
    known = _known(conn, [row.get("customer_name", "") for row in filled.values()])
    spending = _spending(conn, filled, known, on, answers)
    try:
        refused = _why(spending) if spending else {}
        staged, plan, checked = _customers(conn, filled, known, refused, answers)
    finally:
        if spending:
            staging.discard(spending[0])
    out = set(checked.rejects["row"])
    left = {no: row for no, row in filled.items() if no not in out}
    spending = _spending(conn, left, known, on, answers)
    notes = (*checked.notes, *_notes(spending, on))
    return Typed((staged, plan, replace(checked, notes=notes)), spending)


def save(conn: db.Connection, typed: Typed, at: datetime) -> ingest.Result:
    """The result of saving the rows that are ready as one import, all or nothing."""
    parts = [part for part in (typed.customers, typed.spending) if part]
    return ingest.commit_all(conn, parts, at=at, again="yes")


def discard(typed: Typed) -> None:
    """Remove the staged rows."""
    for part in (typed.customers, typed.spending):
        if part:
            staging.discard(part[0])


def _clean(row: Row) -> dict[str, str]:
    """The cells that are not blank; a year alone stands for its first day."""
    cells = {key: " ".join(text.split()) for key, text in row.items() if text and text.strip()}
    if re.fullmatch(r"(19|20)\d\d", cells.get("customer_since", "")):
        cells["customer_since"] += "-01-01"
    return cells


def _known(conn: db.Connection, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Lower-case name -> what is known of the one customer of that name, by header, with its id.

    Of a name that is new only the id, as it is first written.
    """
    new = {name.lower(): {ID: name} for name in reversed(names)}
    found = db.run(conn, "typed_known", names=[name.lower() for name in names]).fetchall()
    return new | {
        name: {
            ID: customer_id,
            **{fields.TITLES.get(fact, fact): value for fact, value in facts.items()},
        }
        for name, customer_id, facts in found
    }


def _spending(
    conn: db.Connection,
    filled: Mapping[int, Row],
    known: Mapping[str, Row],
    on: date,
    answers: Mapping[str, str | None],
) -> Part | None:
    """The spending as orders; typing a customer again replaces the order."""
    table = {}
    for no, row in filled.items():
        if "spent" in row:
            name = row.get("customer_name", "")
            key = known[name.lower()][ID]
            order = {"Order": f"{NAME}: {key}", "Date": on.isoformat(), SPENT: row["spent"]}
            table[no] = {ID: key, TITLES["customer_name"]: name, **order}
    mapping = {**WHO, "order_id": "Order", "order_on": "Date", "amount": SPENT}
    return _part(conn, "orders", mapping, table, answers, {}) if table else None


def _customers(
    conn: db.Connection,
    filled: Mapping[int, Row],
    known: Mapping[str, Row],
    refused: Mapping[int, str],
    answers: Mapping[str, str | None],
) -> Part:
    """The customers; `refused` says why the spending keeps a row out."""
    table = {}
    for no, row in filled.items():
        name = row.get("customer_name", "")
        said = {TITLES[key]: text for key, text in row.items() if key != "spent"}
        table[no] = {**known[name.lower()], **said}
    headers = {header for row in table.values() for header in row}
    ours = {
        field.name: field.title for field in fields.KINDS["customers"] if field.title in headers
    }
    return _part(conn, "customers", {**ours, **WHO}, table, answers, refused)


def _part(
    conn: db.Connection,
    kind: str,
    mapping: Mapping[str, str],
    table: Mapping[int, Row],
    answers: Mapping[str, str | None],
    refused: Mapping[int, str],
) -> Part:
    """The table staged, planned and checked as a file of its kind would be."""
    headers = list(
        dict.fromkeys([*mapping.values(), *(one for row in table.values() for one in row)])
    )
    records = [
        (no, [row.get(header, "") for header in headers], refused.get(no))
        for no, row in table.items()
    ]
    staged = staging.written(conn, NAME, headers, records)
    try:
        chosen = {field.name: mapping.get(field.name) for field in fields.KINDS[kind]}
        plan = plans.make(conn, staged, kind, chosen, None, None, **{**ANSWERED, **answers})
        return staged, plan, rows.check(conn, staged, plan)
    except BaseException:
        staging.discard(staged)
        raise


def _why(spending: Part) -> dict[int, str]:
    rejects = spending[2].rejects
    cells = zip(rejects["row"], rejects["column"], rejects["value"], rejects["reason"], strict=True)
    return {
        int(no): f'{SPENT} "{value}": {reason}'
        for no, column, value, reason in cells
        if column == SPENT
    }


def _notes(spending: Part | None, on: date) -> list[str]:
    notes = []
    if spending and (n := spending[2].rows_ready):
        notes.append(
            f"{n:,} total{'s'[: n != 1]} of the last 12 months, each as one order dated "
            f"{on.isoformat()}: how often and how recently they bought can't be known"
        )
    return notes
