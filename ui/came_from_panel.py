"""Where the best came from, and how often and fast deals from there are won."""

from pathlib import Path

import pandas as pd
import streamlit as st

from icp import drivers, verdicts
from icp.ideals import Ideals
from ui import (
    drivers_words,
    privacy,
    say_no_words,
    state,
    tables,
    the_best,
    win_rates_panel,
    words,
)

CHOICES = ("tier", "top", "profit", "listed", "promoters")
TRAIT = "lead_source"
TOLD = (verdicts.STRONG, verdicts.LIKELY)


def draw() -> None:
    """Draw the sources of customers beside those of deals."""
    best = the_best.choose("came_from_best", CHOICES)
    if best is None:
        return
    traits = state.ask(drivers.read, "customer", state.as_of())
    who = hash((best, privacy.chosen().names))
    found = _compared(
        state.workspace().path, state.version(), str(state.as_of()), who, best, traits
    )
    deals = win_rates_panel.by_trait()
    deals = deals[deals["trait"] == TRAIT] if len(deals) else deals
    if found.empty and deals.empty:
        st.info(
            "No file says where customers came from: upload a customer list or deals with a column "
            "such as “Lead source”."
        )
        return
    _customers(found, best)
    _deals(deals)
    _table(_beside(found, deals), best)
    _unknown(found, deals)


@st.cache_resource(max_entries=50, show_spinner="Looking where the best came from ...")
def _compared(
    path: Path,  # noqa: ARG001
    version: int,  # noqa: ARG001
    as_of: str,  # noqa: ARG001
    who: int,  # noqa: ARG001
    _best: Ideals,
    _known: drivers.Known,
) -> pd.DataFrame:
    """The sources, judged among all traits as on the page of what the best share."""
    if _known.values.empty:
        return pd.DataFrame()
    found = drivers.compare(_known, _best.ids, _best.among, _best.without)
    return found[found["trait"] == TRAIT]


def _customers(found: pd.DataFrame, best: Ideals) -> None:
    if found.empty:
        st.subheader("No file says where your customers came from.", anchor=False)
        return
    row = next(drivers.ranked(found).itertuples())
    told = row.verdict in TOLD
    said = (
        f"{row.value}: {drivers_words.counted(row)} who came by it {best.words}, against "
        f"{drivers_words.others(row)} others"
    )
    answer = f"{said}." if told else "Where they came from does not tell the best from the rest."
    st.subheader(words.md(answer), anchor=False)
    likely = f"likely between {drivers_words.interval(row, 'and')}"
    st.write(
        words.md(
            f"{drivers_words.verdict(row)}: the share is {words.percent(row.share)}, {likely}."
            if told
            else f"The most by {said}, {likely}."
        )
    )


def _deals(deals: pd.DataFrame) -> None:
    told = deals[deals["verdict"].isin(TOLD)] if len(deals) else deals
    if len(told):
        row = next(drivers.ranked(told).itertuples())
        st.write(words.md(win_rates_panel.sentence(row, f"{row.title} {row.value}")))


def _beside(found: pd.DataFrame, deals: pd.DataFrame) -> pd.DataFrame:
    """One row per source, in the order of the customers: both counts in words, and the days."""
    empty = pd.DataFrame(columns=["value"])
    own = _said(found, "best") if len(found) else empty
    sold = _said(deals, "won") if len(deals) else empty
    if len(deals):
        sold = sold.assign(days=deals["days"].to_numpy(), days_n=deals["days_n"].to_numpy())
    both = own.merge(sold, on="value", how="outer")
    order = list(dict.fromkeys([*own["value"], *sold["value"]]))
    return both.set_index("value").loc[order].reset_index()


def _said(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    rows = list(frame.itertuples())
    return pd.DataFrame(
        {
            "value": frame["value"].to_numpy(),
            name: list(map(drivers_words.counted, rows)),
            f"{name}_share": list(map(drivers_words.interval, rows)),
            f"{name}_sure": list(map(drivers_words.verdict, rows)),
        }
    )


def _table(both: pd.DataFrame, best: Ideals) -> None:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    sure = {"help": say_no_words.HELP}
    columns = {
        "value": text("Came by", pinned=True),
        "best": text("Best", help=f"So many of those who came by it {best.words}."),
        "best_share": text("Likely", help="The share, 95 times in 100 between these."),
        "best_sure": text("How sure", **sure),
        "won": text("Deals won", help="Of those that are closed."),
        "days": number("Days", format="%.0f", help="The middle one of the deals won."),
        "days_n": number("Of deals", format="localized", help="So many won deals say how long."),
        "won_share": text("Likely to win", help="95 times in 100 between these."),
        "won_sure": text("How sure of it", **sure),
    }
    shown = {name: one for name, one in columns.items() if name in both}
    tables.rows(both, "came_from", shown, "where-the-best-came-from")


def _unknown(found: pd.DataFrame, deals: pd.DataFrame) -> None:
    said = []
    if len(found):
        said.append(words.plural(int(found["unknown"].iloc[0]), "customer"))
    if len(deals):
        closed, still = int(deals["unknown"].iloc[0]), int(deals["open_unknown"].iloc[0])
        said.append(
            f"{words.plural(closed + still, 'deal')} ({words.number(closed)} closed, "
            f"{words.number(still)} open)"
        )
    st.caption(f"Of unknown source, and counted nowhere above: {' and '.join(said)}.")
