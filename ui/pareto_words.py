"""What the Pareto view says: how few bring most, and where that cannot be said, why."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from icp import pareto
from ui import figures, links, state, window, words

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

    @property
    def title(self) -> str:
        """The measure above a column, with its unit."""
        title = MEASURES[self.value]
        return title if self.value == "orders" else state.in_currency(title)

    def amount(self, number: float) -> str:
        """So much of it, with its unit."""
        if self.value == "orders":
            return words.plural(int(number), "order")
        return state.money(number)


def answer(summary: pareto.Summary, curve: pd.DataFrame, choice: Choice, only: str | None) -> None:
    """Draw how few bring the share, and whether 80/20 holds."""
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


def nothing(summary: pareto.Summary, choice: Choice) -> None:
    """Draw why there is no answer, and the way to one."""
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


def apart(summary: pareto.Summary, choice: Choice) -> None:
    """Draw who is at zero and below, and of whom it is not known."""
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
