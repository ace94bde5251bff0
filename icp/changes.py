"""How a newer export differs from what is there: new, changed, the same, no longer in it."""

from dataclasses import dataclass

from icp import db, rows
from icp.plans import Plan

COUNTED = ("customers", "orders")
MOST = 1_000_000


@dataclass(frozen=True)
class Changes:
    """Counts of customers or orders, by their id.

    changed and same are None where only ids were compared (over a million lines). staying: listed
    customers that the file does not have; None for orders. unnumbered: rows without an order
    number, each of which counts as new; look_known: those of them that look like one in the data
    (same customer, day and amount).
    """

    kind: str
    new: int
    changed: int | None
    same: int | None
    known: int
    staying: int | None
    unnumbered: int
    look_known: int


def compare(conn: db.Connection, plan: Plan, checked: rows.Checked) -> Changes | None:
    """How the rows that are ready differ from those in the data; None where it has none yet."""
    if plan.kind not in COUNTED or not _rows_there(conn, plan.kind):
        return None
    file = str(checked.typed)
    if plan.kind == "customers":
        names = list(plan.own.values())
        [found] = db.run(conn, "changes_customers", file=file, names=names).fetchall()
    elif max(checked.rows_ready, _rows_there(conn, "orders")) > MOST:
        [found] = db.run(conn, "changes_order_ids", file=file).fetchall()
    else:
        [found] = db.run(conn, "changes_orders", file=file).fetchall()
    return Changes(plan.kind, *found)


def _rows_there(conn: db.Connection, kind: str) -> int:
    table = {"customers": "customer_rows", "orders": "order_lines"}[kind]
    return int(db.one(conn, f"select count(*) from {table}"))
