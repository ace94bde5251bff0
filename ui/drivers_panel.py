"""What the best share: the sentence, the forest of traits, false friends, leaks and the table."""

import pandas as pd
import streamlit as st

from icp import drivers, verdicts
from icp.ideals import Ideals
from ui import (
    charts,
    compared,
    drivers_among,
    drivers_words,
    figures_drivers,
    links,
    open_spellings,
    state,
    tables,
    the_best,
    views,
)
from ui import words as text

LINES, PAIRS = 18, 5
KINDS = {
    "before": "Known before the first sale",
    "after": "Seen since then",
    "all": "Everything",
}


def draw() -> None:
    """Draw who is meant, what they share and how sure that is."""
    best = the_best.choose("drivers_best")
    if best is None:
        return
    known = state.ask(drivers.read, best.unit, state.as_of())
    singles, both = compared.with_the_rest(known, best)
    kind = st.segmented_control(
        "Traits",
        list(KINDS),
        format_func=KINDS.__getitem__,
        default="before",
        required=True,
        help="What can be known of a company before it buys tells you whom to call; what is seen "
        "since then tells you how your best turned out.",
        **views.keep("drivers_kind"),
    )
    shown = _shown(singles, both, kind)
    st.subheader(text.md(drivers_words.headline(shown, known.values, best)), anchor=False)
    if short := verdicts.short_of(len(best.among), len(best.ids), f"{best.unit}s"):
        st.info(short, icon=":material/info:")
    else:
        st.write(text.md(drivers_words.how_sure(shown)))
    st.caption(_left_out(best))
    if shown.empty:
        st.info("No trait is known: upload a customer list with industry, size or place.")
        return
    _forest(known, shown, best)
    open_spellings.draw(set(singles["trait"]), "drivers")
    _warnings(singles, best)
    _table(shown)
    links.to("persona", "Pick the criteria of a profile from this")


def _shown(singles: pd.DataFrame, both: pd.DataFrame, kind: str) -> pd.DataFrame:
    """One row per trait or pair to look at, best evidence first; codes: those of its values."""
    own = singles[singles["verdict"] != verdicts.LEAK]
    own = own[_one_side(own)].assign(codes=[(code,) for code in own.loc[_one_side(own), "code"]])
    if kind != "all":
        own = own[own["before"] == (kind == "before")]
    together = both[both["more"]].head(PAIRS) if kind != "after" else both.head(0)
    joined = pd.concat([own, together]) if len(together) else own
    return drivers.ranked(joined.reset_index(drop=True))


def _one_side(frame: pd.DataFrame) -> pd.Series:
    """Of a trait with two values, the one that says more: that is no blank, and more common."""
    two = frame.groupby("trait")["value"].transform("size") == 2
    blank = frame["value"] == drivers.BLANK
    flag = blank.groupby(frame["trait"]).transform("any")
    lesser = frame["lift"].rank(method="first").groupby(frame["trait"]).rank() == 1
    return ~(two & blank) & ~(two & ~flag & lesser)


def _left_out(best: Ideals) -> str:
    said = "".join(
        f"{drivers_words.WITHOUT[one]} is not among the traits, as it helps decide who the best "
        "are. "
        for one in best.without
    )
    return (
        f"{said}A {best.unit} of which something is not known counts neither as having it nor as "
        "not having it."
    )


def _forest(known: drivers.Known, shown: pd.DataFrame, best: Ideals) -> None:
    lines = shown.head(LINES)
    picture = figures_drivers.forest(
        lines,
        len(best.ids) / len(best.among),
        f"Of those with each trait, how many {best.words}<br>"
        f"Line: likely share; dashed: all {best.unit}s",
    )
    clicked = charts.draw(picture, "drivers_forest")
    if clicked and (of := clicked.get("customdata")):
        drivers_among.draw(known, lines.iloc[int(of[0])], best)
    st.caption("Click a point for the ones behind it.")


def _warnings(found: pd.DataFrame, best: Ideals) -> None:
    for title, about, said in (
        (
            "False friends",
            "They look strong alone, and make no difference once the stronger trait is known.",
            drivers_words.false_friends(found, best),
        ),
        (
            "Known only of the best" if best.unit == "customer" else "Known only of won deals",
            "Whatever is written down of them alone comes after the fact: it cannot tell whom "
            "to call.",
            drivers_words.leaks(found, best),
        ),
    ):
        if said:
            with st.expander(f"{title} ({len(said)})", expanded=title == "False friends"):
                st.write(about)
                st.markdown("\n".join(f"- {text.md(one)}" for one in said))


def _table(shown: pd.DataFrame) -> None:
    st.subheader("Every trait", anchor=False)
    frame = drivers_words.told(shown)
    words, number = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "title": words("Trait", pinned=True),
        "value": words("Value"),
        "counted": words("Of those with it", help="So many of them are among the best."),
        "others": words("Of all others", help="Of whom it is known that they are something else."),
        "unknown": number("Unknown", format="localized"),
        "interval": words("Likely share", help="Between these, 95 times in 100."),
        "said": words("How sure", help=drivers_words.HELP),
    }
    tables.rows(frame, "drivers", columns, "what-the-best-share")
    with st.expander("Details for statisticians"):
        st.caption(
            "Lift: the share among those with the trait over the share of all whose trait is "
            "known. p: Fisher's exact test, two-sided, against the rest. q: Benjamini-Hochberg "
            "over all traits (pairs among themselves). Interval: Wilson, 95 %. Explained by: "
            "Mantel-Haenszel within the other trait. Order: by verdict, then (k + 1) / (n + 2)."
        )
        digits = {name: number(name, format="%.4g") for name in ("lift", "p", "q")}
        st.dataframe(
            frame[["title", "value", *digits]].head(tables.MOST),
            hide_index=True,
            column_config={**columns, **digits},
        )
