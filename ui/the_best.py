"""Who the best are by a choice of `ideals.ALL` or a group, remembered for all pages."""

from collections.abc import Collection

import streamlit as st

from icp import criteria_data, ideals
from icp.ideals import Ideals
from ui import state, views, words

SERVED = {
    True: "; what serving them costs is taken off, at the costs you entered under Money",
    False: "; what serving them costs is not counted: enter it under Money, Where profit is made "
    "and lost",
    None: "",
}


def choose(key: str, names: Collection[str] = tuple(ideals.ALL)) -> Ideals | None:
    """Draw the choice of who the best are and what it counts; None where nobody is, said why."""
    name = st.segmented_control(
        "The best are",
        list(names),
        format_func=lambda one: ideals.ALL[one].title,
        default="tier",
        required=True,
        **views.keep(key),
    )
    best = of(name)
    if not best.ids:
        st.info(nobody(name, best))
        return None
    st.caption(said(name, best))
    return best


def of(name: str) -> Ideals:
    """The best; nobody where it is not known who is."""
    found: Ideals = state.ask(criteria_data.best, name, state.as_of(), taps(name))
    return found


def said(name: str, best: Ideals) -> str:
    """ "The best: 30 of 180 customers: those with the points for A ...", and what counts there."""
    everybody = words.plural(len(best.among), best.unit)
    about = ideals.ALL[name].about
    return f"The best: {words.number(len(best.ids))} of {everybody}: {about}{SERVED[best.served]}."


def nobody(name: str, best: Ideals) -> str:
    """Why there is nobody: none of those who are known is, or nobody is known."""
    if best.among:
        return said(name, best)
    choice = ideals.ALL[name]
    return f"There is nobody yet: the best would be {choice.about}. To see this, {choice.need}."


def taps(name: str) -> int:
    """How often somebody was sorted by hand, where that decides who the best are."""
    if name != "listed":
        return 0
    with state.connect() as conn:
        return criteria_data.taps(conn)
