"""What the page says of effort against revenue."""

import math

import pandas as pd

from icp import costs
from icp.effort import Effort
from ui import bands, figures, state, words

PARTS = {"serve": "to serve", "acquire": "to win", "both": "to serve and to win"}
FEW = 3  # customers in a band that may stand for others


def nothing(ordered: pd.DataFrame) -> str:
    """Why nobody's effort is known, and the way out."""
    if ordered[["hours", "tickets", "visits", "late_days"]].isna().all(axis=None):
        return (
            "What your customers take is not known yet: upload a support file (customer, month, "
            "hours) or invoices with the days they were due and paid, and enter what an hour or a "
            "day late costs you."
        )
    return (
        "Enter below what an hour, a ticket, a visit or a day late costs you, and who takes more "
        "than they bring appears here."
    )


def answer(found: Effort) -> str:
    """ "35 of 147 customers take more than they bring: 353 k in all (estimate)." """
    many = len(found.customers)
    everybody = words.plural(many, "customer")
    if found.no_margin == many:
        above = int((found.customers["kind"] == "more").sum())
        return (
            f"{words.number(above)} of {everybody} take more effort than average for what they "
            "pay (estimate)."
        )
    if not found.losing:
        return f"Nobody takes more than they bring, of {everybody} (estimate)."
    return (
        f"{words.number(found.losing)} of {everybody} {'takes' if found.losing == 1 else 'take'} "
        f"more than they bring: {state.money(found.lost)} in all (estimate)."
    )


def more(found: Effort, by_size: pd.DataFrame) -> str:
    """The average, the worst with their break-even, and whether size takes its share of effort."""
    return " ".join(filter(None, [average(found), _worst(found.customers), _sizes(by_size)]))


def average(found: Effort) -> str:
    """ "On average 44 of effort go with each 100 of revenue." """
    if found.per_revenue is None:
        return ""
    per_100 = words.number(100 * found.per_revenue)
    return f"On average {per_100} of effort go with each 100 of revenue."


def _worst(customers: pd.DataFrame) -> str:
    worst = customers.nsmallest(2, "left")
    worst = worst[worst["break_even_month"].notna()]
    if worst.empty:
        return ""
    first, *others = worst.itertuples(index=False)
    told = "".join(f", {one.name} at {state.money(one.break_even_month)}" for one in others)
    at = f"{state.money(first.break_even_month)} more a month"
    return f"{first.name} would break even at {at}{told}."


def _sizes(by_size: pd.DataFrame) -> str:
    """Seed of the page: a 40,000 account may take the same effort as one of 500,000."""
    known = by_size[(by_size["customers"] >= FEW) & (by_size["effort"] > 0)]
    if len(known) < 2:
        return ""
    small, large = known.iloc[0], known.iloc[-1]
    return (
        f"Customers of {band(large.low, large.high)} bring "
        f"{_times(large.revenue / small.revenue)} as much revenue as those of "
        f"{band(small.low, small.high)} and take {_times(large.effort / small.effort)} the effort."
    )


def _times(ratio: float) -> str:
    return f"{words.number(ratio, 0 if ratio >= 10 else 1)} times"


def band(low: float, high: float) -> str:
    """ "under 5 k", "5 k to 10 k", "500 k and more"."""
    if math.isnan(low):
        return "any size" if math.isnan(high) else f"under {bands.short(high)}"
    if math.isnan(high):
        return f"{bands.short(low)} and more"
    return f"{bands.short(low)} to {bands.short(high)}"


def drawn(shown: int, drawable: int, everybody: int) -> str:
    """Which customers the picture shows, and by which rule."""
    said = f"Drawn: {words.number(shown)} of {words.plural(everybody, 'customer')}"
    if shown < drawable:
        half = words.number(figures.POINTS // 2)
        said += (
            f", the {half} that take most beyond the average and {half} of the others, evenly by "
            "revenue"
        )
    if drawable < everybody:
        said += (
            f"; {words.number(everybody - drawable)} have no revenue or take no effort and are in "
            "the table only"
        )
    return f"{said}. Both scales grow tenfold with each step."


def counted(found: Effort, ordered: pd.DataFrame) -> str:
    """Which parts the effort is made of, and of how many they are known."""
    rates = state.ask(costs.load).entered
    parts = [
        f"{costs.TITLES[item]} at {state.money(rate)} (known for "
        f"{words.number(int(ordered[item].notna().sum()))} of {words.number(len(ordered))})"
        for item, rate in rates.items()
        if ordered[item].notna().any()
    ]
    said = f"Effort is {', '.join(parts)}. " if parts else ""
    won = int(found.customers["cost_to_acquire"].notna().sum())
    if not won:
        said += (
            "What it cost to win them is not known of anybody: a column “Cost to acquire” in the "
            "customer list brings it in."
        )
    return said
