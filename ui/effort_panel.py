"""Effort against revenue: who takes more than they bring, and the price at which they would pay."""

import pandas as pd
import streamlit as st

from icp import effort, profits
from icp.effort import Effort
from ui import (
    charts,
    costs_panel,
    effort_words,
    figures_effort,
    links,
    open_customer,
    privacy,
    state,
    tables,
    views,
    window,
    words,
)


def draw() -> None:
    """Draw the answer, the rates, everybody against the average, the bands and the customers."""
    months = window.choose("effort_window")
    known = state.ask(profits.customers, state.as_of(), "net", months)
    ordered = known[known["ordered"]]
    if ordered.empty:
        st.info(f"There are no orders {window.in_words(months)}: choose more months.")
        return
    answer = st.container()
    costs_panel.draw(ordered, months)
    found = effort.of(known, _acquire(ordered))
    with answer:
        if found.customers.empty:
            st.info(effort_words.nothing(ordered))
            links.to("upload")
            return
        bands = effort.bands(found.customers)
        st.subheader(words.md(effort_words.answer(found)), anchor=False)
        st.write(words.md(effort_words.more(found, bands)))
        _apart(found)
    columns = _columns(found)
    _picture(found, columns)
    if len(bands):
        _bands(bands)
    _everyone(found, columns)
    st.caption(words.md(effort_words.counted(found, ordered)))


def _acquire(ordered: pd.DataFrame) -> bool:
    """Whether to count what it cost to win them, asked where that is known of anybody."""
    known = int(ordered["cost_to_acquire"].notna().sum())
    return bool(known) and st.toggle(
        f"Count what it cost to win them, too (known for {words.number(known)} of "
        f"{words.plural(len(ordered), 'customer')})",
        **views.keep("effort_acquire"),
        help="It was spent once, maybe before the time looked at, and counts whole.",
    )


def _apart(found: Effort) -> None:
    if found.unknown:
        st.warning(
            f"Left out: {words.plural(found.unknown, 'customer')} whose cost to serve is not "
            "known. That is unknown, not zero.",
            icon=":material/help:",
        )
    if found.no_margin:
        st.warning(
            f"Whether they take more than they bring is not known of "
            f"{words.plural(found.no_margin, 'customer')}: an order of theirs gives no cost of "
            "sale.",
            icon=":material/help:",
        )


def _picture(found: Effort, columns: tables.Columns) -> None:
    whole = figures_effort.drawable(found.customers)
    if len(whole) < 2:
        st.caption("Too few customers have both revenue and effort for a picture.")
        return
    drawn = figures_effort.thinned(whole)
    picture = figures_effort.effort_chart(
        figures_effort.drawable(privacy.amounts(drawn, tables.money(columns))),
        found.per_revenue,
        (state.in_currency("Revenue"), state.in_currency("Effort, estimate")),
        f"{effort_words.answer(found)} {effort_words.average(found)}",
    )
    clicked = charts.draw(picture, "effort_chart", found.customers, columns)
    if clicked and (of := clicked.get("customdata")):
        open_customer.go(of[1])
    st.caption(effort_words.drawn(len(drawn), len(whole), len(found.customers)))


def _bands(bands: pd.DataFrame) -> None:
    st.subheader("Does a large account take more effort than a small one?", anchor=False)
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns = {
        "band": text(state.in_currency("Revenue"), pinned=True),
        "customers": number("Customers", format="localized"),
        "effort_per_100": number(
            "Effort per 100", format="%.0f", help="Of effort for each 100 of revenue."
        ),
        "losing": number("Take more than they bring", format="localized"),
        "effort": number(state.in_currency("Effort, average, estimate"), format="accounting"),
        "revenue": number(state.in_currency("Revenue, average"), format="accounting"),
    }
    names = [effort_words.band(row.low, row.high) for row in bands.itertuples()]
    st.dataframe(
        privacy.amounts(bands.assign(band=names), tables.money(columns))[list(columns)],
        hide_index=True,
        column_config=columns,
        alt="Effort by band of revenue",
    )


def _everyone(found: Effort, columns: tables.Columns) -> None:
    st.subheader("Customers", anchor=False)
    frame = found.customers
    titles = {
        kind: title
        for kind, (title, *_) in figures_effort.KINDS.items()
        if (frame["kind"] == kind).any()
    }
    picked = views.several("Show", titles, "effort_shown")
    rows = frame[frame["kind"].isin(picked)] if picked else frame
    rows = rows.sort_values(["left", "beyond"], ascending=[True, False])
    shown = rows.assign(parts=rows["parts"].map(effort_words.PARTS))
    chosen = tables.customers(shown, "effort_customers", columns, "effort-by-customer")
    if chosen:
        open_customer.go(chosen)


def _columns(found: Effort) -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn

    def money(title: str, about: str) -> object:
        return number(state.in_currency(title), format="accounting", help=about)

    columns = {
        "name": text("Customer", pinned=True),
        "left": money("Left, estimate", "Revenue less cost of sale less effort."),
        "break_even_month": money(
            "Break-even: more a month",
            "So much more each month would bring in what they take, over the months since they "
            "began, at most those looked at.",
        ),
        "break_even_share": number("as a share", format="percent", help="Of what they pay now."),
        "revenue": money("Revenue", "What they bought in this time, less refunds."),
        "effort": money("Effort, estimate", "What serving them costs at your rates."),
        "beyond": money("Above average", "Effort beyond what others take for such revenue."),
        "parts": text("Known of the effort"),
    }
    unknown = {name for name in ("left", "break_even_month") if found.customers[name].isna().all()}
    if "break_even_month" in unknown:
        unknown.add("break_even_share")
    return {name: one for name, one in columns.items() if name not in unknown}
