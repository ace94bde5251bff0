"""The first minute of trust: what is in the data now, to check against the books."""

import pandas as pd
import streamlit as st

from icp import alike, fields, ingest, overview
from ui import alike_panel, brought, changed, privacy, state, words

QUICK = 2_000  # names that are compared at once; more take seconds, and only where asked for


def draw(result: ingest.Result | None) -> None:
    """What the last import brought and left out, and what the workspace holds now."""
    with st.container(border=True):
        st.subheader("Check this against your books", anchor=False)
        if result:
            st.write(_loaded(result))
            if result.kind != "orders":
                st.write(
                    brought.sentence(result.kind, result.rows_loaded, result.totals, result.unit)
                )
        summary = state.summary()
        if summary.orders:
            st.write(f"**{_in_all(summary)}**")
            by_year()
        if lists := state.ask(overview.lists):
            st.write(f"Also here: {brought.also(lists)}.")
        if summary.customers or not result:
            _known(state.ask(overview.known), summary.customers)
            _names(lists.get("products", 0))


def left_out(reasons: pd.DataFrame) -> str:
    """ "no customer (7 rows, 491.50), a total row (1 row)", or "none"."""
    parts = [
        f"{words.md(row.reason)} ({words.plural(row.rows, 'row')}{_money(row.amount)})"
        for row in reasons.itertuples()
    ]
    return ", ".join(parts) or "none"


def _money(amount: float | None) -> str:
    return "" if pd.isna(amount) or not amount else f", {words.number(amount, 2)}"


def _loaded(result: ingest.Result) -> str:
    loaded = f"{words.number(result.rows_loaded)} of {words.number(result.rows_read)} rows"
    if result.unit != "row":
        loaded = words.plural(result.rows_loaded, result.unit)
    return f"{loaded} loaded; left out: {left_out(result.left_out)}." + (
        f" {changed.sentence(result.changed)}" if result.changed else ""
    )


def _in_all(summary: overview.Summary) -> str:
    return (
        f"{words.plural(summary.months, 'month')}, {state.money(summary.net)} of revenue, "
        f"{words.plural(summary.with_orders, 'customer')} with orders, newest order "
        f"{words.day(summary.last_on)}"
    )


def by_year() -> None:
    """Orders, customers and revenue of each year."""
    st.dataframe(
        privacy.amounts(state.ask(overview.by_year)),
        hide_index=True,
        column_config={
            "year": st.column_config.NumberColumn("Year", format="%d"),
            "orders": st.column_config.NumberColumn("Orders", format="localized"),
            "customers": st.column_config.NumberColumn("Customers", format="localized"),
            "net": st.column_config.NumberColumn(
                state.in_currency("Revenue, net of refunds"), format="accounting"
            ),
        },
    )


def _known(known: pd.DataFrame, customers: int) -> None:
    if not len(known):
        st.write("Nothing is known yet about who the customers are: add a customer list.")
        return
    facts = ", ".join(
        f"{_inside(fields.TITLES[row.fact])} for {words.percent(row.share)}"
        for row in known.itertuples()
    )
    st.write(f"About the {words.plural(customers, 'customer')} we know: {facts}.")


def _names(products: int) -> None:
    """How many orders' customers the list knows, which products of the list may be written in two
    ways, and the way to both."""
    found = state.ask(alike.found)
    if sentence := alike_panel.say_found(found):
        st.write(sentence)
    pairs = len(state.ask(alike.pairs, "product")) if 0 < products <= QUICK else 0
    if pairs:
        st.write(f"Product names that look alike: {words.plural(pairs, 'pair')}.")
    if pairs or (found.listed and found.missing):
        st.button("See names alike", key="came_in_alike", on_click=_go_to_names_alike)


def _go_to_names_alike() -> None:
    st.session_state["upload_section"] = "alike"


def _inside(title: str) -> str:
    """A title within a sentence: "industry", but "NPS (0-10)"."""
    return title if title[:2].isupper() else title[0].lower() + title[1:]
