"""Rows of invoices.csv. Amounts are whole cents, so every sum is exact.

Managed customers get one invoice a month, with projects and hardware apart; that makes
recency blind and frequency the same as tenure. No invoice is dated on the 1st.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum

from flags import last_year, level
from plan import COPPERLINE, THORNE, Account

HEADER = (
    "Invoice,Customer ID,Customer,Invoice date,Due date,Paid date,Product,Kind,"
    "Quantity,Unit price,Amount,Cost,Currency"
)
LAST_DAY = date(2026, 10, 31)
COST_RATIO = {
    "Managed support": 0.30,
    "Office licences": 0.60,
    "Backup and security": 0.40,
    "Support hours, block of 10": 0.30,
    "Network project": 0.25,
    "Cloud migration": 0.25,
    "Laptops": 0.62,
    "Network hardware": 0.62,
}
THORNE_PROJECT = date(2025, 12, 25)


@dataclass
class Line:
    """One product on one invoice; price in cents."""

    on: date
    product: str
    kind: str
    quantity: int
    price: int
    cost: int = 0

    @property
    def amount(self) -> int:
        return self.quantity * self.price


def day_of(month: int, day: int) -> date:
    return date(2023 + (month + 10) // 12, (month + 10) % 12 + 1, day)


def billing_day(account: Account) -> int:
    """5-28, the same every month for one customer."""
    return 5 + (account.seats * 7 + account.hours) % 24


def first_invoice(account: Account) -> date:
    """Three days before the usual day: it goes out with the contract."""
    return day_of(account.first_month, billing_day(account) - 3)


def months(account: Account) -> range:
    return range(account.first_month, account.last_month + 1)


def in_last_year(line: Line) -> bool:
    return line.on >= date(2025, 11, 1)


def recurring(account: Account, yearly_cents: float) -> list[Line]:
    """Per month: seats, licences, and a third line that makes up the month's sum to the cent."""
    year = last_year(account) if account.active else range(24, 36)
    base = yearly_cents / fsum(level(account, m) for m in year)
    usual = level(account, 35)
    support, licence = (round(base * usual * part / account.seats) for part in (0.45, 0.2))
    lines = []
    for month in months(account):
        on = day_of(month, billing_day(account))
        if month == account.first_month and account.cohort != "before":
            on = first_invoice(account)
        seats = max(1, int(account.seats * level(account, month) / usual + 0.2))
        rest = round(base * level(account, month)) - seats * (support + licence)
        lines += [
            Line(on, "Managed support", "recurring", seats, support),
            Line(on, "Office licences", "recurring", seats, licence),
            Line(on, "Backup and security", "recurring", 1, rest),
        ]
    return lines


def quiet_months(account: Account) -> set[int]:
    """Months without projects or hardware: the first and the sixth quarter of a new customer."""
    first = account.first_month
    return {*range(first, first + 4), *range(first + 14, first + 19)} if first else set()


def extra(account: Account, kind: str, yearly: float, rng: random.Random) -> list[Line]:
    """Projects (hours) or resale (pieces): up to three orders a year of about this sum."""
    if kind == "project":
        products, price, size = ("Network project", "Cloud migration"), 14_500, 700_000
    else:
        products, price, size = ("Laptops", "Network hardware"), 118_000, 500_000
    lines = []
    for start in (0, 12, 24):
        able = [m for m in months(account) if start <= m < start + 12]
        able = [m for m in able if m not in quiet_months(account)]
        orders = min(3, round(yearly / size + rng.uniform(-0.2, 0.5)), len(able))
        for month in rng.sample(able, max(0, orders)):
            cents = yearly / orders * rng.uniform(0.7, 1.3)
            quantity = max(1, round(cents / price))
            on = day_of(month, rng.randint(2, 28))
            lines.append(Line(on, rng.choice(products), kind, quantity, round(cents / quantity)))
    return lines


def blocks(account: Account, rng: random.Random) -> list[Line]:
    """Irregular orders of support hours by tens; the last year adds up to the plan."""
    lines = []
    for start in (0, 12, 24):
        able = [m for m in months(account) if start <= m < start + 12]
        chosen = rng.sample(able, min(len(able), rng.randint(3, 6)))
        count = max(1, round(account.revenue / 1300 / max(1, len(chosen))))
        for month in chosen:
            price = round(100 * account.revenue / count / len(chosen))
            on = day_of(month, rng.randint(2, 28))
            lines.append(Line(on, "Support hours, block of 10", "project", count, price))
    return lines


def managed(account: Account, rng: random.Random) -> list[Line]:
    cents = 100 * account.revenue
    lines = []
    if account.revenue > 9_000 and len(months(account)) > 8:
        lines += extra(account, "project", 0.11 * cents, rng)
        lines += extra(account, "resale", 0.08 * cents, rng)
    if account.rank == THORNE:
        lines = [x for x in lines if x.kind != "project" or x.on < THORNE_PROJECT]
        lines.append(Line(THORNE_PROJECT, "Network project", "project", 40, 14_500))
    if account.rank == COPPERLINE:
        lines.append(Line(LAST_DAY, "Network hardware", "resale", 12, 118_000))
    lines = [x for x in lines if x.on >= first_invoice(account)]
    known = sum(x.amount for x in lines if in_last_year(x)) if account.active else 0.19 * cents
    return lines + recurring(account, cents - known)


def lines_of(account: Account, rng: random.Random) -> list[Line]:
    """All lines of one customer, with costs that leave the planned profit in the last year."""
    hourly = account.agreement == "Hourly blocks"
    lines = blocks(account, rng) if hourly else managed(account, rng)
    usual = fsum(x.amount * COST_RATIO[x.product] for x in lines if in_last_year(x))
    wanted = 100 * (account.revenue - 95 * account.hours - account.profit)
    factor = wanted / usual if usual else 1.05
    for line in lines:
        line.cost = round(line.amount * COST_RATIO[line.product] * factor)
    return lines


def paid_on(account: Account, due: date, rng: random.Random) -> date:
    reach = 1 if account.days_late > 30 else 5
    return due + timedelta(days=account.days_late + rng.randint(-reach, reach))


def rows(accounts: Sequence[Account], rng: random.Random) -> list[list[str]]:
    """invoices.csv by date; lines of one customer and day and kind share an invoice."""
    found = [(x, a) for a in accounts for x in lines_of(a, rng)]
    found.sort(key=lambda pair: (pair[0].on, pair[1].id, pair[0].kind, pair[0].product))
    numbers: dict[tuple[date, str, str], int] = {}
    paid: dict[int, str] = {}
    table = []
    for line, account in found:
        number = numbers.setdefault((line.on, account.id, line.kind), 10_001 + len(numbers))
        due = line.on + timedelta(days=int(account.columns["Payment terms"].split()[1]))
        if number not in paid:
            on = paid_on(account, due, rng)
            paid[number] = on.isoformat() if on <= LAST_DAY else ""
        head = [f"INV-{number}", account.id, account.name, line.on.isoformat(), due.isoformat()]
        what = [paid[number], line.product, line.kind, str(line.quantity)]
        table.append([*head, *what, *map(cents, (line.price, line.amount, line.cost)), "USD"])
    return table


def cents(value: int) -> str:
    return f"{value / 100:.2f}"
