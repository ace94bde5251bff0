"""Who stays: what last year's customers spend now, and by when they first bought."""

import numpy as np
import pandas as pd
import streamlit as st

from icp import retention
from ui import (
    charts,
    cohorts_panel,
    figures_retention,
    open_customer,
    privacy,
    retention_tables,
    state,
    tables,
    views,
    words,
)

STEPS = {
    "start": "Last year",
    "grown": "Bought more",
    "shrunk": "Bought less",
    "gone": "Left",
    "kept": "Same customers now",
    "back": "Came back",
    "new": "New",
    "apart": "Counted apart",
    "now": "This year",
}
FEW = 20
SUMS = ("start", "kept", "now")
KINDS = {"same": "As before"} | {kind: STEPS[kind] for kind in retention.KINDS if kind in STEPS}


def draw() -> None:
    """Draw the answer, the way from last year to this, and the customers by their first order."""
    years = state.ask(retention.years, state.as_of())
    changed, by_year = state.ask(_compared, state.as_of())
    if years.whole < 2:
        st.info(_too_young(years), icon=":material/hourglass_top:")
    else:
        _last_year(years, changed, by_year)
    cohorts_panel.draw()
    if years.whole >= 2:
        _everyone(changed)


def _compared(_conn: object, as_of: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The customers of this year and the last, and each year against the one before."""
    years = state.ask(retention.years, as_of)
    return retention.changes(years), retention.by_year(years)


def _too_young(years: retention.Years) -> str:
    if years.first_on is None or years.known_from is None:
        return (
            f"There are no orders in the {retention.MOST_YEARS} years before this day: choose "
            "another day in the sidebar."
        )
    later = years.known_from <= state.default_as_of()
    way = "Choose a later day in the sidebar" if later else "Upload older orders to know it at once"
    return (
        "Who stays cannot be known yet. It takes two years of orders, to compare one with the "
        f"other, and yours begin on {words.day(years.first_on)}: it can be known from "
        f"{words.day(years.known_from)} on. {way}."
    )


def _last_year(years: retention.Years, changed: pd.DataFrame, by_year: pd.DataFrame) -> None:
    kept = retention.kept(changed)
    when = f"between {words.day(years.begins(1))} and {words.day(years.ends(1))}"
    if not kept.customers:
        st.info(f"Nobody bought anything {when}: choose another day in the sidebar.")
        return
    st.subheader(words.md(_sentence(kept)), anchor=False)
    st.caption(
        f"Last year is {words.day(years.begins(1))} to {words.day(years.ends(1))}, this year "
        f"{words.day(years.begins(0))} to {words.day(years.ends(0))}. Revenue is net of refunds. "
        f"Not in it: {_not_in_it(changed['kind'].value_counts())}."
    )
    for said in _beside(changed, kept):
        st.write(words.md(said))
    _waterfall(changed, kept)
    retention_tables.by_band(changed)
    retention_tables.by_year(by_year, years.first_on)


def _sentence(kept: retention.Kept) -> str:
    of = "customer" if kept.customers == 1 else f"{kept.customers:,} customers"
    return (
        f"Of every 100 that last year's {of} spent, {_of_100(kept.gross)} came again this year; "
        f"with growth {_of_100(kept.net)}."
    )


def _not_in_it(count: pd.Series) -> str:
    new, back = (int(count.get(kind, 0)) for kind in ("new", "back"))
    return f"{words.plural(new, 'new customer')} and {back:,} who came back after a year or more"


def _of_100(share: float | None) -> str:
    return words.percent(share).removesuffix(" %")


def _beside(changed: pd.DataFrame, kept: retention.Kept) -> list[str]:
    """What to bear in mind: who began too late to compare two whole years, and who is apart."""
    said = []
    started = changed[changed["money_before"] > 0]
    if kept.late:
        others = retention.kept(started[~started["late"]])
        rest = (
            f"without them it is {_of_100(others.gross)}, and with growth {_of_100(others.net)}"
            if others.customers
            else "so it says little yet"
        )
        said.append(
            f"{kept.late:,} of the {kept.customers:,} began during last year and had less than a "
            f"whole year to spend in: {rest}."
        )
    if 1 < kept.customers < FEW:
        said.append(f"Fewer than {FEW} customers: read them by name, in the list below.")
    return [*said, *_apart(changed)]


def _apart(changed: pd.DataFrame) -> list[str]:
    """Who cannot be compared, because there is nothing above zero to begin with."""
    apart = changed[changed["kind"] == "apart"]
    if apart.empty:
        return []
    before = apart["money_before"]
    below, only = before < 0, (before == 0) & ~apart["stayed"] & (apart["money_now"] < 0)
    parts = {
        f"{int(below.sum()):,} got back more than they bought last year "
        f"({state.money(float(before[below].sum()))} in all)": below.any(),
        f"{int((~below & ~only).sum()):,} came to zero": (~below & ~only).any(),
        f"{int(only.sum()):,} only got refunds this year": only.any(),
    }
    listed = ", ".join(part for part, there in parts.items() if there)
    return [
        f"Counted apart: {words.plural(len(apart), 'customer')}, of whom {listed}. This year they "
        f"bring {state.money(float(apart['money_now'].sum()))}."
    ]


def _waterfall(changed: pd.DataFrame, kept: retention.Kept) -> None:
    steps = retention.waterfall(changed)
    steps = steps[(steps["part"] != "apart") | (steps["customers"] > 0)]
    steps = steps.assign(name=steps["part"].map(STEPS), whole=steps["part"].isin(SUMS))
    number = st.column_config.NumberColumn
    columns = {
        "name": st.column_config.TextColumn("Step", pinned=True),
        "customers": number("Customers", format="localized"),
        "money": number(state.in_currency("Revenue"), format="accounting"),
    }
    picture = figures_retention.waterfall(
        privacy.amounts(steps),
        f"From last year's {words.plural(kept.customers, 'customer')} to all of this year's",
        state.in_currency("Revenue of 12 months"),
    )
    clicked = charts.draw(picture, "retention_waterfall", steps, columns)
    st.dataframe(
        privacy.amounts(steps)[list(columns)],
        hide_index=True,
        height="content",
        column_config=columns,
        alt="The steps from last year's revenue to this year's",
    )
    st.caption(
        "“Same customers now” is last year and what was bought more and less and what left; "
        "with those who came back and the new ones it is all of this year. Its number counts who "
        "bought this year."
    )
    if clicked and (of := clicked.get("customdata")) and of[0] in KINDS:
        found = _listed(changed[changed["kind"] == of[0]])
        open_customer.among(STEPS[of[0]], found, _columns())


def _everyone(changed: pd.DataFrame) -> None:
    st.subheader("Every customer of the two years", anchor=False)
    picked = views.several("Show", KINDS, "retention_picked")
    found = _listed(changed[changed["kind"].isin(picked)] if picked else changed)
    if chosen := tables.customers(found, "retention", _columns(), "who-stays"):
        open_customer.go(chosen)


def _listed(changed: pd.DataFrame) -> pd.DataFrame:
    """The customers with what happened in words, the largest change first."""
    found = changed.assign(what=changed["kind"].map(KINDS))
    return found.iloc[np.lexsort([found["customer_id"], -found["money"].abs()])]


def _columns() -> dict[str, object]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    return {
        "name": text("Customer", pinned=True),
        "what": text("What happened"),
        "money_before": number(state.in_currency("Last year"), format="accounting"),
        "money_now": number(state.in_currency("This year"), format="accounting"),
        "money": number(state.in_currency("Change"), format="accounting"),
    }
