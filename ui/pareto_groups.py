"""Whether few bring most within each industry, size or other group of customers."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from icp import pareto, pareto_within, slices
from ui import state, tables, views, words

MOST = 300  # groups to choose from; the table has all of them
FEWEST = 5


@dataclass(frozen=True)
class Groups:
    """The trait that customers are split by, if one is, and the one group to look at, if any.

    of: the group of each row of the frame of `pareto.values`.
    """

    title: str | None = None
    of: pd.Series | None = None
    only: str | None = None

    @property
    def members(self) -> pd.Series:
        """Which rows are of the one group."""
        return self.of == self.only

    def draw(self, values: pd.DataFrame, value: pareto.Value, share: float) -> None:
        """Draw how few bring the share within each group."""
        if self.of is None:
            return
        st.subheader(words.md(f"Within each {self.title.lower()}"), anchor=False)
        found = pareto_within.each(values, self.of, value, share)
        tables.rows(
            found.assign(said=[_said(row, share) for row in found.itertuples()]),
            "pareto_groups",
            _columns(self.title, value),
            "few-bring-most-by-group",
        )


def choose(values: pd.DataFrame) -> Groups:
    """Draw the choice of a trait and of one of its groups; values: that of `pareto.values`."""
    known = state.ask(slices.traits)
    if known.empty or values.empty:
        return Groups()
    titles = dict(zip(known["trait"], known["title"], strict=True))
    trait = st.selectbox(
        "Split by",
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        placeholder="All customers together",
        width=240,
        **views.keep("pareto_split"),
    )
    if trait is None:
        return Groups()
    of = slices.of(values, state.ask(slices.values, trait))
    only = st.selectbox(
        "Only one group",
        list(of.value_counts().index[:MOST]),
        index=None,
        placeholder="All groups",
        width=240,
        **views.keep(f"pareto_only_{trait}"),
    )
    return Groups(titles[trait], of, only)


def _said(row: object, share: float) -> str:
    """ "12 of 33 customers (36 %) bring 80 %; the 7 largest (21 %) bring 58 %"."""
    if pd.isna(row.few):
        return "together not above zero" if row.customers else "not known of anybody"
    few = int(row.few)
    bring = "bring" if few > 1 else "brings"
    said = (
        f"{few:,} of {words.plural(row.customers, 'customer')} ({words.percent(row.few_share)}) "
        f"{bring} {words.percent(share)}"
    )
    if row.customers < FEWEST:
        return f"{said}; too few to say more"
    top = "the largest" if row.top_20 == 1 else f"the {row.top_20:,} largest"
    of = words.percent(row.top_20 / row.customers)
    return (
        f"{said}; {top} ({of}) {'brings' if row.top_20 == 1 else 'bring'} "
        f"{words.percent(row.top_20_share)}"
    )


def _columns(title: str, value: pareto.Value) -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    total = number("Orders", format="localized")
    if value != "orders":
        total = number(state.in_currency(value.capitalize()), format="accounting")
    return {
        "group": text(title, pinned=True),
        "customers": number("Customers", format="localized"),
        "said": text("How few bring most", width="large"),
        "top_20_share": number("The largest 20 % bring", format="percent"),
        "total": total,
        "below_zero": number("Below zero", format="localized", help="Customers, counted among all"),
        "at_zero": number("At zero", format="localized"),
        "unknown": number("Not known", format="localized", help="Customers left out"),
    }
