"""Rows of support.csv: hours and tickets per customer and month."""

import random
from collections.abc import Sequence
from itertools import pairwise
from math import fsum

from billing import months
from flags import last_year, level
from plan import Account

HEADER = "Customer ID,Month,Hours,Tickets"


def month_name(month: int) -> str:
    return f"{2023 + (month + 10) // 12}-{(month + 10) % 12 + 1:02}"


def split(total: int, parts: int, rng: random.Random) -> list[int]:
    """Whole numbers around total / parts that add up to total."""
    weights = [rng.uniform(0.6, 1.4) for _ in range(parts)]
    steps = [fsum(weights[:i]) / fsum(weights) * total for i in range(parts + 1)]
    edges = [round(step) for step in steps]
    return [high - low for low, high in pairwise(edges)]


def hours(account: Account, rng: random.Random) -> dict[int, int]:
    """Quarter hours by month; the last twelve months add up to the plan."""
    year = [m for m in last_year(account) if account.active]
    found = dict(zip(year, split(4 * account.hours, len(year), rng), strict=True)) if year else {}
    usual = 4 * account.hours / (len(year) or 12)
    for month in months(account):
        if month not in found:
            found[month] = round(usual * level(account, month) * rng.uniform(0.6, 1.35))
    return dict(sorted(found.items()))


def rows(accounts: Sequence[Account], rng: random.Random) -> list[list[str]]:
    table = []
    for account in sorted(accounts, key=lambda a: a.id):
        for month, quarters in hours(account, rng).items():
            tickets = round(quarters / 4 / rng.uniform(1.1, 1.9))
            row = [account.id, month_name(month), f"{quarters / 4:.2f}", str(tickets)]
            table.append(row)
    return table
