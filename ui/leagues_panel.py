"""Three small leagues of traits: won most often or quickest, stay longest, send others."""

from datetime import date

import pandas as pd
import streamlit as st

from icp import db, drivers, leagues, measures
from ui import drivers_words, say_no_words, state, views, words

MOST = 5
BY = {"often": "Won most often", "quick": "Won quickest"}


def draw(deals: pd.DataFrame) -> None:
    """Draw the three, each with how many it was counted on. deals: of win_rates.by_trait."""
    st.subheader("Three small leagues", anchor=False)
    st.caption(
        f"Traits that can be known beforehand and that {leagues.LEAST} or more share; fewer are "
        "not ranked. Look at how sure each is before you act on its place."
    )
    _won(leagues.won(deals))
    _share(
        "Who stays",
        "Of those who bought in the 12 months before the last 12, so many bought again.",
        state.ask(_stays, state.as_of()),
        "upload orders of two years, and a customer list with industry or size",
    )
    _share(
        "Who tells others",
        "So many sent us somebody, or answered 9 or 10 when asked whether they would recommend us.",
        state.ask(_sends, state.as_of()),
        "upload a customer list with NPS or with who referred whom",
    )


def _stays(_conn: db.Connection, as_of: date) -> pd.DataFrame:
    return leagues.stays(*_customers(as_of))


def _sends(_conn: db.Connection, as_of: date) -> pd.DataFrame:
    return leagues.sends(*_customers(as_of))


def _customers(as_of: date) -> tuple[drivers.Known, pd.DataFrame]:
    known = state.ask(drivers.read, "customer", as_of)
    return known, state.ask(measures.customers, as_of)


def _won(found: pd.DataFrame) -> None:
    st.markdown("**Who is won most often, and quickest**")
    if found.empty:
        _nothing("upload deals with their stage, the days they took, and their lead source")
        return
    by = st.segmented_control(
        "Order",
        list(BY),
        format_func=BY.__getitem__,
        default="often",
        required=True,
        label_visibility="collapsed",
        **views.keep("leagues_won"),
    )
    if by == "quick":
        found = leagues.quickest(found)
        if found.empty:
            _nothing(f"it takes {leagues.LEAST} won deals of one trait with both days")
            return
    days = st.column_config.NumberColumn("Days to close", format="%.0f")
    many = st.column_config.NumberColumn("Of so many won", format="localized")
    _table(found, "Won of closed", {"days": days, "days_n": many})


def _share(title: str, about: str, found: pd.DataFrame, need: str) -> None:
    st.markdown(f"**{title}**", help=about)
    if found.empty:
        _nothing(need)
    else:
        _table(found, "Of those with it", {})


def _nothing(need: str) -> None:
    st.info(f"Nothing to rank yet: {need}.")


def _table(found: pd.DataFrame, counted: str, more: dict[str, object]) -> None:
    shown = found.head(MOST)
    rows = list(shown.itertuples())
    text = st.column_config.TextColumn
    columns = {
        "place": st.column_config.NumberColumn("Place", width="small"),
        "label": text("Trait"),
        "counted": text(counted),
        **more,
        "interval": text("Likely share", help="Between these, 95 times in 100."),
        "said": text("How sure", help=say_no_words.HELP),
    }
    frame = shown.assign(
        place=range(1, len(shown) + 1),
        label=list(map(drivers_words.label, rows)),
        counted=list(map(drivers_words.counted, rows)),
        interval=list(map(drivers_words.interval, rows)),
        said=list(map(drivers_words.verdict, rows)),
    )
    st.dataframe(frame[list(columns)], hide_index=True, column_config=columns)
    if len(found) > MOST:
        st.caption(f"The first {MOST} of {words.number(len(found))} that were ranked.")
