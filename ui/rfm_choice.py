"""What counts as often, by which cuts and in which groups: the choices all views share."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from icp import advice, cutting, facts, measuring, rfm, saved_cuts, segment_maps
from ui import rfm_own_cuts, rfm_words, state, views, window, words

SAVED = "saved: "


@dataclass(frozen=True)
class Choice:
    """What was chosen, and everybody scored by it; `saved` where the cuts are saved ones."""

    as_of: date
    months: int | None
    frequency: measuring.Frequency
    cuts: cutting.Cuts
    saved: saved_cuts.SavedCuts | None
    groups: segment_maps.SegmentMap
    scores: pd.DataFrame

    def titles(self) -> dict[str, str]:
        """The words on screen for each group that may be named."""
        return {name: one.title for name, one in self.groups.known.items()}


def groups() -> segment_maps.SegmentMap:
    """The map of the chosen workspace."""
    with state.connect() as conn:
        return segment_maps.load(conn)


def customers(as_of: date, months: int | None, frequency: measuring.Frequency) -> pd.DataFrame:
    """What is known of each customer, remembered; not to be changed."""
    if frequency == "products":
        return state.ask(measuring.customers, as_of, "net", months, frequency)
    return state.ask(facts.customers, as_of, "net", months)


def choose(months: int | None) -> Choice | None:
    """Draw the choices; None where nobody can be scored by them, after saying why."""
    as_of = state.as_of()
    known = customers(as_of, months, "orders")
    if trap := advice.trap(known, as_of):
        st.warning(words.md(_warning(trap)), icon=":material/event_repeat:")
    often, cut = st.columns(2)
    with often:
        frequency = _frequency(advice.suggested(known, as_of).frequency)
    known = customers(as_of, months, frequency)
    values = measuring.measure(known, frequency)
    if values.empty:
        st.info(_nobody(months, frequency))
        return None
    with cut:
        cuts, saved = _cuts(values, advice.suggested(known, as_of, frequency), frequency)
    if cuts is None:
        cuts = rfm_own_cuts.typed(values, frequency, f"rfm_own_{frequency}_{months}")
    if cuts is None:
        return None
    _about(saved, measuring.unmeasured(known, frequency), months, frequency)
    mapped = groups()
    scores = rfm.apply(values, cuts, mapped.named)
    st.caption(words.md(in_short(scores, cuts, frequency)))
    return Choice(as_of, months, frequency, cuts, saved, mapped, scores)


def _warning(trap: advice.Trap) -> str:
    instead = rfm_words.FREQUENCIES[trap.frequency].lower()
    return f"{trap.sentence} So we start with {instead} instead; change it below."


def _frequency(start: measuring.Frequency) -> measuring.Frequency:
    return st.selectbox(
        "How often means",
        list(rfm_words.FREQUENCIES),
        index=list(rfm_words.FREQUENCIES).index(start),
        format_func=rfm_words.FREQUENCIES.__getitem__,
        **views.keep(f"rfm_frequency_{start}"),
        help="An invoice that comes every month only says how long somebody has been a customer. "
        "A project, or goods that you resell, they decided to buy.",
    )


def _cuts(
    values: pd.DataFrame, start: advice.Suggestion, frequency: measuring.Frequency
) -> tuple[cutting.Cuts | None, saved_cuts.SavedCuts | None]:
    """The chosen cuts, None where they are to be typed, and the saved ones where it is those."""
    kept = _saved(frequency)
    titles = {**rfm_words.METHODS, **{key: f"Saved: {one.name}" for key, one in kept.items()}}
    method = st.selectbox(
        "Scores are cut by",
        list(titles),
        index=list(titles).index(start.method),
        format_func=titles.__getitem__,
        **views.keep(f"rfm_method_{start.method}"),
    )
    if method in kept:
        st.caption(f"Made on {words.day(kept[method].made_on)}, and the same ever since.")
        return kept[method].cuts, kept[method]
    if method == "own":
        return None, None
    st.caption(words.md(start.reason))
    return cutting.cut(values, method), None


def _saved(frequency: measuring.Frequency) -> dict[str, saved_cuts.SavedCuts]:
    with state.connect() as conn:
        listed = saved_cuts.listing(conn)
    return {SAVED + one.name: one for one in listed if one.frequency == frequency}


def as_chosen() -> Choice | None:
    """What was chosen last, without drawing it; None where nobody can be scored by it.

    Cuts that are being typed count once they are saved; until then those we start with do.
    """
    as_of, months = state.as_of(), window.chosen("segmentation_window")
    start = advice.suggested(customers(as_of, months, "orders"), as_of).frequency
    frequency = st.session_state.get(f"rfm_frequency_{start}", start)
    known = customers(as_of, months, frequency)
    values = measuring.measure(known, frequency)
    if values.empty:
        return None
    first = advice.suggested(known, as_of, frequency).method
    method = st.session_state.get(f"rfm_method_{first}", first)
    saved = _saved(frequency).get(method)
    method = method if method in rfm_words.METHODS and method != "own" else first
    cuts = saved.cuts if saved else cutting.cut(values, method)
    mapped = groups()
    scores = rfm.apply(values, cuts, mapped.named)
    return Choice(as_of, months, frequency, cuts, saved, mapped, scores)


def cut_by(choice: Choice) -> str:
    """The words for what cuts the scores."""
    return choice.saved.name if choice.saved else rfm_words.METHODS[choice.cuts.method]


def _about(
    saved: saved_cuts.SavedCuts | None,
    unscored: int,
    months: int | None,
    frequency: measuring.Frequency,
) -> None:
    if unscored:
        st.caption(_not_shown(unscored, months, frequency))
    if saved and saved.window_months != months:
        made, now = window.in_words(saved.window_months), window.in_words(months)
        st.caption(f"These cuts were made for what was bought {made}; here it is {now}.")


def _not_shown(customers: int, months: int | None, frequency: measuring.Frequency) -> str:
    when = f" {window.in_words(months)}" if months else ""
    return (
        f"{words.plural(customers, 'customer')} had no {rfm_words.ORDERS[frequency]}{when} and "
        f"{'is' if customers == 1 else 'are'} not shown here: count orders to see all."
    )


def _nobody(months: int | None, frequency: measuring.Frequency) -> str:
    if frequency in ("projects", "products"):
        return (
            f"There is no {rfm_words.ORDERS[frequency]} {window.in_words(months)}: "
            "choose more months or another day, or count orders."
        )
    return (
        f"Nobody bought {window.in_words(months)} (refunds and orders of zero do not count): "
        "choose more months or another day."
    )


def in_short(scores: pd.DataFrame, cuts: cutting.Cuts, frequency: measuring.Frequency) -> str:
    """What the best score takes, and how many scores there really are."""
    table = rfm_words.shown(rfm.in_words(scores, cuts, frequency))
    best = ", ".join(table[table["score"] == 5]["words"])
    bins = rfm.bins(scores)
    return (
        f"Score 5 means: {best}. Different scores there are: how recently {bins['recency']}, "
        f"how often {bins['frequency']}, how much {bins['monetary']}."
    )
