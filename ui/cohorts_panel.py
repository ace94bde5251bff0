"""Customers by when they first bought, and how many of them still buy."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from icp import cohorts
from ui import charts, figures_retention, open_customer, privacy, state, views, words

LENGTHS = {"month": "Months", "quarter": "Quarters", "year": "Years"}
SHOWN = {
    "active": "Customers who buy",
    "share": "Spend, of 100 at first",
    "money": "Spend",
}
MOST = 24  # rows and columns that are drawn; the download has all


def draw() -> None:
    """Draw the sentence, the map and the customers of the cell that was clicked."""
    known = state.ask(cohorts.known, state.as_of())
    st.subheader("By when they first bought", anchor=False)
    length, shown = _choose(known)
    grid = state.ask(cohorts.grid, state.as_of(), length)
    if grid.empty:
        st.info("Nobody had bought anything by this day: choose a later day in the sidebar.")
        return
    st.write(words.md(_sentence(grid, length)))
    cells = _cells(grid, length, shown)
    picture = figures_retention.cohort_map(
        _drawn(cells), _title(grid, shown), f"{LENGTHS[length]} since the first purchase"
    )
    clicked = charts.draw(picture, "cohorts_map", grid, _columns())
    for said in _notes(grid, known, length):
        st.caption(words.md(said))
    if clicked and (cell := clicked.get("customdata")):
        _among(cell, length)


def _choose(known: cohorts.Known) -> tuple[cohorts.Length, str]:
    with st.container(horizontal=True):
        usual = cohorts.usual(known.first_on, state.as_of())
        length = st.segmented_control(
            "Periods",
            list(LENGTHS),
            format_func=LENGTHS.__getitem__,
            default=usual,
            required=True,
            **views.keep(f"cohorts_length_{usual}"),
        )
        shown = st.segmented_control(
            "Show",
            list(SHOWN),
            format_func=SHOWN.__getitem__,
            default="active",
            required=True,
            **views.keep("cohorts_shown"),
            help="Spend of 100 at first: what the row spends in a period for every 100 it spent in "
            "its first. That one was partly over when they began, so later ones can pass 100.",
        )
    return length, shown


def _sentence(grid: pd.DataFrame, length: cohorts.Length) -> str:
    """How many still bought a year after they began, or as late as can be seen."""
    after = cohorts.after(grid, 12 // cohorts.MONTHS[length])
    if after is None:
        return f"No {length} after the first is over yet, so nobody can be followed."
    months = after.since * cohorts.MONTHS[length]
    later = "a year" if months == 12 else words.plural(months, "month")
    return (
        f"Of {words.plural(after.customers, 'customer')} who can be followed so long, "
        f"{words.number(after.active)} ({words.percent(after.active / after.customers)}) bought in "
        f"the {length} that came {later} after their first."
    )


def _title(grid: pd.DataFrame, shown: str) -> str:
    many = words.plural(int(grid.loc[grid["since"] == 0, "customers"].sum()), "customer")
    what = {
        "active": "% of the row's customers who buy",
        "share": "% of what the row spent at first",
        "money": state.in_currency("What the row spends") + _unit(grid["money"])[1],
    }
    return f"{what[shown]}<br>{many}, by when they first bought"


def _cells(grid: pd.DataFrame, length: cohorts.Length, shown: str) -> pd.DataFrame:
    """The grid with what the map shows of each cell, amounts as they may be shown."""
    first = grid.groupby("cohort")["money"].transform("first")
    unit = _unit(grid["money"])[0]
    share = grid["money"] / first.where(first > 0)
    grid = privacy.amounts(grid)
    values = {
        "active": 100 * grid["active"] / grid["customers"],
        "share": 100 * share,
        "money": grid["money"] / unit,
    }
    return grid.assign(
        row=[f"{named(row.cohort, length)} ({row.customers:,})" for row in grid.itertuples()],
        value=values[shown],
        text=[_text(value) for value in values[shown]],
        told=[_told(row, length) for row in grid.itertuples()],
        cohort=grid["cohort"].dt.strftime("%Y-%m-%d"),
        period=grid["period"].dt.strftime("%Y-%m-%d"),
    )


def _unit(money: pd.Series) -> tuple[int, str]:
    """What makes the largest amount a number of few figures, and how it is said."""
    most = float(money.abs().max())
    return next(((size, f" in{sign}") for size, sign in words.UNITS if most >= 10 * size), (1, ""))


def _text(value: float) -> str:
    if pd.isna(value):
        return ""
    return "<1" if 0 < value < 0.5 else words.number(value).replace(",", "")


def _told(row: Any, length: cohorts.Length) -> str:
    share = words.percent(row.active / row.customers)
    so_far = "" if row.whole else " so far"
    return (
        f"<b>First bought in {named(row.cohort, length)}</b><br>"
        f"{named(row.period, length)}{so_far}: {row.active:,} of {row.customers:,} buy ({share})"
        f"<br>and spend {words.money(row.money)}"
    )


def _drawn(cells: pd.DataFrame) -> pd.DataFrame:
    """The newest rows and the first periods, as many as can be read."""
    newest = cells["cohort"].drop_duplicates().tail(MOST)
    return cells[cells["cohort"].isin(newest) & (cells["since"] < MOST)]


def _notes(grid: pd.DataFrame, known: cohorts.Known, length: cohorts.Length) -> list[str]:
    last, rows = grid.iloc[-1], grid["cohort"].nunique()
    notes = ["Darker is more, blank has not come yet. Click on a cell to see its customers."]
    if not last["whole"]:
        notes[0] += (
            f" {named(last['period'], length)} goes on after {words.day(state.as_of())}: its cells "
            "are grey, they say what is so far."
        )
    first = f"Your orders begin on {words.day(known.first_on)}: the oldest row also holds those who"
    says = f" (your customer list says so of {known.earlier:,})" if known.earlier else ""
    notes.append(f"{first} were customers before{says}.")
    if known.refunds_only:
        only = words.plural(known.refunds_only, "customer")
        notes.append(f"{only} with refunds and no purchase at all stand in no row.")
    if rows > MOST:
        notes.append(
            f"Drawn are the newest {MOST} of {rows:,} rows and their first {MOST} {length}s; what "
            "you save as data has all."
        )
    return notes


def _among(cell: list[str], length: cohorts.Length) -> None:
    """List the customers of a cell, those who spend most in its period first."""
    cohort, period = (date.fromisoformat(str(day)) for day in cell)
    found = state.ask(cohorts.customers, state.as_of(), cohort, period, length)
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    then = named(period, length)
    columns = {
        "name": text("Customer", pinned=True),
        "bought": st.column_config.CheckboxColumn(f"Bought in {then}"),
        "money": number(state.in_currency(f"Spent in {then}"), format="accounting"),
        "first_on": st.column_config.DateColumn("First purchase"),
        "last_on": st.column_config.DateColumn("Last purchase"),
    }
    open_customer.among(f"First bought in {named(cohort, length)}", found, columns)


def named(start: date, length: cohorts.Length) -> str:
    """The period that begins with a day: "Nov 2023", "Q4 2023" or "2023"."""
    if length == "quarter":
        return f"Q{(start.month + 2) // 3} {start.year}"
    return f"{start:%b %Y}" if length == "month" else f"{start.year}"


def _columns() -> dict[str, object]:
    number, day = st.column_config.NumberColumn, st.column_config.DateColumn
    return {
        "cohort": day("First bought from"),
        "since": number("Periods since"),
        "period": day("Period from"),
        "customers": number("Customers"),
        "active": number("Who buy"),
        "money": number(state.in_currency("Spend"), format="accounting"),
        "whole": st.column_config.CheckboxColumn("Period is over"),
    }
