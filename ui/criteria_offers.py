"""What the best share, each line with a button that makes it a criterion."""

from datetime import date

import streamlit as st

from icp import criteria, criteria_data, drivers, ideals, verdicts
from icp.criteria_data import Offer
from ui import privacy, rfm_choice, state, the_best, views, words
from ui.profile_draft import Draft

FIRST, LISTED = 6, 300
TOLD = (verdicts.STRONG, verdicts.LIKELY, verdicts.LESS)
BADGES = {verdicts.STRONG: "green", verdicts.LIKELY: "blue", verdicts.LESS: "orange"}
ICONS = {verdicts.LESS: ":material/block:"}
PARTS = {
    "Known before the first sale: whom to call": True,
    "Seen since then: whether they succeed with us": False,
}
GROUP = "group"


def draw(draft: Draft) -> None:
    """Choose who the best are, and pick from what they share."""
    name = _choose()
    offers = [one for one in by(name) if not one.blank]
    if not offers:
        st.info(_nobody(name))
        return
    told = [one for one in offers if one.verdict in TOLD]
    if short := _short(name):
        st.info(words.md(short), icon=":material/info:")
    elif not told:
        st.info(
            "Nothing here tells the best from the rest more than chance would. You can still add "
            "any trait from the list below, or write a criterion yourself."
        )
    for title, before in PARTS.items():
        _part(draft, name, title, [one for one in told if one.before == before])
    _any_other(draft, name, offers)


def _nobody(name: str) -> str:
    who = the_best.of(name)
    if 0 < len(who.ids) < len(who.among):
        return (
            "No trait is known: upload a customer list with industry, size or place, or write a "
            "criterion yourself."
        )
    if choice := ideals.ALL.get(name):
        return (
            f"There is nobody to compare yet: the best would be {choice.about}. To see this, "
            f"{choice.need}."
        )
    return "Nobody, or everybody, is in this group: choose another."


def _part(draft: Draft, name: str, title: str, told: list[Offer]) -> None:
    if not told:
        return
    st.markdown(f"**{title}**")
    part = "before" if told[0].before else "after"
    shown = told[:FIRST]
    more = f"Show all {len(told)}"
    if len(told) > FIRST and st.toggle(more, **views.keep(f"criteria_more_{part}")):
        shown = told
    for place, one in enumerate(shown):
        _line(draft, name, one, f"{part}_{place}")


def by(name: str) -> tuple[Offer, ...]:
    """What the data says by a choice of who the best are, remembered."""
    who, taps = the_best.of(name), the_best.taps(name)
    known = state.ask(drivers.read, who.unit, state.as_of())
    of = (state.workspace().path, state.version(), privacy.chosen().names, taps)
    return _offered(of, name, state.as_of(), who, known)


def _short(name: str) -> str | None:
    """What is missing before a pattern can be told from chance."""
    who = the_best.of(name)
    return verdicts.short_of(len(who.among), len(who.ids), f"{who.unit}s")


@st.cache_resource(max_entries=50, show_spinner="Comparing the best with the rest ...")
def _offered(
    of: tuple[object, ...],  # noqa: ARG001
    name: str,
    as_of: date,
    _who: ideals.Ideals,
    _known: drivers.Known,
) -> tuple[Offer, ...]:
    return criteria_data.offered(_known, _who, name, as_of)


def _choose() -> str:
    titles = {name: one.title for name, one in ideals.ALL.items()} | {
        GROUP: "A group by how they buy"
    }
    elsewhere = st.session_state.get("drivers_best")  # chosen on the page of what they share
    name = st.selectbox(
        "The best are",
        list(titles),
        list(titles).index(elsewhere) if elsewhere in titles else 0,
        format_func=titles.__getitem__,
        help="Whom you want more of; what they share that the others don't is listed below.",
        **views.keep("criteria_best"),
    )
    if name != GROUP:
        st.caption(f"The best: {words.md(ideals.ALL[name].about)}.")
        return str(name)
    groups = {key: one.title for key, one in rfm_choice.groups().known.items()}
    chosen = st.selectbox(
        "Group", list(groups), format_func=groups.get, **views.keep("criteria_segment")
    )
    return f"{criteria_data.SEGMENT}{chosen}"


def _line(draft: Draft, name: str, one: Offer, place: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        with st.container(width="stretch"):
            st.markdown(f"**{words.md(one.label)}** :{BADGES[one.verdict]}-badge[{one.verdict}]")
            st.caption(words.md(criteria.counts(one.counted)))
        added = draft.has(one)
        st.button(
            "Added" if added else "Exclude" if one.verdict == verdicts.LESS else "Add",
            key=f"criteria_add_{place}",
            icon=":material/check:" if added else ICONS.get(one.verdict, ":material/add:"),
            disabled=added,
            on_click=add,
            args=(draft, name, one),
        )


def _any_other(draft: Draft, name: str, offers: list[Offer]) -> None:
    labels = {
        f"{one.label}: {one.verdict}, {one.counted.ideal_n} of {one.counted.n}": one
        for one in offers[:LISTED]
        if not draft.has(one)
    }
    if not labels:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Any other trait, whatever the data says of it",
            list(labels),
            index=None,
            placeholder="Industry, size, place ...",
            key="criteria_other",
        )
        st.button(
            "Add",
            key="criteria_add_other",
            icon=":material/add:",
            disabled=chosen is None,
            on_click=add,
            args=(draft, name, labels.get(chosen)),
        )


def add(draft: Draft, name: str, one: Offer) -> None:
    """Make the offer a criterion of the draft; a toast would lie over the dialog to save it."""
    if draft.has(one):  # the second click of a double-click
        return
    draft.add(criteria_data.criterion(one, draft.next_number()))
    if not draft.now.stands_for and name in ideals.ALL:
        draft.change(stands_for=ideals.ALL[name].title)
