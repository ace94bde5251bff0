"""The list of users or devices, in which a customer has many rows, as a list of customers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from icp import cells, db, errors, fields, vendors
from icp.staging import Staged

EMPLOYEES = "Employees"
MUCH, FEW = 0.2, 5
# by what one is told from another, the surest first
USERS = (
    *("email", "email address", "e-mail", "user principal name", "upn", "login", "username"),
    *("user name", "user", "user id", "display name", "full name", "contact", "contact name"),
    *("employee", "name"),
)
DEVICES = (
    *("serial number", "serial", "device name", "device", "hostname", "computer name", "computer"),
    *("machine name", "machine", "asset tag", "asset", "mac address", "device id", "endpoint"),
)
TOLD_BY = {"users": USERS, "devices": DEVICES}
CHOICES = {
    "users": "users or staff: count them",
    "devices": "devices: count them",
    "no": "customers: keep each once",
}


def counted(conn: db.Connection, staged: Staged, answer: str | None) -> Staged:
    """The list of customers with their number of users or devices, where customers repeat.

    answer: "users", "devices" or "no"; raises Question where they repeat much and it is missing.
    """
    customer = _customer(staged.columns)
    if not customer or answer == "no":
        return staged
    if answer not in TOLD_BY:
        _ask(conn, staged, customer)
        return staged
    told_by = _told_by(staged.columns, customer, answer)
    target = staged.folder / "counted.parquet"
    places = [staged.columns.index(header) + 1 for header in customer]
    rows = cells.gathered(
        conn,
        staged,
        customer_at=places[0],
        counted_at=staged.columns.index(told_by) + 1 if told_by else None,
        kept=places,
        missing=f'"{told_by}" is blank: no {answer[:-1]} to count',
    )
    cells.write(rows, "shapes_count", len(customer) + 1, target)
    made = replace(staged, content=target.name, columns=(*customer, EMPLOYEES), unit="customer")
    counts = cells.query(cells.gathered(conn, made), "shapes_count_counts").fetchall()[0]
    notes = _said(staged, customer, told_by, answer, counts)
    return replace(made, rows=counts[0], notes=(*staged.notes, *notes))


def _ask(conn: db.Connection, staged: Staged, customer: list[str]) -> None:
    """Raise Question where customers repeat so much that the rows are something else."""
    at = staged.columns.index(customer[0]) + 1
    [(rows, customers)] = cells.query(
        cells.gathered(conn, staged, customer_at=at), "shapes_count_repeats"
    ).fetchall()
    words = any(_told_by(staged.columns, customer, what) for what in TOLD_BY)
    repeats = rows - customers
    if repeats <= MUCH * rows or (repeats < FEW and not words):
        return
    raise errors.Question(
        f'{rows:,} rows name only {customers:,} customers in "{customer[0]}". What are the rows? '
        "Users and devices are counted as employees.",
        "count",
        CHOICES,
    )


def _customer(headers: Sequence[str]) -> list[str]:
    """The columns that name the customer, unless how many people they have is known anyway."""
    guess = fields.guess(headers, "customers")
    names = ("customer_id", "customer_name")
    return [guess[one].header for one in names if one in guess and "employees" not in guess]


def _told_by(headers: Sequence[str], customer: list[str], what: str) -> str | None:
    known = {vendors.plain(header): header for header in headers if header not in customer}
    return next((known[one] for one in TOLD_BY[what] if one in known), None)


def _said(
    staged: Staged, customer: list[str], told_by: str | None, what: str, counts: tuple[int, ...]
) -> Iterator[str]:
    """What was counted, in words."""
    _, customers, refused, counted = counts
    yield (
        f"{staged.rows:,} rows: {counted:,} {what} of {customers:,} customers, counted as employees"
    )
    if told_by and (again := staged.rows - refused - counted):
        yield f'named again and counted once, told by "{told_by}": {again:,}'
    rest = [one for one in staged.columns if one not in (*customer, told_by)]
    if rest:
        yield f"not used: {', '.join(rest)}"
