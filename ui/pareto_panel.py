"""How few customers bring most of the money, the margin, the profit or the orders."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from icp import pareto
from ui import (
    charts,
    costs_panel,
    figures,
    links,
    open_customer,
    pareto_groups,
    privacy,
    state,
    tables,
    views,
    window,
    words,
)

MEASURES = {
    "revenue": "Revenue",
    "margin": "Margin",
    "profit": "Profit",
    "orders": "Orders",
}
OF = {"profit": "profit after support (your estimate)"}
HELP = (
    "Margin is revenue less the cost that your file gives. Profit is what is left of that after "
    "support, by your estimate of what support costs. Of orders, those above zero count."
)
SECOND = 0.95
HOLDS, MORE = 0.75, 0.85
FEWEST = 5


@dataclass(frozen=True)
class Choice:
    """What is looked at: the measure, the months (None = all), and the share to be reached."""

    value: pareto.Value
    months: int | None
    share: float

    @property
    def of(self) -> str:
        """The measure within a sentence."""
        return OF.get(self.value, MEASURES[self.value].lower())

    def amount(self, number: float) -> str:
        """So much of it, with its unit."""
        if self.value == "orders":
            return words.plural(int(number), "order")
        return state.money(number)


def draw() -> None:
    """Draw the answer, the chart, who brings how much, and every customer with their share."""
    value, months = _counted()
    everybody = state.ask(pareto.values, state.as_of(), "net", months)
    with st.container(horizontal=True):
        choice = Choice(value, months, _share())
        groups = pareto_groups.choose(everybody)
    if value == "profit":
        costs_panel.draw(everybody, months or _all_months())
    values = everybody if groups.only is None else everybody[groups.members]
    curve = _with_parts(pareto.ranked(values, value), choice)
    summary = pareto.summarize(values, value)
    if summary.customers_for_80 is None:
        _nothing(summary, choice)
    else:
        _answer(summary, curve, choice, groups.only)
        _chart(curve, choice)
    _apart(summary, choice)
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
            list(MEASURES),
            format_func=MEASURES.__getitem__,
            default="revenue",
            required=True,
            **views.keep("pareto_value"),
            help=HELP,
        )
        return value, window.choose("pareto_window", free=True)


def _share() -> float:
    percent = st.slider(
        "How few bring",
        50,
        round(100 * SECOND),
        80,
        format="%d %%",
        width=300,
        **views.keep("pareto_share"),
        help="80 % is the usual line.",
    )
    return percent / 100


def _all_months() -> int:
    """The months from the first order to the day in the sidebar."""
    first = state.summary().first_on or state.as_of()
    day = state.as_of()
    return 12 * (day.year - first.year) + day.month - first.month + 1


def _nothing(summary: pareto.Summary, choice: Choice) -> None:
    """Why there is no answer, and the way to one."""
    when = window.in_words(choice.months)
    if summary.customers:
        st.info(
            f"Together {words.plural(summary.customers, 'customer')} bring "
            f"{choice.amount(summary.total)} of {choice.of} {when}: of a sum that is not above "
            "zero nobody brings a share. Choose more months, or count something else."
        )
    elif not summary.unknown:
        st.info(f"Nobody ordered {when}: choose more months, or another day in the sidebar.")
    elif choice.value == "margin":
        st.info(
            f"The margin of none of {words.plural(summary.unknown, 'customer')} is known: upload "
            "orders with a column of cost, or count revenue."
        )
        links.to("upload")
    else:
        st.info(
            f"The profit of none of {words.plural(summary.unknown, 'customer')} is known: it takes "
            "a column of cost in the orders, hours, tickets or visits of support, and what one of "
            "them costs you, entered above."
        )
        links.to("upload")


def _answer(summary: pareto.Summary, curve: pd.DataFrame, choice: Choice, only: str | None) -> None:
    needed = pareto.few(curve, choice.share)
    said = figures.pareto_sentence(len(curve), needed, choice.of, choice.share)
    within = f"{words.md(only)}: " if only else ""
    st.subheader(f"{within}{said} {window.in_words(choice.months)}.", anchor=False)
    largest = (
        f"The largest alone brings {words.percent(summary.top_1_share)} of "
        f"{choice.amount(summary.total)}."
    )
    if summary.customers < FEWEST:
        st.write(f"{largest} With so few customers 80/20 says nothing.")
        return
    share = summary.top_20_share
    rule = "80/20 does not hold here" if share < HOLDS else "As the rule of thumb 80/20 has it"
    rule = "It hangs on fewer than 80/20 says" if share > MORE else rule
    bring = f"{figures.top_20(summary)} {words.percent(share)}"
    st.write(f"{rule}: {bring}. {largest}")


def _chart(curve: pd.DataFrame, choice: Choice) -> None:
    title, shown = _title(choice), curve
    if choice.value != "orders":
        shown = privacy.amounts(curve)
    picture = figures.pareto_chart(shown, choice.of, f"{title}, each customer", choice.share)
    clicked = charts.draw(picture, "pareto_chart", curve, _columns(choice))
    if clicked and (of := clicked.get("customdata")):
        open_customer.go(of[1])


def _apart(summary: pareto.Summary, choice: Choice) -> None:
    """Who is at zero and below, and of whom it is not known."""
    if summary.below_zero or summary.at_zero:
        why = (
            "more refunded than bought"
            if choice.value == "revenue"
            else "cost more than they bring"
        )
        below = f"{words.plural(summary.below_zero, 'customer')} below zero"
        if summary.below_zero:
            below += f" ({choice.amount(summary.below_zero_total)} in all, {why})"
        st.caption(
            f"Among the {words.number(summary.customers)}: {below}, "
            f"{words.number(summary.at_zero)} at zero."
        )
    if summary.unknown and summary.customers:
        what = "direct cost" if choice.value == "margin" else "direct cost or support"
        st.caption(
            f"Left out: {words.plural(summary.unknown, 'customer')} whose {what} is not known."
        )


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
        "Customers are added up from the largest on; who crosses a line is counted above it."
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
    return st.column_config.NumberColumn(_title(choice), format=form)


def _title(choice: Choice) -> str:
    title = MEASURES[choice.value]
    return title if choice.value == "orders" else state.in_currency(title)
