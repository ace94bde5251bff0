"""Rows of customers.csv and of truth.csv (the same customers before any blank or slip)."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import words
from billing import first_invoice
from flags import SENT_BY_MARROW
from plan import LARGE_NAMES, LITTLE_OAKS, MARROW, NAMED, THORNE, Account

HEADER = (
    "Customer ID,Customer,Industry,Employees,Business type,Own revenue,Town,Miles,Customer since,"
    "Lead source,Referred by,Testimonial,NPS,Payment terms,Contact title,Account manager,"
    "Glad when they call,Result they get,Customer health,Mail system,Seats,"
    "Chamber dinner,Agreement"
)
TRUTH_HEADER = "Customer ID,Customer,Industry,Employees,Active,Ideal,Agreement"
NOISE = {
    "Account manager": words.MANAGERS,
    "Town": tuple(words.TOWNS),
    "Mail system": words.MAIL_SYSTEMS,
    "Contact title": words.TITLES,
    "Lead source": words.SOURCES,
    "Testimonial": ("yes", "", "", "", ""),
    "Payment terms": ("Net 14", "Net 30", "Net 30", "Net 30", "Net 45"),
    "Glad when they call": ("2", "3", "3", "4", "4", "5"),
    "Result they get": ("low", "fair", "fair", "high"),
    "Customer health": ("growing", "steady", "steady", "shrinking"),
}
OWN_REVENUE = ((10, "under 1M"), (50, "1-5M"), (250, "5-25M"), (1000, "25-100M"))


def describe(
    accounts: Sequence[Account], names: words.Names, rng: random.Random, planted: bool
) -> None:
    """Names, dates, referrals and all columns that carry no story."""
    ids = rng.sample(range(1001, 1001 + len(accounts)), len(accounts))
    for account, number in zip(accounts, ids, strict=True):
        account.id = f"AP-{number}"
        if account.fixed:
            account.name = NAMED[account.rank].name
        else:
            account.name = LARGE_NAMES.get(account.rank) or names.take(account.industry)
        account.since = since(account, rng).isoformat()
    refer(accounts, rng)
    add_noise(accounts, rng, planted)
    for account in accounts:
        account.columns |= opinions(account, rng)


def since(account: Account, rng: random.Random) -> date:
    """The signing date; those who refer came before those they sent."""
    if account.cohort != "before":
        return first_invoice(account) - timedelta(days=rng.randint(5, 12))
    years = (2013, 2019) if account.refers else (2012, 2022)
    years = (2020, 2022) if account.referred else years
    return date(rng.randint(*years), rng.randint(1, 12), rng.randint(2, 28))


def refer(accounts: Sequence[Account], rng: random.Random) -> None:
    """Names a referrer for every referred customer, and each referrer at least once."""
    senders = [a for a in accounts if a.refers and a.rank != MARROW]
    queue = rng.sample(senders, len(senders))
    for account in accounts:
        if account.rank in SENT_BY_MARROW:
            account.referred_by = NAMED[MARROW].name
        elif account.referred:
            account.referred_by = (queue.pop() if queue else rng.choice(senders)).name


def add_noise(accounts: Sequence[Account], rng: random.Random, planted: bool) -> None:
    """Columns tied to nothing: dealt out almost evenly when planted, else drawn."""
    for column, values in NOISE.items():
        shuffled = rng.sample(accounts, len(accounts))
        shuffled.sort(key=lambda a: (a.ideal, a.active, a.law_10_49, a.group == "H"))
        for i, account in enumerate(shuffled):
            dealt = planted and rng.random() < 0.85
            account.columns[column] = values[i % len(values)] if dealt else rng.choice(values)


def opinions(account: Account, rng: random.Random) -> dict[str, str]:
    """The softer columns of one customer."""
    if account.rank == THORNE:
        account.columns["Contact title"] = "Office manager"
    if account.rank in (LITTLE_OAKS, MARROW):
        account.columns["Glad when they call"] = "5" if account.rank == LITTLE_OAKS else "3"
    if account.referred:
        account.columns["Lead source"] = "Referral"
    return {
        "Miles": str(max(1, words.TOWNS[account.columns["Town"]] + rng.randint(-2, 4))),
        "Business type": business_type(account, rng),
    }


def business_type(account: Account, rng: random.Random) -> str:
    if account.group == "N":
        return "Non-profit"
    if account.employees < 10:
        return rng.choice(("Entrepreneur", "Home-based", "Company", "Company", "Company"))
    kinds = {"T": ("Company", "Franchise", "Online"), "R": ("Company", "Franchise")}
    return rng.choice(kinds.get(account.group, ("Company",)))


def own_revenue(employees: int) -> str:
    return next((band for limit, band in OWN_REVENUE if employees < limit), "over 100M")


def blanks(accounts: Sequence[Account], rng: random.Random) -> dict[str, dict[str, str]]:
    """What is missing or misspelt, by customer id; never in law and healthcare.

    25 industries are blank, 5 of them of ideal customers (as in the rest: 21 %),
    16 are misspelt, 32 head counts are blank.
    """
    able = [a for a in accounts if a.group not in "HLO" and not a.fixed]
    ideal = [a for a in able if a.ideal]
    share = min(5, len(ideal))
    blank = rng.sample(ideal, share)
    blank += rng.sample([a for a in able if not a.ideal], 25 - share)
    changed: dict[str, dict[str, str]] = {a.id: {"Industry": ""} for a in blank}
    for account in rng.sample([a for a in able if a not in blank], 16):
        changed[account.id] = {"Industry": rng.choice(words.MISSPELT[account.industry])}
    for account in rng.sample(able, 32):
        changed.setdefault(account.id, {})["Employees"] = ""
    return changed


def rows(accounts: Sequence[Account], rng: random.Random) -> list[list[str]]:
    """customers.csv as a company would really export it: with gaps and slips."""
    changed = blanks(accounts, rng)
    table = []
    for account in sorted(accounts, key=lambda a: a.id):
        row = account.columns | {
            "Customer ID": account.id,
            "Customer": account.name,
            "Industry": account.industry,
            "Employees": str(account.employees),
            "Own revenue": own_revenue(account.employees),
            "Customer since": account.since,
            "Referred by": account.referred_by,
            "NPS": "" if account.nps is None else str(account.nps),
            "Seats": str(account.seats),
            "Chamber dinner": "yes" if account.chamber else "",
            "Agreement": account.agreement,
        }
        row |= changed.get(account.id, {})
        table.append([row[column] for column in HEADER.split(",")])
    return table


def truth(accounts: Sequence[Account]) -> list[list[str]]:
    return [
        [a.id, a.name, a.industry, str(a.employees), yes(a.active), yes(a.ideal), a.agreement]
        for a in sorted(accounts, key=lambda a: a.id)
    ]


def yes(flag: bool) -> str:
    return "yes" if flag else "no"
