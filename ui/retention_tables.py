"""What last year's customers spend now: by what they spent, and year by year."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from icp import retention
from ui import bands, privacy, problems, state, tables, views, words


def by_band(changed: pd.DataFrame) -> None:
    """Draw the choice of the bands, and what the customers of each spend now."""
    st.subheader("By what they spent last year", anchor=False)
    spent = changed.loc[changed["money_before"] > 0, "money_before"]
    # a third of them in each band, about: the nearest of 1, 2, 5, 10, 20 ...
    low, high = (
        max(1.0, float(end)) for end in bands.floor(1.41 * np.quantile(spent, [1 / 3, 2 / 3]))
    )
    with st.grid(2, min_column_width=160):
        bounds = [
            st.number_input(
                state.in_currency(label, typed=True),
                min_value=0.01,
                format="%g",
                value=value,
                **views.keep(f"retention_{name}"),
            )
            for name, label, value in (
                ("middle", "Middle ones from", low),
                ("large", "Large ones from", high if high > low else 2 * low),
            )
        ]
    with problems.shown():
        found = retention.by_band(changed, bounds)
        names = [
            f"under {bounds[0]:,.0f}",
            f"{bounds[0]:,.0f} to {bounds[1]:,.0f}",
            f"{bounds[1]:,.0f} and more",
        ]
        _table(found.assign(label=names), "They spent last year", "By what they spent last year")


def by_year(found: pd.DataFrame, first_on: date | None) -> None:
    """Draw what the customers of each year spent in the next; first_on: of all orders."""
    st.subheader("Year by year", anchor=False)
    ends = [words.day(day) for day in found["ends"]]
    _table(found.assign(label=ends), "12 months to", "Year by year")
    st.caption(
        "Each line follows the customers of the 12 months before: of every 100 they spent then, "
        "what came again, and what with growth. Your orders begin on "
        f"{words.day(first_on)}."
    )


def _table(found: pd.DataFrame, label: str, alt: str) -> None:
    """A line for each band or year, with what its customers spend now."""
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns = {
        "label": text(label, pinned=True),
        "customers": number(
            "Customers", format="localized", width=80, help="Who bought the year before"
        ),
        "gross": number(
            "Again", format="%.0f", width=60, help="Of every 100 spent the year before, no growth"
        ),
        "net": number(
            "With growth", format="%.0f", width=90, help="For every 100 spent the year before"
        ),
        "still": text("Still buy", help="Customers with a purchase in the year"),
        "late": number(
            "Began late",
            format="localized",
            help="Began after the first month of the year before: they had less than a whole year "
            "to spend in, so a part of their growth is none.",
        ),
        "start": number(state.in_currency("Spent before"), format="accounting"),
        "now": number(state.in_currency("Spend now"), format="accounting"),
    }
    shown = found.assign(
        still=[_still(row) for row in found.itertuples()],
        gross=100 * found["gross"],
        net=100 * found["net"],
    )
    st.dataframe(
        privacy.amounts(shown, tables.money(columns))[list(columns)],
        hide_index=True,
        height="content",
        column_config=columns,
        alt=alt,
        placeholder="",
    )


def _still(row: Any) -> str:
    if not row.customers:
        return ""
    return f"{row.stayed:,} ({words.percent(row.stayed / row.customers)})"
