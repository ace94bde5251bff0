"""Growth by starting spend: whether those who begin large also grow more."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import streamlit as st

from icp import growth, resampling
from ui import charts, figures_growth, open_customer, privacy, state, tables, views, words

BY = {"first_year": "Their first year", "average": "A year on average"}
FIRST_YEAR = (
    "By the spend of the first year, so that nothing of what came later decides who is large."
)
AVERAGE = (
    "By a year's spend on average over all whole quarters so far, as the first study of this kind "
    "did. That looks into the future: who grew has a larger average."
)
FOLLOWED = (4, 6, 8)


def draw() -> None:
    """Draw the answer, how each band grew, and every customer who is seen for long enough."""
    spent = state.ask(growth.spend, state.as_of())
    by, quarters, bounds = _rule(spent)
    found = state.ask(_split, state.as_of(), tuple(bounds), quarters, by)
    names = _names(bounds)
    if found.customers.empty:
        st.info(_nobody(found, quarters))
        return
    st.subheader(words.md(_sentence(found.bands, names, by, quarters)), anchor=False)
    st.write(words.md(_verdict(found, names)))
    _bands(found, names, quarters)
    st.caption(
        words.md(f"{_left_out(found, quarters)} {FIRST_YEAR if by == 'first_year' else AVERAGE}")
    )
    _everyone(found.customers, names, by)


def _split(
    _conn: object, as_of: object, bounds: tuple[float, ...], quarters: int, by: growth.By
) -> growth.Growth:
    """The bands by these thresholds; what was spent is asked once for all of them."""
    return growth.split(state.ask(growth.spend, as_of), bounds, quarters, by)


def _rule(spent: growth.Spend) -> tuple[growth.By, int, list[float]]:
    with st.container(horizontal=True):
        by = st.segmented_control(
            "Large or small by",
            list(BY),
            format_func=BY.__getitem__,
            default="first_year",
            required=True,
            **views.keep("growth_by"),
        )
        quarters = st.segmented_control(
            "Quarters to follow",
            FOLLOWED,
            default=6,
            required=True,
            **views.keep("growth_quarters"),
            help="Of 3 months, from each customer's own first order on. A customer counts when all "
            "of them are over.",
        )
    with st.container(horizontal=True):
        split = st.number_input(
            state.in_currency("Split at a year's spend of", typed=True),
            1.0,
            value=growth.suggested(spent, quarters, by),
            step=1_000.0,
            format="%.0f",
            **views.keep("growth_split"),
        )
        further = st.number_input(
            state.in_currency("and at, for three bands", typed=True),
            1.0,
            value=None,
            step=1_000.0,
            format="%.0f",
            placeholder="no second split",
            **views.keep("growth_further"),
        )
    return by, quarters, sorted({split, further} - {None})


def _names(bounds: Sequence[float]) -> list[str]:
    """What the bands are called, lowest first: "under 10,000 USD", "10,000 to 50,000 USD"..."""
    ends = [words.number(bound, 0 if bound == int(bound) else 2) for bound in bounds]
    unit = f" {state.summary().currency or ''}".rstrip()
    middle = [f"{low} to {high}{unit}" for low, high in pairwise(ends)]
    return [f"under {ends[0]}{unit}", *middle, f"{ends[-1]}{unit} and more"]


def _nobody(found: growth.Growth, quarters: int) -> str:
    way = "Upload orders that reach further back."
    if found.young and quarters > FOLLOWED[0]:
        way = "Follow fewer quarters, or upload orders that reach further back."
    return (
        f"No customer has been seen for {quarters} whole quarters from the first order on, so how "
        f"spend grows can't be known yet. {_left_out(found, quarters)} {way}"
    )


def _sentence(bands: pd.DataFrame, names: Sequence[str], by: growth.By, quarters: int) -> str:
    year = "in their first year" if by == "first_year" else "a year on average"
    rows = bands.assign(name=list(names))[::-1]
    first, *others = rows[rows["customers"] > 0].itertuples()
    told = [
        f"{_n(first.customers)} spent {first.name} {year} and {_grew(first.growth)} over the "
        f"first {quarters} quarters",
        *(f"{one.customers:,} spent {one.name} and {_grew(one.growth)}" for one in others),
        *(f"nobody spent {name}" for name in rows.loc[rows["customers"] == 0, "name"]),
    ]
    return f"{'; '.join(told)}."


def _n(customers: int) -> str:
    return words.plural(int(customers), "customer")


def _grew(share: float) -> str:
    if pd.isna(share):
        return "began at nothing"
    return f"{'shrank' if share < 0 else 'grew'} by {words.percent(abs(share))}"


def _verdict(found: growth.Growth, names: Sequence[str]) -> str:
    high = found.bands.iloc[-1]
    if found.clear is None:
        return (
            f"Whether the bands differ can't be told: that takes {resampling.FEW} customers or "
            "more on either side."
        )
    money = (
        f"Those of {names[-1]} begin at {state.money(high['first'])} a year and come to "
        f"{state.money(high['last'])}; they are {words.percent(high['customers_share'])} of the "
        f"customers seen and bring {words.percent(high['revenue_share'])} of their revenue."
    )
    if found.clear:
        return f"The difference is clear: chance alone hardly makes one as large. {money}"
    return f"The difference may be chance: too few customers, or too unlike, to tell. {money}"


def _left_out(found: growth.Growth, quarters: int) -> str:
    parts = {
        "who began before the data, or in its first month": found.before,
        f"whose first {3 * quarters} months are not over": found.young,
        "whose spend is zero or below": found.not_positive,
    }
    told = "; ".join(f"{_n(count)} {who}" for who, count in parts.items() if count)
    said = f"Not counted: {told or 'nobody'}."
    stopped = int(found.bands["stopped"].sum())
    return f"{said} {_n(stopped)} with nothing in the last quarter count as 0." if stopped else said


def _bands(found: growth.Growth, names: Sequence[str], quarters: int) -> None:
    value = state.in_currency("Spend per customer, as a year's")
    picture = figures_growth.band_lines(
        privacy.amounts(found.curve, ("average", "low", "high")), names, value
    )
    data = found.curve.assign(name=[names[int(one)] for one in found.curve["band"]])
    if clicked := charts.draw(picture, "growth_chart", data, _curve_columns()):
        st.session_state["growth_shown"] = list(clicked.get("customdata") or [])
    st.caption(
        "The thin bars say where the average likely lies: 95 of 100 times, were these customers "
        f"drawn anew by chance. They take {resampling.FEW} customers or more. "
        "Click a point to list its customers below."
    )
    shown = found.bands.assign(
        name=list(names),
        likely=[
            f"{words.percent(row.growth_low)} to {words.percent(row.growth_high)}"
            if pd.notna(row.growth_low)
            else "can't tell"
            for row in found.bands.itertuples()
        ],
    )
    columns = _band_columns(quarters)
    st.dataframe(
        privacy.amounts(shown, tables.money(columns))[list(columns)],
        hide_index=True,
        height="content",
        column_config=columns,
        key="growth_bands",
        placeholder="",
    )


def _everyone(customers: pd.DataFrame, names: Sequence[str], by: growth.By) -> None:
    st.subheader("Every customer who is seen for long enough", anchor=False)
    titles = {name: name[0].upper() + name[1:] for name in names}
    if chosen := st.session_state.get("growth_shown"):
        st.session_state["growth_shown"] = [one for one in chosen if one in titles]
    picked = views.several("Show", titles, "growth_shown")
    frame = customers.assign(band=[names[int(one)] for one in customers["band"]])
    frame = frame[frame["band"].isin(picked)] if picked else frame
    frame = frame.sort_values(["spend", "customer_id"], ascending=[False, True])
    if chosen := tables.customers(frame, "growth_customers", _columns(by), "growth-by-customer"):
        open_customer.go(chosen)


def _curve_columns() -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "name": text("Band"),
        "quarter": number("Quarter"),
        "customers": number("Customers"),
        "average": number(state.in_currency("Average, as a year's"), format="accounting"),
        "low": number(state.in_currency("Likely from"), format="accounting"),
        "high": number(state.in_currency("Likely to"), format="accounting"),
    }


def _band_columns(quarters: int) -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "name": text("A year's spend", pinned=True),
        "customers": number("Customers", format="localized"),
        "growth": number("Growth", format="percent"),
        "likely": text("Likely between"),
        "first": number(state.in_currency("First quarter, as a year's"), format="accounting"),
        "last": number(state.in_currency(f"Quarter {quarters}, as a year's"), format="accounting"),
        "customers_share": number("Share of customers", format="percent"),
        "revenue_share": number("Share of revenue", format="percent"),
        "stopped": number(f"Nothing in quarter {quarters}", format="localized"),
    }


def _columns(by: growth.By) -> dict[str, object]:
    number = st.column_config.NumberColumn
    return {
        "name": st.column_config.TextColumn("Customer", pinned=True),
        "band": st.column_config.TextColumn("Band"),
        "spend": number(state.in_currency(BY[by]), format="accounting"),
        "first": number(state.in_currency("First quarter, as a year's"), format="accounting"),
        "last": number(state.in_currency("Last quarter, as a year's"), format="accounting"),
        "growth": number("Growth", format="percent"),
        "first_on": st.column_config.DateColumn("First order", format="D MMM YYYY"),
    }
