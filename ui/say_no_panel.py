"""Who we say no to: what the bad ones share, and what a no would have spared us and cost us."""

import pandas as pd
import streamlit as st

from icp import drivers, ideal, say_no, sorting, verdicts
from icp.ideals import Ideals
from ui import (
    charts,
    compared,
    drivers_words,
    figures_say_no,
    say_no_rule,
    say_no_words,
    state,
    status_panel,
    tables,
    views,
    words,
)

LINES, PAIRS = 8, 5
KINDS = {"before": "Known before the first sale", "all": "Everything"}


def draw() -> None:
    """Draw who is meant, what they share, and the customers a no by it would mean."""
    kind = _choice("Customers who", say_no.BAD, "gone", "say_no_kind")
    late_days = _bound() if kind == "late" else say_no.LATE_DAYS
    known, tally = _known(), _tally()
    bad = say_no.bad(known, tally, kind, late_days)
    if not bad.ids:
        st.info(_nobody(bad, say_no.BAD[kind]))
        return
    start = "good" if (tally["verdict"] == "good").any() else "profitable"
    worth = _choice("Counted as good", say_no.GOOD, start, "say_no_good")
    good = say_no.good(known, tally, state.ask(ideal.worth, state.as_of()), worth)
    if not good:
        st.info(f"Nobody is known to be good in this way: {say_no.GOOD[worth].need}.")
    traits = state.ask(drivers.read, "customer", state.as_of())
    singles, both = compared.with_the_rest(traits, bad)
    answer = st.container()
    money = known.set_index("customer_id")["money"]
    shown = say_no.costs(traits, _shown(singles, both), bad, good, money)
    if shown.empty:
        st.info("No trait is known: upload a customer list with industry, size or place.")
        return
    with answer:
        said = st.container()
        _chart(traits, shown, kind, bad)
    rule = say_no_rule.chosen(singles, shown, kind)
    good_word = say_no.GOOD[worth].words
    found = say_no_rule.draw(said, traits, (rule, shown), bad, (good, good_word), known)
    with said:
        st.caption(_about(bad, kind, worth, late_days))
    if found is not None:
        say_no_rule.customers(found, known, bad, good_word)
    _table(shown, bad, good_word)


def _choice(label: str, kinds: dict[str, say_no.Kind], default: str, key: str) -> str:
    return st.segmented_control(
        label,
        list(kinds),
        format_func=lambda one: kinds[one].title,
        default=default,
        required=True,
        **views.keep(key),
    )


def _bound() -> float:
    return st.number_input(
        "More days late than",
        0,
        365,
        say_no.LATE_DAYS,
        5,
        help="On average of all payments so far; paid on the day or before counts as 0.",
        **views.keep("say_no_late"),
    )


def _known() -> pd.DataFrame:
    return state.ask(say_no.known, state.as_of(), status_panel.windows())


def _tally() -> pd.DataFrame:
    with state.connect() as conn:  # it changes with every tap
        return state.masked(sorting.tally(conn))


def _nobody(bad: Ideals, kind: say_no.Kind) -> str:
    if bad.among:
        return (
            f"None of {words.plural(len(bad.among), 'customer')} of whom it is known belongs here: "
            f"{kind.about}."
        )
    return f"Of nobody is it known: {kind.about}. To see this, {kind.need}."


def _shown(singles: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    """One row per trait or pair to look at, with its codes, best evidence first."""
    kind = st.segmented_control(
        "Traits",
        list(KINDS),
        format_func=KINDS.__getitem__,
        default="before",
        required=True,
        help="Only what can be known of a company before it buys lets you say no in time.",
        **views.keep("say_no_traits"),
    )
    two = singles.groupby("trait")["value"].transform("size") == 2
    keep = ~singles["verdict"].eq(verdicts.LEAK) & ~singles["value"].eq(drivers.BLANK)
    own = singles[keep & ~(two & (singles["lift"] < 1))]
    own = own.assign(codes=[(code,) for code in own["code"]])
    if kind == "before":
        own = own[own["before"]]
    together = both[both["more"]].head(PAIRS)
    joined = pd.concat([own, together]) if len(together) else own
    return drivers.ranked(joined.reset_index(drop=True))


def _chart(traits: drivers.Known, shown: pd.DataFrame, kind: str, bad: Ideals) -> None:
    lines = shown[(shown["lift"] > 1) & (shown["verdict"] != verdicts.VANISHES)].head(LINES)
    if lines.empty:
        return
    picture = figures_say_no.both_sides(
        lines,
        "Spared and lost by a no to each<br>in customers; pale: may be chance",
        f"Spared: they {bad.words}",
        "Cost us: good ones",
    )
    clicked = charts.draw(picture, "say_no_bars")
    if clicked and (of := clicked.get("customdata")):
        say_no_rule.choose(traits, lines["codes"].iloc[int(of[0])], kind)
    st.caption("Click a bar for the customers behind it.")


def _about(bad: Ideals, kind: str, worth: str, late_days: float) -> str:
    about = say_no.BAD[kind].about.replace("your bound", f"{late_days:g} days")
    return (
        f"Meant are {words.number(len(bad.ids))} of {words.plural(len(bad.among), 'customer')}: "
        f"{about}. Good means: {say_no.GOOD[worth].about}."
    )


def _table(shown: pd.DataFrame, bad: Ideals, good: str) -> None:
    st.subheader("Every trait", anchor=False)
    frame = drivers_words.told(shown)
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "title": text("Trait", pinned=True),
        "value": text("Value"),
        "counted": text("Of those with it", help=f"So many of them {bad.words}."),
        "others": text("Of all others", help="Of whom it is known that they are something else."),
        "unknown": number("Unknown", format="localized"),
        "interval": text("Likely share", help="Between these, 95 times in 100."),
        "said": text("How sure", help=say_no_words.HELP),
        "good_n": number(
            "Costs us",
            format="localized",
            help=f"So many {good} ones have it and would be lost.",
        ),
        "good_money": number(
            state.in_currency("They bring"),
            format="accounting",
            help="The revenue of the last 12 months of those a no would cost us.",
        ),
    }
    tables.rows(frame, "say_no", columns, "who-we-say-no-to")
