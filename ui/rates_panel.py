"""In which currency everything counts, and what the others are worth in it."""

from datetime import date
from decimal import Decimal

import streamlit as st

from icp import errors, rates
from ui import problems, state, words

COMMON = ("USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "PLN", "JPY", "INR")


def ask(key: str, missing: errors.RatesMissing) -> None:
    """Say what is missing, and draw the form that gives it."""
    st.warning(words.md(missing), icon=":material/currency_exchange:")
    own = missing.reporting
    if own is None:
        own = st.segmented_control(
            "Count everything in",
            missing.currencies,
            default=missing.currencies[0],
            required=True,
            key=f"rates_own_{key}",
        )
    others = [*state.ask(rates.listing)["currency"], *missing.currencies]
    _form(key, own, [other for other in dict.fromkeys(others) if other != own])


def draw() -> None:
    """What all amounts count in, and the way to change it."""
    if not state.summary().orders:
        return
    own = state.ask(rates.own)
    with st.expander(f"Currency: {own or 'not known'}", icon=":material/currency_exchange:"):
        known = state.ask(rates.listing)
        if own is None:
            st.write("No file names a currency. Choose the one that your amounts are in.")
        chosen = st.selectbox(
            "Count everything in",
            dict.fromkeys([*([own] if own else []), *known["currency"], *COMMON]),
            index=0 if own else None,
            key="rates_own",
        )
        if chosen:
            _form("all", chosen, _others(chosen, own, list(known["currency"])))


def _others(chosen: str, own: str | None, rated: list[str]) -> list[str]:
    """The currencies that need a rate to `chosen`."""
    wanted = [*rated, own] if own and state.ask(rates.in_use, own) else rated
    return [other for other in wanted if other != chosen]


def _form(key: str, own: str, others: list[str]) -> None:
    known = state.ask(rates.listing).set_index("currency").to_dict("index")
    known = known if own == state.ask(rates.own) else {}
    with st.form(f"rates_{key}_{own}", border=False):
        given = {other: _rate(key, own, other, known.get(other, {})) for other in others}
        if not st.form_submit_button(f"Count in {own}", key=f"rates_save_{key}"):
            return
    blank = [other for other, rate in given.items() if rate is None]
    if blank:
        st.error(f"Say what one {blank[0]} is worth in {own}: a number above 0.")
        return
    with problems.shown():
        with st.spinner("Counting everything anew ..."), state.connect() as conn:
            rates.save(conn, own, given)
        st.rerun()


def _rate(key: str, own: str, other: str, known: dict[str, object]) -> rates.Rate | None:
    """Draw the row of one currency and give its rate, None while there is none."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        worth = st.number_input(
            f"1 {other} in {own}",
            value=known.get("rate"),
            min_value=0.0,
            format="%.6f",
            key=f"rates_{key}_{own}_{other}",
            placeholder="such as 1.08",
        )
        day = st.date_input(
            "Rate of",
            value=known.get("rated_on") or state.now().date(),
            max_value=date(2099, 12, 31),
            key=f"rates_on_{key}_{own}_{other}",
            format="YYYY-MM-DD",
        )
        source = st.text_input(
            "Where from",
            value=str(known.get("source", "")),
            key=f"rates_from_{key}_{own}_{other}",
            placeholder="your bank, central bank ...",
            max_chars=80,
        )
    if not worth:
        return None
    return rates.Rate(Decimal(repr(worth)), day, source.strip() or "not said")
