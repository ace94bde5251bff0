"""Which scores to start with, where monthly invoices mislead, and how far the data carries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from icp import cutting, measuring, rfm


@dataclass(frozen=True)
class Trap:
    """`n` of the `of` customers known for half a year order nearly every month.

    `frequency` is what to count instead of orders.
    """

    n: int
    of: int
    frequency: measuring.Frequency
    sentence: str


def trap(customers: pd.DataFrame, as_of: date) -> Trap | None:
    """The trap of monthly invoicing in `facts.habits` of a window, None where it is not there.

    Invoiced every month, a customer's orders only count how long they have been one, and all
    look recent. It is there if at least half of the customers whose first purchase is 6 months
    old or older have a purchase in 80 % or more of their months in the window. Project and resale
    orders are counted instead if at least half of all who bought in the window have one there,
    otherwise months with an order.
    """
    bought = customers[customers["purchases"] > 0]
    known = bought[bought["first_on"] <= pd.Timestamp(as_of) - pd.DateOffset(months=6)]
    n, of = int((known["active_months"] >= 0.8 * known["months"]).sum()), len(known)
    if not of or 2 * n < of:
        return None
    enough = 2 * int((bought["projects"] > 0).sum()) >= len(bought)
    sentence = (
        f"{n:,} of {of:,} customers order nearly every month, so the number of their orders only "
        "says how long they have been customers, and nearly all look as if they bought just now."
    )
    return Trap(n, of, "projects" if enough else "active_months", sentence)


@dataclass(frozen=True)
class Suggestion:
    """What to count and how to cut it, to start with, and why it is cut so in one sentence."""

    frequency: measuring.Frequency
    method: cutting.Method
    reason: str


def suggested(
    customers: pd.DataFrame,
    as_of: date,
    frequency: measuring.Frequency | None = None,
) -> Suggestion:
    """The scores to start with; with a `frequency` already chosen, the method that suits it.

    `customers` are those of `measuring.customers`.
    Orders in "quintiles" where the customers can be cut into fifths. Fixed cuts ("b2b_services")
    are suggested where `trap` finds monthly invoicing, below 50 customers, and where a dimension
    has fewer than 5 different values.
    """
    found = trap(customers, as_of)
    counted = frequency or (found.frequency if found else "orders")
    if found:
        return Suggestion(
            counted,
            "b2b_services",
            "Cut into fifths, one customer in five always looks late, even where nearly all buy "
            "every month: fixed cuts are fairer.",
        )
    values = measuring.measure(customers, counted)
    against = _against_fifths(values)
    if against:
        return Suggestion(counted, "b2b_services", against)
    reason = f"{len(values):,} customers who differ enough can be cut into fifths."
    return Suggestion(counted, "quintiles", reason)


def _against_fifths(values: pd.DataFrame) -> str | None:
    """Why these customers cannot be cut into fifths, or None."""
    n = len(values)
    if n < 50:
        who = "Only 1 customer" if n == 1 else f"Only {n} customers" if n else "No customer"
        return f"{who} can be scored, too few to be cut into fifths: fixed cuts are steadier."
    said = {"recency": "How recently", "frequency": "How often", "monetary": "How much"}
    for dimension, (column, _) in cutting.COLUMNS.items():
        different = values[column].nunique()
        if different < 5:
            return (
                f"{said[dimension]} they bought takes only {different} different "
                f"value{'s' if different > 1 else ''}, too few for fifths: fixed cuts are clearer."
            )
    return None


def blind(cuts: cutting.Cuts, window_months: int | None) -> str | None:
    """A sentence where the cuts leave nobody in the window who could be slipping, else None.

    Slipping begins at a recency score of 2, beyond the third cut in days.
    """
    slipping = cuts.recency[2]
    if not window_months or slipping < 30 * window_months:
        return None
    return (
        f"Slipping begins after {rfm.days(slipping)}, which the last {window_months} months "
        "cannot show: choose more months, or cuts with fewer days."
    )


@dataclass(frozen=True)
class Gate:
    """What there is to score from, and a sentence for each thing that is thin."""

    buyers: int
    days: int
    recency_days: int | None
    regulars: int
    sentences: tuple[str, ...]


def gate(customers: pd.DataFrame) -> Gate:
    """How far `facts.customers` of a window carry scores; it labels and never blocks.

    buyers in the window, days from the first purchase to the last, recency_days of the last one,
    regulars with 3 purchases or more. There is no sentence from 500 buyers and 180 days on, with
    a purchase in the last 30 days and one regular: the gate Klaviyo documents for its scores.
    """
    bought = customers[customers["purchases"] > 0]
    if bought.empty:
        return Gate(0, 0, None, 0, ("Nobody has bought yet: load orders to see scores.",))
    days = int((bought["last_on"].max() - bought["first_on"].min()).days)
    recency_days = int(bought["recency_days"].min())
    regulars = int((bought["purchases"] >= 3).sum())
    sentences = _thin(len(bought), days, recency_days, regulars)
    return Gate(len(bought), days, recency_days, regulars, tuple(sentences))


def _thin(buyers: int, days: int, recency_days: int, regulars: int) -> Iterator[str]:
    if buyers < 500:
        yield (
            f"{buyers} customer{'s have' if buyers > 1 else ' has'} bought; scores become steady "
            "from about 500, so with fewer read them as a start for a talk, name by name."
        )
    if days < 180:
        yield f"The orders cover {rfm.days(days)}; from about 180 days on one sees who comes back."
    if recency_days > 30:
        yield (
            f"The last order is {rfm.days(recency_days)} old, so nobody looks recent: "
            "load newer orders, or choose an earlier date."
        )
    if not regulars:
        yield "Nobody has bought three times yet, so how often they buy says little so far."
