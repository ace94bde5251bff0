"""The ideal list: good, and profitable or referring, both marked."""

import pandas as pd
import streamlit as st

from icp import ideal, sorting
from ui import open_customer, sorter, state, tables, words

BOTH, PROFIT, REFERS, NEITHER = "both", "profitable", "refers", "neither, or not known"
PICKS = (BOTH, PROFIT, REFERS, NEITHER)


def draw(_customers: pd.DataFrame) -> None:
    """Who is ideal among those sorted as good, and why."""
    tally = sorter.tally()
    if not (tally["verdict"] == "good").any():
        st.info("Nobody is sorted as good yet: sort some customers first, one by one.")
        return
    heading = st.container()
    least = st.number_input(
        state.in_currency("Profitable means that they leave more than"),
        min_value=0,
        step=1_000,
        key="sort_least",
        width=360,
        help="In the 12 months up to the day in the sidebar: revenue less cost and, where it is "
        "known, less the time they take.",
    )
    found = ideal.among_good(tally, state.ask(ideal.worth, state.as_of()), least)
    found = found.assign(mark=_marks(found))
    with heading:
        st.subheader(_headline(found), anchor=False)
        st.caption(_basis(found))
    _table(found)


def _marks(found: pd.DataFrame) -> pd.Series:
    profitable, refers = found["profitable"].fillna(False), found["refers"].fillna(False)
    marks = pd.Series(NEITHER, index=found.index, dtype="str")
    marks[profitable], marks[refers] = PROFIT, REFERS
    marks[profitable & refers] = BOTH
    return marks


def _headline(found: pd.DataFrame) -> str:
    count = found["mark"].value_counts()
    customers = words.plural(int(found["ideal"].sum()), "ideal customer")
    return (
        f"{customers} of {words.number(len(found))} good ones: {count.get(BOTH, 0)} profitable and "
        f"referring, {count.get(PROFIT, 0)} profitable only, {count.get(REFERS, 0)} referring only."
    )


def _basis(found: pd.DataFrame) -> str:
    """What the marks rest on, and what is not known."""
    known, after = int(found["left"].notna().sum()), int(found["after_support"].sum())
    everyone = words.number(len(found))
    support = (
        f"for {words.number(after)} also less the time they take, at the costs you entered (an "
        "estimate)"
        if after
        else "the time they take is not taken off, as it or its cost is not known: enter costs "
        "under A to D"
    )
    profit = (
        f"What they leave is known for {words.number(known)} of {everyone}: revenue less cost; "
        f"{support}."
        if known
        else f"What they leave is known for none of {everyone}: upload orders with their cost."
    )
    refers = words.number(int(found["refers"].notna().sum()))
    return (
        f"{profit} Whether they refer is known for {refers} of {everyone}: a customer they sent, "
        "an NPS of 9 or 10, or that you said so."
    )


def _table(found: pd.DataFrame) -> None:
    picked = st.pills(
        "Show", PICKS, format_func=str.capitalize, selection_mode="multi", key="sort_marks"
    )
    shown = found[found["mark"].isin(picked)] if picked else found
    shown = shown.assign(
        ideal_words=shown["ideal"].map({True: "ideal", False: "good"}),
        profitable_words=_yes(shown["profitable"]),
        refers_words=_yes(shown["refers"]),
        sorted=[_said(row) for row in shown.to_dict("records")],
        why=shown["reasons"].map(", ".join),
    )
    number = st.column_config.NumberColumn
    chosen = tables.customers(
        shown,
        "sort_ideal",
        {
            "name": st.column_config.TextColumn("Customer", pinned=True),
            "ideal_words": st.column_config.TextColumn("List"),
            "profitable_words": st.column_config.TextColumn("Profitable"),
            "left": number(state.in_currency("Leaves in 12 months"), format="accounting"),
            "refers_words": st.column_config.TextColumn("Refers"),
            "referrals": number("Customers sent", format="localized"),
            "nps": number("NPS"),
            "sorted": st.column_config.TextColumn("Sorted as"),
            "why": st.column_config.TextColumn("Your reasons", width="large"),
        },
        "ideal-customers",
    )
    if chosen:
        open_customer.go(chosen)


def _yes(marks: pd.Series) -> list[str]:
    return [words.UNKNOWN if pd.isna(mark) else "yes" if mark else "no" for mark in marks]


def _said(row: dict[str, int]) -> str:
    """ "3 good, 1 OK": how many said what."""
    return ", ".join(
        f"{row[verdict]} {label if verdict == 'ok' else label.lower()}"
        for verdict, label in sorting.VERDICTS.items()
        if row[verdict]
    )
