"""The kinds of behaviour, and in words why somebody is one.

A row is what `behaviours` knows of one customer.
"""

from collections.abc import Callable, Iterator
from typing import Any

from icp import rfm

DISSATISFIED, NEW, BARGAIN, LOYAL = "dissatisfied", "new", "bargain hunter", "loyal"
BUYER, RESEARCHER, LOOKER, UNKNOWN = "buyer", "researcher", "looker", "can't tell"
KINDS = (DISSATISFIED, NEW, BARGAIN, LOYAL, BUYER, RESEARCHER, LOOKER, UNKNOWN)

# what the reasons are made of
TOLD_BY = [
    *("new_days", "silent_days", "years", "year_orders", "discount", "bought", "won", "asked"),
    *("open_days", "unhappy", "nps", "refunding", "refund_share", "low", "late", "days_late"),
    *("asking", "tickets", "tickets_before"),
]


def reason(row: Any) -> str:
    """Why the kind of the row fits, or why none can be told."""
    return _REASONS[row.kind](row)


def _signs(row: Any) -> Iterator[str]:
    if row.unhappy:
        yield f"NPS {row.nps:g}"
    if row.refunding:
        yield f"gave back {100 * row.refund_share:.0f} % in 12 months"
    if row.low:
        yield "low result"
    if row.late:
        yield f"pays {rfm.days(round(row.days_late))} late"
    if row.asking:
        yield f"{row.tickets:.1f} tickets a month, before {row.tickets_before:.1f}"


def _untold(row: Any) -> str:
    if row.bought:
        return f"no order for {rfm.days(row.silent_days)}, and no sign why"
    if row.won:
        return "a deal was won, but no order is here"
    if row.open_days >= 0:
        return f"asked {rfm.days(row.open_days)} ago: too early to say"
    return "asked, and how it ended is not known" if row.asked else "never asked or bought"


def _open(row: Any) -> str:
    return f", an open deal for {rfm.days(row.open_days)}," if row.open_days >= 0 else ""


def _times(number: float) -> str:
    return "once" if number == 1 else f"{number:,.0f} times"


def _count(number: float, thing: str) -> str:
    return f"{number:,.0f} {thing}{'' if number == 1 else 's'}"


_REASONS: dict[str, Callable[[Any], str]] = {
    DISSATISFIED: lambda row: ", ".join(_signs(row)),
    NEW: lambda row: f"first order {rfm.days(row.new_days)} ago",
    BARGAIN: lambda row: f"has a discount of {row.discount:g} %",
    LOYAL: lambda row: (
        f"a customer for {row.years:.1f} years, last order {rfm.days(row.silent_days)} ago"
    ),
    BUYER: lambda row: f"{_count(row.year_orders, 'order')} in the last 12 months",
    RESEARCHER: lambda row: f"asked {_times(row.asked)}{_open(row)} and has not bought",
    LOOKER: lambda row: f"asked {_times(row.asked)} and did not buy",
    UNKNOWN: _untold,
}
