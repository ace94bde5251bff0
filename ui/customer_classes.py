"""What a customer is called by each way to look at them, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from icp import attitudes, measures, sorting, tiers
from ui import (
    attitudes_panel,
    behaviours_panel,
    rfm_choice,
    rfm_words,
    sorter,
    state,
    status_panel,
    tiers_rules,
    window,
    words,
)


@dataclass(frozen=True)
class Called:
    """One way to look at a customer, what it calls them, and the reasons."""

    way: str
    name: str
    reasons: Sequence[str]


def group(customer_id: str) -> Called:
    """The group by how recently, how often and how much, as chosen under Customers."""
    way = "How recently, how often, how much"
    choice = rfm_choice.as_chosen()
    found = choice.scores[choice.scores["customer_id"] == customer_id] if choice else ()
    if choice is None or not len(found):
        months = choice.months if choice else window.chosen("segmentation_window")
        frequency = choice.frequency if choice else "orders"
        missing = f"No {rfm_words.ORDERS[frequency]} {window.in_words(months)}."
        return Called(way, "In no group", [missing])
    [one] = found.itertuples()
    known = choice.groups.known[one.segment]
    often = rfm_words.FREQUENCIES[choice.frequency].lower()
    when = window.in_words(choice.months)
    return Called(
        way,
        known.title,
        [
            f"{rfm_words.RECENCIES[choice.frequency]}: {words.number(one.recency_days)}, "
            f"how recently {one.r} of 5",
            f"{words.number(one.frequency)} {often} {when}, how often {one.f} of 5",
            f"{state.money(one.monetary)} {when}, how much {one.m} of 5",
            f"Scores are cut by: {rfm_choice.cut_by(choice)}",
            f"{known.meaning} {known.action}".strip(),
        ],
    )


def tier(customer_id: str) -> Called:
    """The tier by the rules as last looked at under Customers."""
    rules = tiers_rules.as_chosen()
    known = state.ask(measures.customers, state.as_of(), "net", rules.window_months)
    rows = known.index[known["customer_id"] == customer_id]
    if not len(rows):
        return Called("A to D", "No tier", ["No order up to the day in the sidebar."])
    [one] = tiers.judge(known, rules).loc[rows].to_dict("records")
    [reasons] = tiers.reasons(known, rules, rows)
    share = f"{words.percent(one['coverage'])} of what counts is known"
    if one["tier"] == tiers.NOT_ENOUGH:
        needed = f"{share}, {words.percent(rules.minimum_coverage)} are needed"
        return Called("A to D", "Not enough data", [needed, *reasons])
    a, b, c = (words.number(bound) for bound in rules.boundaries)
    said = f"{words.number(one['points'])} of 100 points: A from {a}, B from {b}, C from {c}"
    return Called("A to D", one["tier"], [said, *reasons, share])


def status(customer_id: str) -> Called:
    """Where they stand, by the lengths of time as chosen under Customers."""
    return _one_of("Status", status_panel.of(customer_id), "status", status_panel.TITLES)


def behaviour(customer_id: str) -> Called:
    """How they behave, by the rules as chosen under Customers."""
    found = behaviours_panel.of(customer_id)
    return _one_of("How they behave", found, "kind", behaviours_panel.TITLES)


def attitude(customer_id: str) -> Called:
    """How we get on with them."""
    frame = state.ask(attitudes.classify, state.as_of())
    found = frame[frame["customer_id"] == customer_id]
    return _one_of("How we get on", found, "group", attitudes_panel.TITLES)


def by_hand(customer_id: str) -> Called:
    """What people called them, sorting by hand."""
    tally = sorter.tally()
    found = tally[tally["customer_id"] == customer_id].to_dict("records")
    if not found:
        return Called("Sorted by hand", "Not sorted yet", ["Sort them under Customers."])
    [one] = found
    said = ", ".join(f"{one[key]} {title}" for key, title in sorting.VERDICTS.items() if one[key])
    name = {**sorting.VERDICTS, "split": "Split"}[one["verdict"]]
    return Called("Sorted by hand", name, [said, *one["reasons"], *one["notes"]])


def _one_of(way: str, found: pd.DataFrame, column: str, titles: Mapping[str, str]) -> Called:
    """What the row of the customer says in `column`, with its reason."""
    if found.empty:
        return Called(way, "Can't tell", ["Nothing that we know says so."])
    [one] = found.to_dict("records")
    return Called(way, titles[one[column]], [one["reason"]])


# every further way to look at a customer is one more line
WAYS = (
    group,
    tier,
    status,
    behaviour,
    attitude,
    by_hand,
)


def draw(customer_id: str) -> None:
    """Draw what each way calls the customer, with the reasons."""
    with st.grid(2, min_column_width=300):
        for way in WAYS:
            called = way(customer_id)
            with st.container(border=True, height="stretch"):
                st.caption(words.md(called.way))
                st.markdown(f"**{words.md(called.name)}**")
                st.markdown("\n".join(f"- {words.md(reason)}" for reason in called.reasons))
