"""How deals are won: how often and how fast, by trait; and three small leagues."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from icp import db, drivers, verdicts, win_rates
from ui import (
    charts,
    drivers_words,
    figures_win_rates,
    leagues_panel,
    say_no_words,
    state,
    tables,
    views,
    words,
)

LINES = 12
TOLD = (verdicts.STRONG, verdicts.LIKELY, verdicts.LESS)


def draw() -> None:
    """Draw the deals, what tells won from lost, and the leagues."""
    deals = state.ask(win_rates.deals, state.as_of())
    summary = win_rates.summary(deals)
    if not summary.closed:
        st.info(_none(summary))
    else:
        st.subheader(words.md(_sentence(summary)), anchor=False)
        _by_trait(summary)
    leagues_panel.draw(by_trait())


def by_trait() -> pd.DataFrame:
    """The deals by trait and value, as `win_rates.by_trait` has them."""
    return state.ask(_compared, state.as_of())


def _compared(_conn: db.Connection, as_of: date) -> pd.DataFrame:
    known = state.ask(drivers.read, "deal", as_of)
    return win_rates.by_trait(known, state.ask(win_rates.deals, as_of))


def _none(summary: win_rates.Summary) -> str:
    if summary.open or summary.unknown:
        return (
            f"{words.plural(summary.open, 'deal')} are open and none is closed yet"
            f"{_not_known(summary)}: how deals are won shows as soon as some are won or lost."
        )
    return (
        "There are no deals yet. Upload them with their stage and the days they were created and "
        "closed, and how often and how fast they are won appears here."
    )


def _not_known(summary: win_rates.Summary) -> str:
    if not summary.unknown:
        return ""
    return f"; of {words.number(summary.unknown)} the file does not say"


def _sentence(summary: win_rates.Summary) -> str:
    said = (
        f"{words.number(summary.won)} of {words.plural(summary.closed, 'closed deal')} were won "
        f"({words.percent(summary.won / summary.closed)})"
    )
    if summary.days_n:
        said += (
            f"; the middle one took {words.number(summary.days)} days "
            f"({words.number(summary.days_n)} known)"
        )
    return f"{said}. {words.number(summary.open)} more are open{_not_known(summary)}."


def _by_trait(summary: win_rates.Summary) -> None:
    found = by_trait()
    if len(found):
        kept = found["before"] & ~found["verdict"].eq(verdicts.LEAK)
        found = found[kept & ~found["value"].eq(drivers.BLANK)]
    if found.empty:
        st.info(
            "Nothing is known of these deals by which to compare them: upload them with their "
            "lead source, or a customer list with industry and size."
        )
        return
    titles = dict(zip(found["trait"], found["title"], strict=True))
    first = "lead_source" if "lead_source" in titles else next(iter(titles))
    trait = st.selectbox(
        "By",
        list(titles),
        list(titles).index(first),
        titles.__getitem__,
        **views.keep("win_rates_trait"),
    )
    rows = found[found["trait"] == trait].sort_values(["shrunk", "n"], ascending=False)
    st.write(words.md(_what_tells(rows, titles[trait])))
    _draw(rows, titles[trait], summary)
    _table(rows, titles[trait])
    st.caption(words.md(_apart(rows.iloc[0], titles[trait])))


def _what_tells(rows: pd.DataFrame, title: str) -> str:
    told = rows[rows["verdict"].isin(TOLD)]
    if told.empty:
        return f"By {title} nothing tells won deals from lost ones, or there are too few to tell."
    row = next(drivers.ranked(told).itertuples())
    return sentence(row, f"{title} {row.value}")


def sentence(row: Any, who: str) -> str:
    """ "Strong: Lead source Referral wins 19 of 41 (46 %, ...)"; row: of win_rates.by_trait."""
    rest, rest_won = row.known - row.n, row.ideal_known - row.ideal_n
    said = (
        f"{drivers_words.verdict(row)}: {who} wins {drivers_words.counted(row)} "
        f"({words.percent(row.share)}, likely between {drivers_words.interval(row, 'and')}) "
        f"against {words.number(rest_won)} of {words.number(rest)} others "
        f"({words.percent(rest_won / rest) if rest else words.UNKNOWN})"
    )
    if row.days_n and row.rest_days_n:
        said += (
            f", in {words.number(row.days)} days against {words.number(row.rest_days)} "
            "(the middle of the deals won)"
        )
    return f"{said}."


def _draw(rows: pd.DataFrame, title: str, summary: win_rates.Summary) -> None:
    lines = rows.head(LINES)
    picture = figures_win_rates.rates(
        lines,
        summary.won / summary.closed,
        f"Deals won of closed, by {title}<br>Line: likely share; dashed: all deals",
    )
    clicked = charts.draw(picture, "win_rates_chart")
    if clicked and (of := clicked.get("customdata")):
        _among(lines.iloc[int(of[0])])
    more = f"The first {LINES} of {len(rows):,}; the table has all. " if len(rows) > LINES else ""
    st.caption(f"{more}Click a point for the deals behind it.")


@st.dialog("Deals", width="large", on_dismiss="rerun")
def _among(row: pd.Series) -> None:
    st.subheader(words.md(f"{row['title']}: {row['value']}"), anchor=False)
    known = state.ask(drivers.read, "deal", state.as_of())
    own = known.units[known.codes[:, row["column"]] == row["code"]]
    every = state.ask(win_rates.deals, state.as_of())
    frame = every[every["deal_id"].isin(own["unit_id"])]
    frame = frame.assign(name=frame["name"].fillna("not a customer"))
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "deal_id": text("Deal", pinned=True),
        "name": text("With"),
        "outcome": text("Won or lost"),
        "days": number("Days", format="localized"),
        "amount": number(state.in_currency("Amount"), format="accounting"),
    }
    frame = frame.sort_values(["outcome", "deal_id"], ascending=[False, True])
    tables.rows(frame, "win_rates_deals", columns, "deals")


def _table(rows: pd.DataFrame, title: str) -> None:
    each = list(rows.itertuples())
    frame = rows.assign(
        counted=list(map(drivers_words.counted, each)),
        interval=list(map(drivers_words.interval, each)),
        said=list(map(drivers_words.verdict, each)),
        took=[_between(row) for row in each],
    )
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "value": text(title, pinned=True),
        "counted": text("Won of closed"),
        "interval": text("Likely share", help="Between these, 95 times in 100."),
        "said": text("How sure", help=say_no_words.HELP),
        "days": number("Days to close", format="%.0f", help="The middle one of the deals won."),
        "took": text("Likely days", help="Between these 95 times in 100; from 6 deals on."),
        "days_n": number("Of so many won", format="localized"),
        "open": number("Open", format="localized", help="Not counted among the closed."),
    }
    if frame["open"].isna().all():
        columns.pop("open")
    tables.rows(frame, "win_rates", columns, "won-of-closed")


def _between(row: Any) -> str:
    if pd.isna(row.days_low):
        return "can't tell"
    return f"{words.number(row.days_low)} to {words.number(row.days_high)}"


def _apart(row: pd.Series, title: str) -> str:
    said = f"Of {words.plural(int(row['unknown']), 'closed deal')} {title} is unknown"
    if pd.notna(row["open_unknown"]):
        said += f", and of {words.plural(int(row['open_unknown']), 'open deal')}"
    return f"{said}: they are not counted here."
