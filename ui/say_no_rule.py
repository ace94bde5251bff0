"""One rule to say no by: chosen, said in a sentence, and the customers it means."""

from collections.abc import Collection
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from icp import drivers, say_no, verdicts
from icp.ideals import Ideals
from ui import drivers_words, open_customer, say_no_words, state, tables, views, words

MOST = 3
SURE = (verdicts.STRONG, verdicts.LIKELY)


def chosen(singles: pd.DataFrame, shown: pd.DataFrame, kind: str) -> dict[str, int]:
    """The values that the user puts into the rule: what they are called -> place in the values."""
    wanted = singles[singles["value"] != drivers.BLANK]
    options = {drivers_words.label(row): int(row.code) for row in wanted.itertuples()}
    places = {code: label for label, code in options.items()}
    sure = shown[shown["verdict"].isin(SURE)]
    start = [places[code] for code in sure["codes"].iloc[0]] if len(sure) else []
    key = _key(kind)
    if key in st.session_state:  # other data may have other traits
        st.session_state[key] = [one for one in st.session_state[key] if one in options]
    picked = st.multiselect(
        "Say no to those who are all of this",
        list(options),
        default=None if key in st.session_state else start,
        max_selections=MOST,
        placeholder="Choose a trait",
        **views.keep(key),
    )
    return {label: options[label] for label in picked}


def choose(traits: drivers.Known, codes: Collection[int], kind: str) -> None:
    """Have the rule be these values; before `chosen` is drawn."""
    values = traits.values.loc[list(codes)]
    st.session_state[_key(kind)] = [drivers_words.label(row) for row in values.itertuples()]


def _key(kind: str) -> str:
    return f"say_no_rule_{kind}"


def draw(
    answer: DeltaGenerator,
    traits: drivers.Known,
    rule: tuple[dict[str, int], pd.DataFrame],
    bad: Ideals,
    good: tuple[Collection[str], str],
    known: pd.DataFrame,
) -> pd.DataFrame | None:
    """Say above what the rule would have done; gives the customers that have it, if there is one.

    rule: from `chosen`, and the rows of the table; good: ids, and what they are called.
    """
    picked, shown = rule
    with answer:
        if not picked:
            st.subheader(
                "No trait tells them from the rest." if _unsure(shown) else "Choose a trait below.",
                anchor=False,
            )
            if few := say_no_words.too_few(bad):
                st.info(few, icon=":material/info:")
            return None
        found = say_no.by_rule(traits, list(picked.values()), bad, good[0])
        money = known.set_index("customer_id")["money"]
        worth = found.loc[found["has"].fillna(False) & found["good"], "customer_id"].map(money)
        said = say_no_words.spared(
            found, bad, list(picked), good[1], state.money(float(worth.astype(float).sum()))
        )
        st.subheader(words.md(said), anchor=False)
        row, judged = _judged(found, shown, tuple(picked.values()))
        st.write(words.md(say_no_words.how_sure(row, bad, judged)))
        late = say_no_words.late(known.set_index("customer_id")["days_late"], found)
        if few := say_no_words.too_few(bad):
            st.info(few, icon=":material/info:")
        if late:
            st.write(late)
    return found[found["has"].fillna(False)]


def _unsure(shown: pd.DataFrame) -> bool:
    return not shown["verdict"].isin(SURE).any()


def _judged(found: pd.DataFrame, shown: pd.DataFrame, codes: tuple[int, ...]) -> tuple[Any, bool]:
    """The row of the table for the rule, or one made for it that was not tested among all."""
    same = shown[[set(one) == set(codes) for one in shown["codes"]]]
    if len(same):
        return next(same.itertuples()), True
    told = found[found["has"].notna()]
    has = told["has"].astype(bool)
    counts = {
        "trait": "rule",
        "n": int(has.sum()),
        "ideal_n": int((has & told["bad"]).sum()),
        "known": len(told),
        "ideal_known": int(told["bad"].sum()),
        "unknown": int(found["has"].isna().sum()),
    }
    return next(drivers.judged(pd.DataFrame([counts])).itertuples()), False


def customers(found: pd.DataFrame, known: pd.DataFrame, bad: Ideals, good: str) -> None:
    """The customers that have the rule: the good ones it would cost first, then those spared."""
    st.subheader(f"The {words.plural(len(found), 'customer')} it means", anchor=False)
    what = {2: "cost us", 1: "spared us", 0: "neither"}
    place = found["bad"].astype(int).where(~found["good"], 2)
    columns = ["customer_id", "money", "left", "days_late", "status"]
    frame = found.assign(place=place, what=place.map(what)).merge(
        known[columns], on="customer_id", how="left"
    )
    frame = frame.sort_values(["place", "money", "customer_id"], ascending=[False, False, True])
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    ticked = tables.customers(
        frame,
        "say_no_customers",
        {
            "name": text("Customer", pinned=True),
            "what": text(
                "A no would have",
                help=f"Cost us: {good}. Spared us: they {bad.words}. Neither: all others.",
            ),
            "money": number(state.in_currency("Revenue, 12 months"), format="accounting"),
            "left": number(
                state.in_currency("Left of it"),
                format="accounting",
                help="After support where you entered its cost, else revenue less cost.",
            ),
            "days_late": number("Days late", format="%.0f", help="On average of all payments."),
            "status": text("Status"),
        },
        "customers-of-the-rule",
    )
    if ticked:
        open_customer.go(ticked)
