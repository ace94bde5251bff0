"""The criteria of a profile: how much each counts, what it rests on, and how wide they are."""

import pandas as pd
import streamlit as st

from icp import criteria, drivers, persona_text, width
from icp.criteria import Criterion
from ui import criteria_edit, criteria_today, open_customer, state, tables, words
from ui.profile_draft import Draft


def draw(draft: Draft) -> None:
    """Draw the criteria in their groups, to be changed, and the width of them all."""
    every = draft.now.criteria
    if every:
        _width(every)
        total = sum(one.points for one in every if one.kind != "exclude")
        st.caption(
            f"{words.plural(len(every), 'criterion', 'criteria')}, {words.number(total)} points "
            "in all. A must has to be there, a nice adds its points, an exclude rules out."
        )
    shares = criteria.shares(every)
    for group, title in criteria.GROUPS.items():
        own = [one for one in every if one.group == group]
        if own:
            st.markdown(f"**{title}**")
        for one in own:
            _one(draft, one, shares[one.number])
    if st.button(
        "Write a criterion yourself", key="criteria_write", icon=":material/edit:", type="tertiary"
    ):
        criteria_edit.ask(draft, None)


def _one(draft: Draft, one: Criterion, share: float | None) -> None:
    with st.container(border=True):
        ask = "" if one.rules else " :gray-badge[to ask: not in your data]"
        owner = f" · owner: {words.md(one.owner)}" if one.owner else ""
        st.markdown(f"**{words.md(one.text)}**{ask}{owner}")
        for evidence in one.evidence:
            st.caption(words.md(persona_text.said(evidence)))
            if evidence.counted:
                criteria_today.draw(draft, one, evidence)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _controls(draft, one, share)
        _refused(one)


def _refused(one: Criterion) -> None:
    """Say which points go, below those that don't: the browser would only colour the field."""
    if refused := criteria.wrong_points(one):
        st.error(words.md(refused), icon=":material/info:")


def _controls(draft: Draft, one: Criterion, share: float | None) -> None:
    kind = draft.key(f"kind_{one.number}")
    st.segmented_control(
        "Counts as",
        list(criteria.KINDS),
        format_func=criteria.KINDS.__getitem__,
        default=one.kind,
        required=True,
        key=kind,
        on_change=lambda: draft.edit(one.number, kind=st.session_state[kind]),
    )
    if one.kind != "exclude":
        _points(draft, one, share)
    if st.button(
        "Evidence and owner", key=draft.key(f"edit_{one.number}"), icon=":material/edit_note:"
    ):
        criteria_edit.ask(draft, one)
    st.button(
        "Remove",
        key=draft.key(f"remove_{one.number}"),
        icon=":material/delete:",
        on_click=draft.remove,
        args=(one.number,),
    )


def _points(draft: Draft, one: Criterion, share: float | None) -> None:
    key = draft.key(f"points_{one.number}")
    part = "" if share is None or criteria.wrong_points(one) else f", {words.percent(share)} of all"
    st.number_input(
        f"Points{part}",
        value=one.points,
        step=5,
        width=160,
        key=key,
        on_change=lambda: draft.edit(one.number, points=int(st.session_state[key] or 0)),
    )


def _width(every: tuple[Criterion, ...]) -> None:
    known = state.ask(drivers.read, "customer", state.as_of())
    found = width.check(known, every)
    said, good = _said(found)
    (st.success if good else st.warning)(words.md(said), icon=":material/width:")
    if found.gone:
        gone = ", ".join(found.gone)
        st.warning(
            words.md(
                f"No customer has this any more, so it is unknown of all: {gone}. Remove it and "
                "add what the data says today."
            ),
            icon=":material/warning:",
        )
    if found.asked:
        st.caption(
            f"{words.plural(found.asked, 'must or exclude', 'musts or excludes')} you wrote "
            "yourself cannot be checked in the data: ask about it."
        )
    if found.checked and found.matches:
        _who(known, every, found)


def _said(found: width.Width) -> tuple[str, bool]:
    """The width in a sentence, and whether it is fine."""
    if not found.checked:
        return (
            f"Fits all of your {words.plural(found.customers, 'customer')}, as nothing that the "
            "data can check is a must or an exclude: make at least one a must.",
            False,
        )
    counts = f"{words.number(found.matches)} of {words.number(found.known)}"
    unknown = f"; {words.number(found.unknown)} unknown" if found.unknown else ""
    said = f"Matches {words.percent(found.share)} of your customers ({counts}{unknown})"
    if found.share is None:
        return f"It is unknown of all {words.plural(found.customers, 'customer')}.", False
    if found.wide:
        return (
            f"{said}: not a profile yet. Make a further criterion a must, or exclude some.",
            False,
        )
    if found.narrow:
        return f"{said}: very narrow. Turn a must into a nice to let more in.", False
    most = words.percent(width.WIDE)
    return f"{said}: narrow enough to steer by, as it is not over {most}.", True


def _who(known: drivers.Known, every: tuple[Criterion, ...], found: width.Width) -> None:
    title = f"The {words.plural(found.matches, 'customer')} that match"
    with st.expander(title, key="criteria_who", on_change="rerun") as shown:
        if not shown.open:
            return
        fits = known.units[width.states(known, every) == width.MET]
        frame = pd.DataFrame({"customer_id": fits["customer_id"], "name": fits["name"]})
        columns = {"name": st.column_config.TextColumn("Customer", pinned=True)}
        if ticked := tables.customers(frame, "criteria_match", columns, "customers-that-match"):
            open_customer.go(ticked)
