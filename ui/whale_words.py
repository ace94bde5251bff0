"""What the page says of where profit is made and lost."""

import streamlit as st

from icp.whale import Whale
from ui import state, words

ABOUT = {
    "profit": "Profit is revenue less cost of sale less what serving them costs at your rates: an "
    "estimate.",
    "margin": "This is profit before what serving them costs, as nobody's is known: enter below "
    "what an hour, a ticket or a visit costs you, and upload a support file where there is none.",
    "revenue": "No file says what the orders cost you, so nobody can say where profit is made: "
    "this is a curve of revenue. Upload orders with a column of cost.",
}

ESTIMATE = " (estimate)"
NO_PEAK = (
    "There is no profit in all of which customers could have a share, so the curve shows money."
)


def answer(found: Whale) -> str:
    """ "The best 112 make 1.46 M, the last 35 give back 353 k", or what else is true."""
    if found.basis == "revenue":
        brings = _does(len(found.curve), "bring")
        return f"Only revenue is known: {brings} {state.money(found.total)}."
    told = f"{_told(found)}."
    if found.basis == "margin":
        return f"Before cost to serve {told}"
    return f"{told[0].upper()}{told[1:]}"


def about(found: Whale) -> str:
    """What profit is here, and why it may have no shares."""
    return ABOUT[found.basis] if found.peak else f"{ABOUT[found.basis]} {NO_PEAK}"


def _told(found: Whale) -> str:
    estimate = ESTIMATE if found.basis == "profit" else ""
    made, lost = state.money(found.made), f"{state.money(found.lost)}{estimate}"
    if not found.losing:
        leaves = _does(len(found.curve), "leave")
        return f"nobody loses money; {leaves} {made} of profit{estimate}"
    if not found.gaining:
        return f"nobody makes a profit; {_does(len(found.curve), 'lose')} {lost}"
    end = "nothing is left"
    if found.total:
        more, less = sorted((found.made, found.lost), reverse=True)
        end = f"{state.difference(more, less)} is {'left' if found.total > 0 else 'lost in all'}"
    makes, gives = _those("best", found.gaining, "make"), _those("last", found.losing, "give")
    return f"{makes} {made}, {gives} back {lost}: {end}"


def _does(many: int, verb: str) -> str:
    """ "1 customer leaves", "3 customers leave"."""
    return f"{words.plural(many, 'customer')} {verb}{'s' if many == 1 else ''}"


def _those(which: str, many: int, verb: str) -> str:
    """ "the best customer makes", "the best 112 make"."""
    if many == 1:
        return f"the {which} customer {verb}s"
    return f"the {which} {words.number(many)} {verb}"


def apart(found: Whale) -> None:
    """Say who is not in the curve, and whose revenue is none."""
    if found.unknown:
        st.warning(
            f"Not in the curve: {words.plural(found.unknown, 'customer')} with "
            f"{state.money(found.unknown_revenue)} of revenue, whose cost of sale or cost to serve "
            "is not known. Their profit is unknown, not zero.",
            icon=":material/help:",
        )
    said = []
    if found.below_zero:
        said.append(
            f"{words.plural(found.below_zero, 'customer')} with revenue below zero "
            f"({state.money(found.below_zero_total)}, more refunded than bought)"
        )
    if found.at_zero:
        said.append(f"{words.plural(found.at_zero, 'customer')} with revenue of zero")
    if said:
        st.caption(words.md(f"Counted among the customers: {' and '.join(said)}."))
    if found.outside:
        st.caption(
            f"Not counted: {words.plural(found.outside, 'customer')} without an order in this time "
            f"whom you served all the same, for {state.money(found.outside_cost)} (estimate)."
        )
