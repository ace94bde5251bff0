"""The company on paper: who the 180 customers are, before any file is written.

One letter per customer, largest revenue first; a small letter loses money.
H healthcare, M manufacturing, L law with 10-49 people, O other law, F financial,
C construction, N non-profit and education, R real estate, T retail.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum  # exact, so that every Python version writes the same bytes
from typing import NamedTuple

RANKS = (
    "hMhFhMMMMhHhCLMLFLMMChFHhFnLhFLLLLCFMNMHMLhFTLLLH"
    "LLhFNMHFMhFLLCOLLRLMLRhMFhCRMLhLNhRhHhhFFnRmTNNRh"
    "CHthCHOcONtTFNOOTOnHNMTMHcMrrCMFRFccRThFnCRHTNhMM"
)
LARGEST = (
    *(1093.5, 634.0, 368.0, 262.0, 214.0, 188.0, 165.0, 148.0, 131.0, 121.0),
    *(113.0, 109.0, 105.0, 101.0, 98.0, 95.0, 92.0, 88.0, 84.0, 80.0),
    *(76.5, 73.0, 70.0, 67.0, 64.5, 62.5, 61.0, 58.0, 55.5, 53.0),
)
GONE = "HHHHHHHHHHHLLOOMMMFFFCCCCNNNRRRTT"
INDUSTRY = {
    "H": "Healthcare",
    "M": "Manufacturing",
    "L": "Law",
    "O": "Law",
    "F": "Financial services",
    "C": "Construction",
    "N": "Non-profit and education",
    "R": "Real estate",
    "T": "Retail",
}
WHALE, COPPERLINE, THORNE, LITTLE_OAKS, MARROW = 1, 2, 9, 27, 132


class Aim(NamedTuple):
    """What a group adds up to in the last twelve months."""

    hours: int
    gained: float
    lost: float


class Fixed(NamedTuple):
    """One customer whose figures the stories name."""

    name: str
    profit: float
    hours: int


AIMS = {
    "H": Aim(18326, 97_000, 255_000),
    "M": Aim(6358, 491_000, 3_000),
    "L": Aim(2974, 455_000, 0),
    "F": Aim(3366, 255_000, 0),
    "C": Aim(1870, 37_000, 15_000),
    "N": Aim(1870, 37_000, 70_000),
    "R": Aim(1150, 38_000, 4_000),
    "T": Aim(850, 28_000, 6_000),
    "O": Aim(636, 22_000, 0),
}
NAMED = {
    WHALE: Fixed("St. Brannoc Hospital Group", -81_000, 6450),
    COPPERLINE: Fixed("Copperline Castings", 169_000, 1990),
    THORNE: Fixed("Thorne Precision", 31_000, 520),
    LITTLE_OAKS: Fixed("Little Oaks Foundation", -59_000, 1010),
    MARROW: Fixed("Marrow & Pine Bookkeeping", 2_300, 31),
}
LARGE_NAMES = {
    3: "Juniper Medical Group",
    4: "Orchard Park Credit Union",
    5: "Vale Care Homes",
    6: "Elmhurst Tooling",
    7: "Pinefield Textiles",
    8: "Coldspring Foods",
    10: "Linden Care Homes",
    11: "Fernhill Medical Group",
}


@dataclass(eq=False)
class Account:
    """One customer. Money is that of the last 12 months, or the usual year of one that left."""

    rank: int
    group: str
    revenue: float
    profit: float = 0.0
    hours: int = 0
    name: str = ""
    id: str = ""
    employees: int = 0
    seats: int = 0
    cohort: str = "before"  # before the export, seen (six quarters), new
    first_month: int = 0  # 0 = November 2023, 35 = October 2026
    last_month: int = 35
    growth: float | None = None
    agreement: str = "Managed per seat"
    ideal: bool = False
    refers: bool = False
    referred: bool = False
    referred_by: str = ""
    nps: int | None = None
    chamber: bool = False
    days_late: int = 8
    since: str = ""
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        return self.last_month == 35

    @property
    def fixed(self) -> bool:
        return self.rank in NAMED

    @property
    def law_10_49(self) -> bool:
        return self.group == "L"

    @property
    def industry(self) -> str:
        return INDUSTRY[self.group]


def revenue_curve() -> list[float]:
    """147 yearly revenues, largest first: 63 bring 80 %, 17 bring half."""
    middle = [52 - 12.1 * i / 32 for i in range(33)]
    lower = [39.5 - 31.6 * (i / 68) ** 0.827 for i in range(69)]
    tail = [7.5 - 5.1 * i / 14 for i in range(15)]
    return [1000 * value for value in (*LARGEST, *middle, *lower, *tail)]


def share_out(total: float, accounts: Sequence[Account], rng: random.Random) -> None:
    """Adds total to the profit of the accounts, roughly in proportion to their revenue."""
    weights = [account.revenue**0.95 * rng.uniform(0.75, 1.25) for account in accounts]
    for account, weight in zip(accounts, weights, strict=True):
        account.profit = total * weight / fsum(weights)


def set_profit(accounts: Sequence[Account], aim: Aim, rng: random.Random) -> None:
    for account in accounts:
        if account.fixed:
            account.profit = NAMED[account.rank].profit
    gain = [a for a in accounts if RANKS[a.rank - 1].isupper()]
    loss = [a for a in accounts if RANKS[a.rank - 1].islower()]
    for members, total in ((gain, aim.gained), (loss, -aim.lost)):
        fixed = fsum(a.profit for a in members if a.fixed)
        share_out(total - fixed, [a for a in members if not a.fixed], rng)


def set_hours(accounts: Sequence[Account], aim: Aim, rng: random.Random) -> None:
    """Support hours that leave the group one usual cost ratio, give or take a tenth."""
    free = [a for a in accounts if not a.fixed]
    for account in accounts:
        if account.fixed:
            account.hours = NAMED[account.rank].hours
    target = aim.hours - sum(a.hours for a in accounts if a.fixed)
    revenue, profit = fsum(a.revenue for a in free), fsum(a.profit for a in free)
    kept = (profit + 95 * target) / revenue
    wanted = [(a.revenue * kept - a.profit) * rng.uniform(0.9, 1.1) for a in free]
    for account, want in zip(free, wanted, strict=True):
        account.hours = round(target * want / fsum(wanted))
    free[0].hours += target - sum(a.hours for a in free)


def active_accounts(rng: random.Random) -> list[Account]:
    """147 customers with revenue, profit and hours that meet every total."""
    curve = revenue_curve()
    accounts = [
        Account(rank, letter.upper(), revenue)
        for rank, (letter, revenue) in enumerate(zip(RANKS, curve, strict=True), start=1)
    ]
    for group, aim in AIMS.items():
        members = [a for a in accounts if a.group == group]
        set_profit(members, aim, rng)
        set_hours(members, aim, rng)
    return accounts


def gone_accounts(rng: random.Random) -> list[Account]:
    """33 customers that left between spring 2024 and autumn 2025."""
    accounts = []
    for group in GONE:
        revenue = 1000 * rng.uniform(28, 45) if group == "L" else rng.lognormvariate(9.9, 0.7)
        account = Account(0, group, revenue, hours=round(revenue / 200))
        account.last_month = rng.randint(5, 23)
        accounts.append(account)
    return accounts
