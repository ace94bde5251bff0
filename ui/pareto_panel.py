"""How few customers bring most of the money, the margin, the profit or the orders."""

import pandas as pd
import streamlit as st

from icp import costs, pareto
from ui import (
    charts,
    costs_panel,
    figures,
    open_customer,
    pareto_groups,
    pareto_words,
    privacy,
    state,
    tables,
    views,
    window,
    words,
)
from ui.pareto_words import Choice

SECOND = 0.95


def draw() -> None:
    """Draw the answer, the chart, who brings how much, and every customer with their share."""
    value, months = _counted()
    everybody = state.ask(pareto.values, state.as_of(), "net", months)
    if value == "profit":
        served = state.ask(pareto.support, state.as_of(), months)
        everybody = pareto.with_profit(everybody, served, state.ask(costs.load))
    with st.container(horizontal=True):
        choice = Choice(value, months, _share())
        groups = pareto_groups.choose(everybody)
    if value == "profit":
        costs_panel.draw(everybody, months or _all_months())
    values = everybody if groups.only is None else everybody[groups.members]
    curve = _with_parts(pareto.ranked(values, value), choice)
    summary = pareto.summarize(curve, len(values) - len(curve))
    if summary.customers_for_80 is None:
        pareto_words.nothing(summary, choice)
    else:
        pareto_words.answer(summary, curve, choice, groups.only)
        _chart(curve, choice)
    pareto_words.apart(summary, choice)
    if summary.customers_for_80 is not None:
        _classes(curve, choice)
    groups.draw(everybody, value, choice.share)
    if len(curve):
        _everybody(curve, choice)


def _counted() -> tuple[pareto.Value, int | None]:
    """The measure, and the months of the orders that count."""
    with st.container(horizontal=True):
        value = st.segmented_control(
            "Count",
            list(pareto_words.MEASURES),
            format_func=pareto_words.MEASURES.__getitem__,
            default="revenue",
            required=True,
            **views.keep("pareto_value"),
            help=pareto_words.HELP,
        )
        return value, window.choose("pareto_window", free=True)


def _share() -> float:
    percent = st.slider(
        "How few bring",
        50,
        round(100 * SECOND),
        80,
        format="%d %%",
        width=240,
        **views.keep("pareto_share"),
        help="80 % is the usual line.",
    )
    return percent / 100


def _all_months() -> int:
    """The months from the first order to the day in the sidebar."""
    first = state.summary().first_on or state.as_of()
    day = state.as_of()
    return 12 * (day.year - first.year) + day.month - first.month + 1


def _chart(curve: pd.DataFrame, choice: Choice) -> None:
    title, shown = choice.title, curve
    if choice.value != "orders":
        shown = privacy.amounts(curve)
    picture = figures.pareto_chart(shown, choice.of, f"{title}, each customer", choice.share)
    clicked = charts.draw(picture, "pareto_chart", curve, _columns(choice))
    if clicked and (of := clicked.get("customdata")):
        open_customer.go(of[1])


def _classes(curve: pd.DataFrame, choice: Choice) -> None:
    st.subheader("Who brings how much", anchor=False)
    found = pareto.classes(curve, (choice.share, SECOND))
    found.insert(0, "part", _parts(choice.share))
    found = found[[True, choice.share < SECOND, True]]
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns = {
        "part": text("They bring", pinned=True),
        "customers": number("Customers", format="localized"),
        "customers_share": number("Share of customers", format="percent"),
        "value": _amount(choice),
        "share": number(f"Share of {choice.of}", format="percent"),
    }
    shown = privacy.amounts(found, tables.money(columns))
    alt = "How many customers bring the first part, the next and the rest"
    st.dataframe(shown, hide_index=True, column_config=columns, alt=alt, height="content")
    st.caption(
        "Customers are added up from the largest on; who crosses a line is counted above it. "
        "What would be lost without the largest: look at How few it hangs on, above."
    )


def _parts(share: float) -> list[str]:
    ends = [(share, "the first"), (SECOND - share, "the next"), (1 - SECOND, "the last")]
    return [f"{place} {words.percent(round(part, 9))}" for part, place in ends]


def _with_parts(curve: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    titles = dict(enumerate(_parts(choice.share)))
    part = pareto.placed(curve, (choice.share, SECOND)).map(titles)
    return curve.assign(part=part.where(curve["share"].notna()))


def _everybody(curve: pd.DataFrame, choice: Choice) -> None:
    st.subheader("Every customer", anchor=False)
    columns = _columns(choice)
    if chosen := tables.customers(curve, "pareto", columns, f"{choice.value}-by-customer"):
        open_customer.go(chosen)


def _columns(choice: Choice) -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "rank": number("Rank", width="small"),
        "name": text("Customer", pinned=True),
        "value": _amount(choice),
        "share": number("Share", format="percent"),
        "running_share": number(
            "Running share", format="percent", help="Of this customer and all larger ones"
        ),
        "part": text("Brings", help="Which part of it all this customer helps to bring"),
    }


def _amount(choice: Choice) -> object:
    form = "localized" if choice.value == "orders" else "accounting"
    return st.column_config.NumberColumn(choice.title, format=form)
