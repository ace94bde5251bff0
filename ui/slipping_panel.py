"""Slipping away: who buys clearly less than half a year ago, and how much money that is."""

from datetime import date

import pandas as pd
import streamlit as st

from icp import db, slipping, slipping_reasons
from ui import charts, figures_growth, open_customer, privacy, state, tables, views, words

RECENT_DAYS = 31
NPS = (
    "NPS: what they answered, 0 to 10, when asked whether they'd recommend you; 6 or less is "
    "unhappy, 9 or 10 a fan."
)
CHANCE = "About 1 in 20 customers with ordinary ups and downs comes onto this list by chance."


def draw() -> None:
    """Draw the answer, who is slipping by the chosen rule, and of whom nothing can be told."""
    answer = st.container()
    with st.expander("What counts as slipping away"):
        rule = _rule()
    as_of = state.as_of()
    frame = state.ask(_applied, as_of, rule)
    found = frame[frame["verdict"] == slipping.SLIPPING].sort_values(
        ["at_stake", "customer_id"], ascending=[False, True]
    )
    with answer:
        _answer(found, frame, as_of)
        st.caption(words.md(_others(slipping.summary(frame))))
    if len(found):
        _everyone(found, as_of)


def _applied(_conn: db.Connection, as_of: date, rule: slipping.Rule) -> pd.DataFrame:
    """Everybody by this rule; what they brought is asked once for all of them."""
    return slipping.apply(state.ask(slipping.known, as_of), rule)


def _rule() -> slipping.Rule:
    with st.grid(3, min_column_width=200):
        recurring = st.number_input(
            "Billed monthly: down by, %",
            1,
            100,
            round(100 * slipping.DEFAULT.recurring),
            **views.keep("slipping_recurring"),
        )
        other = st.number_input(
            "Other orders: down by, %",
            1,
            100,
            round(100 * slipping.DEFAULT.other),
            **views.keep("slipping_other"),
        )
        least = st.number_input(
            state.in_currency("At stake a year", typed=True),
            0.0,
            value=slipping.DEFAULT.least,
            step=1_000.0,
            format="%.0f",
            **views.keep("slipping_least"),
        )
    st.markdown(
        "- Who counts falls by at least so many percent, in what is billed alike every month or in "
        "all other orders, and has at least so much at stake.\n"
        "- The last 3 months are compared with the 6 months before them, recurring, project and "
        "resale work each for itself, where your file tells them apart.\n"
        "- A drop counts when it is larger than the ups and downs of the customer's own months, "
        "when one late order does not explain it, and when it was not the same a year ago.\n"
        "- Who bought in fewer than 4 of those 6 months can't be judged.\n"
        "- At stake is what they brought in a year before it began to fall, less what they bring "
        f"now. {CHANCE}"
    )
    return slipping.Rule(recurring / 100, other / 100, least)


def _answer(found: pd.DataFrame, frame: pd.DataFrame, as_of: date) -> None:
    judged = int((~frame["verdict"].isin([*slipping.CANNOT_TELL, *slipping.LEFT])).sum())
    if not judged:
        st.info(
            "Who is slipping away can't be known yet: nobody bought in 4 of the 6 months that end "
            "3 months ago. Upload orders that reach further back, or choose another day in the "
            "sidebar."
        )
        return
    of = words.plural(judged, "customer")
    if found.empty:
        st.subheader(f"None of {of} whose orders can tell is slipping away.", anchor=False)
        return
    stake = state.money(float(found["at_stake"].sum()))
    st.subheader(
        words.md(
            f"{len(found):,} of {of} whose orders can tell {_are(len(found))} slipping away: "
            f"{stake} a year is at stake."
        ),
        anchor=False,
    )
    st.write(words.md(first := _first(found, as_of)))
    if "NPS" in first:
        st.caption(NPS)
    picture = figures_growth.stake_bars(
        privacy.amounts(found.head(figures_growth.MOST + 1), ("at_stake",)),
        state.in_currency("At stake, a year"),
    )
    if (clicked := charts.draw(picture, "slipping_chart")) and (of := clicked.get("customdata")):
        open_customer.go(of[1])


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _first(found: pd.DataFrame, as_of: date) -> str:
    """The one with most at stake, and how many of all look fine by their last order."""
    first = found.iloc[[0]]
    year = state.money(first["year"].item())
    why = _reasons(first, as_of).item()
    said = f"{first['name'].item()} ({year} in the last 12 months): {why}."
    days = (pd.Timestamp(as_of) - found["last_on"]).dt.days
    recent = int((days <= RECENT_DAYS).sum())
    if recent:
        who = f"{recent:,} of the {len(found):,}"
        if recent == len(found):
            who = "They" if recent == 1 else f"All {recent:,}"
        said += (
            f" {who} ordered within the last {RECENT_DAYS} days: by how recently they bought, all "
            "looks fine."
        )
    below = int((found["now"] < 0).sum())
    if below:
        said += (
            f" {words.plural(below, 'customer')} had more refunded than bought in the last 3 "
            "months."
        )
    return said


def _reasons(rows: pd.DataFrame, as_of: date) -> pd.Series:
    ids = state.real(list(rows["customer_id"]))
    with state.connect() as conn:
        return slipping_reasons.reasons(conn, rows.assign(customer_id=ids), as_of)


def _others(counts: pd.Series) -> str:
    """What became of everybody who is not on the list, each with their number."""
    parts = {
        slipping.STEADY: "buy as much as before, or nearly",
        slipping.SEASON: "buy less, as they did at this time a year ago",
        slipping.SMALL: "buy less, with less money at stake than you set",
        slipping.RARE: "order too rarely to tell",
        slipping.YOUNG: "began less than 9 months ago: too early to tell",
        slipping.UNCLEAR: "buy less, but no less than their usual ups and downs: can't tell",
        slipping.STOPPED: "stopped (nothing in the last 3 months)",
        slipping.GONE: "are gone (nothing in 9 months)",
    }
    told = [f"{counts[name]:,} {what}" for name, what in parts.items() if counts[name]]
    said = f"Of {words.plural(int(counts.sum()), 'customer')} who ever bought: {'; '.join(told)}."
    left = counts[list(slipping.LEFT)].sum()
    return f"{said} Who stopped or is gone is under Customers, Status." if left else said


def _everyone(found: pd.DataFrame, as_of: date) -> None:
    st.subheader("Who is slipping away", anchor=False)

    def with_reasons(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(reason=_reasons(rows, as_of))

    shown = found.assign(since=slipping_reasons.since(found["fell"], as_of))
    if chosen := tables.customers(
        shown, "slipping", _columns(), "slipping-away", with_reasons, "customers"
    ):
        open_customer.go(chosen)


def _columns() -> dict[str, object]:
    number, text, day = (
        st.column_config.NumberColumn,
        st.column_config.TextColumn,
        st.column_config.DateColumn,
    )
    return {
        "name": text("Customer", pinned=True),
        "at_stake": number(
            state.in_currency("At stake, a year"),
            format="accounting",
            help="What they brought in a year before it began to fall, less what they bring now.",
        ),
        "drop": number("Less by", format="percent"),
        "since": day("Since", format="MMM YYYY"),
        "reason": text("Why", width="large", help=NPS),
        "was": number(state.in_currency("Before, as a year's"), format="accounting"),
        "now": number(state.in_currency("Now, as a year's"), format="accounting"),
        "year": number(state.in_currency("All they brought, 12 months"), format="accounting"),
        "last_on": day("Last order", format="D MMM YYYY"),
    }
