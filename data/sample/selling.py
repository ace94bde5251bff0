"""Rows of deals.csv: 210 deals created from May 2025 to October 2026.

Referred deals win 19 of 41, others 26 of 153, and 16 are of unknown source (4 still open).
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import words
from billing import LAST_DAY
from plan import INDUSTRY, MARROW, NAMED, Account

HEADER = (
    "Deal ID,Company,Customer ID,Industry,Employees,Source,Referred by,Owner,Created,Closed,"
    "Status,Days,Amount,Welcome visit"
)
COUNTS = {
    ("Referral", "won"): 19,
    ("Referral", "lost"): 22,
    ("other", "won"): 26,
    ("other", "lost"): 127,
    ("", "won"): 3,
    ("", "lost"): 9,
    ("", "open"): 4,
}
DAYS = {"Referral": (34, 18), "other": (78, 30), "": (60, 25)}
FIRST_DAY = date(2025, 5, 1)
MARKET = "HHHHHHMMMMMLLLOFFFFCCCNNNRRRTT"


def durations(source: str, n: int, rng: random.Random) -> list[int]:
    """Days in pairs around the middle, so that mean and median are both the middle."""
    middle, reach = DAYS[source]
    offsets = [rng.randint(1, reach) for _ in range(n // 2)]
    found = [middle + x for x in offsets] + [middle - x for x in offsets]
    return rng.sample(found + [middle] * (n % 2), n)


def kinds(rng: random.Random, planted: bool) -> list[tuple[str, str]]:
    """Source and outcome of every deal: as planted, or drawn from what was planted."""
    planned = [kind for kind, n in COUNTS.items() for _ in range(n)]
    return planned if planted else sorted(rng.choices(planned, k=len(planned)))


def rows(
    accounts: Sequence[Account], names: words.Names, rng: random.Random, planted: bool
) -> list[list[str]]:
    """deals.csv by date; deals won by referral belong to the customers who came that way."""
    every = kinds(rng, planted)
    new = [a for a in accounts if a.cohort == "new"]
    deals = []
    for source, status in dict.fromkeys(every):
        n = every.count((source, status))
        customers = [a for a in new if a.referred == (source == "Referral")]
        linked = customers if status == "won" and source else []
        for i, days in enumerate(durations(source, n, rng)):
            customer = linked[i] if i < len(linked) else None
            entry = deal((source, status), days, customer, rng)
            entry |= who(customer, names, rng)
            if source == "other":
                entry["Source"] = words.SOURCES[i % len(words.SOURCES)]
            deals.append(entry | known(customer))
    refer_others(deals, accounts, rng)
    deals.sort(key=lambda d: (d["Created"], d["Company"]))
    for number, entry in enumerate(deals, start=501):
        entry["Deal ID"] = f"D-{number}"
    return [[entry[column] for column in HEADER.split(",")] for entry in deals]


def deal(
    kind: tuple[str, str], days: int, customer: Account | None, rng: random.Random
) -> dict[str, str]:
    source, status = kind
    closed = closing(status, days, customer, rng)
    created = closed - timedelta(days=days)
    is_open = status == "open"
    return {
        "Source": source,
        "Owner": rng.choice(words.MANAGERS),
        "Created": created.isoformat(),
        "Closed": "" if is_open else closed.isoformat(),
        "Status": status,
        "Days": "" if is_open else str(days),
        "Welcome visit": "yes" if status == "won" and rng.random() < 0.8 else "",
    }


def closing(status: str, days: int, customer: Account | None, rng: random.Random) -> date:
    if customer:
        return date.fromisoformat(customer.since)
    if status in ("won", "open"):  # signed but not yet invoiced, or still talked about
        return LAST_DAY - timedelta(days=rng.randint(0, 40))
    earliest = FIRST_DAY + timedelta(days=days)
    return earliest + timedelta(days=rng.randint(0, (LAST_DAY - earliest).days))


def who(customer: Account | None, names: words.Names, rng: random.Random) -> dict[str, str]:
    """The company of one deal: a customer's facts, or an invented company."""
    if customer:
        industry, employees, name = customer.industry, customer.employees, customer.name
        yearly = customer.revenue * 12 / (36 - max(24, customer.first_month))
    else:
        group = rng.choice(MARKET)
        industry, name = INDUSTRY[group], names.take(INDUSTRY[group])
        employees = people(group, 0.55, rng)
        yearly = employees * 1750 * rng.uniform(0.7, 1.3)
    return {
        "Company": name,
        "Customer ID": customer.id if customer else "",
        "Industry": industry,
        "Employees": str(employees),
        "Referred by": customer.referred_by if customer else "",
        "Amount": f"{round(yearly, -2):.2f}",
    }


def known(customer: Account | None) -> dict[str, str]:
    """What the customer list says too, so that both files agree."""
    if customer is None:
        return {}
    columns = customer.columns
    return {"Source": columns["Lead source"], "Owner": columns["Account manager"]}


def people(group: str, spread: float, rng: random.Random) -> int:
    """Head count of a company in the market; other law firms are outside 10-49."""
    if group == "L":
        return rng.randint(10, 49)
    if group == "O":
        return rng.choice((3, 5, 7, 9, 55, 70, 120))
    return max(2, round(rng.lognormvariate(3, spread)))


def refer_others(
    deals: Sequence[dict[str, str]], accounts: Sequence[Account], rng: random.Random
) -> None:
    """Referrers of deals without a customer: the usual ones, and Marrow & Pine once."""
    senders = [a.name for a in accounts if a.refers and a.rank != MARROW]
    open_ends = [d for d in deals if d["Source"] == "Referral" and not d["Referred by"]]
    for entry in open_ends:
        entry["Referred by"] = rng.choice(senders)
    if any(a.rank == MARROW for a in accounts):
        lost = next(d for d in open_ends if d["Status"] == "lost")
        lost["Referred by"] = NAMED[MARROW].name
