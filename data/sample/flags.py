"""Who is ideal, who refers, who is new, who answers: exact counts, drawn once."""

import random
from collections.abc import Iterable, Sequence
from math import fsum

from plan import COPPERLINE, LITTLE_OAKS, MARROW, THORNE, WHALE, Account

IDEAL = {"L": 15, "H": 8, "O": 2, "M": 5, "F": 3, "C": 1, "N": 1, "R": 1}
SENT_BY_MARROW = (21, 28, 31, 32, 47)
BLOCKS_GONE = {"H": 4, "C": 2, "R": 2, "O": 1, "T": 1, "N": 1, "F": 1}
NEW_FROM_MARROW, SEEN_FROM_MARROW = (31, 47), (21, 28)


def plant(accounts: Sequence[Account], rng: random.Random) -> None:
    """Sets every flag of the plan, in an order in which each step can rely on the last."""
    set_ideal(accounts, rng)
    set_agreement(accounts, rng)
    set_cohorts(accounts, rng)
    set_starts(accounts, rng)
    set_growth(accounts, rng)
    set_referrals(accounts, rng)
    set_scores(accounts, rng)
    set_chamber(accounts, rng)
    set_lateness(accounts, rng)
    set_people(accounts, rng)


def set_ideal(accounts: Sequence[Account], rng: random.Random) -> None:
    for group, n in IDEAL.items():
        able = [a for a in accounts if a.active and a.group == group and a.profit > 0]
        sure = [a for a in able if a.rank in (COPPERLINE, MARROW)]
        rest = [a for a in able if a not in sure and a.rank != THORNE]
        for account in sure + rng.sample(rest, n - len(sure)):
            account.ideal = True


def set_agreement(accounts: Sequence[Account], rng: random.Random) -> None:
    """25 very small customers buy hourly blocks; 12 of them have left."""
    small = [a for a in accounts if a.rank > 95 and a.group in "HFCNRTO" and not a.fixed]
    chosen = rng.sample([a for a in small if not a.ideal], 13)
    for group, n in BLOCKS_GONE.items():
        chosen += rng.sample([a for a in accounts if not a.active and a.group == group], n)
    for account in chosen:
        account.agreement = "Hourly blocks"
        if not account.active:
            account.revenue = rng.uniform(3_000, 14_000)
            account.hours = round(account.revenue / 210)


def set_cohorts(accounts: Sequence[Account], rng: random.Random) -> None:
    """44 came in time to show six quarters, 40 later, 96 before the export."""
    old = rng.sample([a for a in accounts if a.ideal and a.rank not in SENT_BY_MARROW], 18)
    free = [
        a
        for a in accounts
        if a.active and not a.fixed and a not in old and a.agreement == "Managed per seat"
        if a.rank not in SENT_BY_MARROW
    ]
    large = [a for a in free if 38_000 <= a.revenue < 120_000]
    small = [a for a in free if a.revenue <= 21_500]
    seen = rng.sample(large, 17) + rng.sample(small, 25)
    new = rng.sample([a for a in free if a not in seen and a.revenue < 110_000], 38)
    seen += [a for a in accounts if a.rank in SEEN_FROM_MARROW]
    new += [a for a in accounts if a.rank in NEW_FROM_MARROW]
    for cohort, members in (("seen", seen), ("new", new)):
        for account in members:
            account.cohort = cohort


def set_starts(accounts: Sequence[Account], rng: random.Random) -> None:
    """First months; of the new ones the 11 smallest came within the last ten months."""
    for account in accounts:
        if account.cohort == "seen":
            account.first_month = rng.randint(1, 17)
    new = sorted((a for a in accounts if a.cohort == "new"), key=lambda a: a.revenue)
    for account in new:
        account.first_month = rng.randint(22, 24)
    for account, month in zip(new, (34, 33, 33, 32, 32, 31, 30, 29, 28, 27, 26), strict=False):
        account.first_month = month


def level(account: Account, month: int) -> float:
    """Monthly billing relative to the customer's usual level, month 0 = November 2023."""
    if account.rank == THORNE:
        return (92 - 21 * min(max((month - 25) / 8, 0), 1)) / 71
    if account.growth is None:
        return float(1.03 ** ((month - 24) // 12))
    quarter = (month - account.first_month) // 3
    return 1 + account.growth * min(quarter, 5) / 5


def last_year(account: Account) -> range:
    return range(max(24, account.first_month), 36)


def set_growth(accounts: Sequence[Account], rng: random.Random) -> None:
    """Quarter 6 over quarter 1: +41 % for those who began large, +6 % for the others."""
    seen = [a for a in accounts if a.cohort == "seen"]
    fit_growth([a for a in seen if a.revenue > 30_000], 0.41, rng)
    fit_growth([a for a in seen if a.revenue < 30_000], 0.06, rng)


def fit_growth(members: Sequence[Account], aim: float, rng: random.Random) -> None:
    """Gives each its own growth, so that the spend of all together grows by aim."""
    growth = [aim + rng.uniform(-0.06, 0.06) for _ in members]
    for _ in range(20):
        for account, own in zip(members, growth, strict=True):
            account.growth = own
        start = [a.revenue / fsum(level(a, m) for m in last_year(a)) for a in members]
        mean = fsum(s * own for s, own in zip(start, growth, strict=True)) / fsum(start)
        growth = [own + aim - mean for own in growth]


def set_referrals(accounts: Sequence[Account], rng: random.Random) -> None:
    """45 customers came by referral, from 22 others; 16 of those who refer are ideal."""
    old = [a for a in accounts if a.cohort == "before"]
    ideal = rng.sample([a for a in old if a.ideal and not a.fixed], 15)
    losing = [a for a in old if a.active and a.profit < 0 and not a.fixed]
    gone = [a for a in old if not a.active and a.agreement == "Managed per seat"]
    for account in (*ideal, *rng.sample(losing, 3), *rng.sample(gone, 3)):
        account.refers = True
    sent = [a for a in accounts if a.rank in SENT_BY_MARROW]
    for cohort, n in (("new", 17), ("seen", 12), ("before", 11)):
        able = [a for a in accounts if a.cohort == cohort and not a.fixed and not a.refers]
        sent += rng.sample([a for a in able if a not in sent], n)
    for account in accounts:
        account.referred = account in sent
        account.refers = account.refers or account.rank == MARROW


def set_scores(accounts: Sequence[Account], rng: random.Random) -> None:
    """76 NPS answers; an ideal customer refers or gives 9-10, often not both."""
    ideal = [a for a in accounts if a.ideal and not a.refers]
    ideal += rng.sample([a for a in accounts if a.ideal and a.refers and a.rank != MARROW], 5)
    for account in ideal:
        account.nps = rng.choice((9, 9, 10))
    for account in accounts:
        account.nps = {LITTLE_OAKS: 10, THORNE: 6, WHALE: 7}.get(account.rank, account.nps)
    answered = sum(a.nps is not None for a in accounts)
    rest = [a for a in accounts if a.nps is None and not a.ideal and not a.fixed]
    for account in rng.sample(rest, 76 - answered):
        loyal = account.active and account.profit > 0
        account.nps = rng.choice((5, 6, 7, 7, 8, 8, 8) if loyal else (2, 4, 5, 6, 7, 8, 9))


def set_chamber(accounts: Sequence[Account], rng: random.Random) -> None:
    """22 met at the Chamber dinner, 20 of them law firms, ideal as often as the other law firms."""
    counts = {("L", True): 10, ("L", False): 6, ("O", True): 1, ("O", False): 3, ("C", False): 2}
    for (group, ideal), n in counts.items():
        able = [a for a in accounts if a.group == group and a.ideal == ideal]
        for account in rng.sample(able, n):
            account.chamber = True


def set_lateness(accounts: Sequence[Account], rng: random.Random) -> None:
    hourly = 0
    for account in accounts:
        account.days_late = rng.randint(-2, 18)
        if account.agreement == "Hourly blocks":
            account.days_late = 37 + hourly % 3
            hourly += 1
        account.days_late = {WHALE: 61, COPPERLINE: 3}.get(account.rank, account.days_late)


def set_people(accounts: Iterable[Account], rng: random.Random) -> None:
    """Employees and seats that fit the bill; other law firms are outside 10-49."""
    for account in accounts:
        months = len(last_year(account)) if account.active else 12
        people = round(account.revenue * 12 / months / 1750 * rng.uniform(0.8, 1.3))
        low, high = (11, 49) if account.law_10_49 else (2, 5000)
        if account.agreement == "Hourly blocks" or (account.group == "O" and people < 20):
            high = 9
        if account.group == "O" and people >= 20:
            low = 58
        account.employees = min(max(people, low), high)
        account.employees = {THORNE: 96, MARROW: 4}.get(account.rank, account.employees)
        account.seats = max(1, round(account.employees * rng.uniform(0.8, 0.95)))
        account.seats = {THORNE: 71, MARROW: 4}.get(account.rank, account.seats)
