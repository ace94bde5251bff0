"""Where today's data says otherwise than a criterion's evidence, and since when."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import streamlit as st

from icp import criteria, criteria_data, persona
from icp.criteria import Counted, Criterion, Evidence
from ui import criteria_offers, state, versions_panel, words
from ui.profile_draft import Draft


class Changed(NamedTuple):
    """Of a criterion, what was counted, and what is counted now; None where nothing can be."""

    one: Criterion
    evidence: Evidence
    before: Counted
    now: Counted | None


def warn(head: persona.Persona) -> None:
    """Say above a whole profile which of its evidence no longer is what the data says."""
    found = list(changed(head.criteria))
    if not found:
        return
    lines = [f"- {words.md(one.one.text)}: {words.md(_then_and_now(one))}" for one in found]
    many = words.plural(len(found), "line of evidence", "lines of evidence")
    was = "was" if len(found) == 1 else "were"
    st.warning(
        f"Today's data says otherwise: since {many} below {was} counted, the data or the rules "
        "changed.\n\n" + "\n".join(lines),
        icon=":material/change_circle:",
    )


def draw(draft: Draft, one: Criterion, evidence: Evidence) -> None:
    """Say of a piece of evidence where today's data says otherwise; the way to take it over."""
    for found in _of(one, evidence):
        said = words.md(_whole(found, draft.base))
        if found.now is None:
            st.caption(f":material/warning: {said}")
            return
        if found.now.verdict == found.before.verdict:
            st.caption(f":material/change_circle: {said}")
        else:
            st.warning(said, icon=":material/change_circle:")
        fresh = Evidence(evidence.kind, evidence.text, found.now)
        st.button(
            "Take today's",
            key=draft.key(f"today_{one.number}_{found.before.best}"),
            on_click=draft.edit,
            args=(one.number,),
            kwargs={
                "evidence": tuple(fresh if each == evidence else each for each in one.evidence)
            },
        )


def changed(every: Iterable[Criterion]) -> Iterator[Changed]:
    """All evidence that today's data says otherwise."""
    for one in every:
        for evidence in one.evidence:
            yield from _of(one, evidence)


def _of(one: Criterion, evidence: Evidence) -> Iterator[Changed]:
    before = evidence.counted
    if before is None:
        return
    found = criteria_data.today(one, criteria_offers.by(before.best))
    now = found.counted if found else None
    if now is None or not criteria.same_counts(before, now):
        yield Changed(one, evidence, before, now)


def _whole(found: Changed, base: persona.Persona) -> str:
    since = _since(found, base)
    if found.now is None:
        return f"Today's data says nothing of this any more: the data or the rules changed {since}."
    what = "The data or the rules"
    if found.now.as_of != found.before.as_of:
        what = "The day in the sidebar, the data or the rules"
    start = "Today's data says otherwise"
    if found.now.verdict == found.before.verdict:
        start = f"Today's data counts otherwise, and it is still {found.now.verdict}"
    now = criteria.described(Evidence(found.evidence.kind, counted=found.now))
    return f"{start}: {now}. {what} changed {since}: {_then_and_now(found)}."


def _since(found: Changed, base: persona.Persona) -> str:
    """Since when: the first version that rests on the same evidence."""
    with state.connect() as conn:
        every = persona.versions(conn, base.persona_id) if base.persona_id else []
    same = [one for one in every if _rests_on(one, found.evidence)]
    if not same:
        return "since you added it"
    first = same[-1]
    return f"since it was saved in version {first.version} on {versions_panel.saved_on(first)}"


def _rests_on(one: persona.Persona, evidence: Evidence) -> bool:
    return any(evidence in each.evidence for each in one.criteria)


def _then_and_now(found: Changed) -> str:
    """ "27 of 125 then, 30 of 125 now"."""
    before, now = found.before, found.now
    then = f"{words.number(before.ideal_n)} of {words.number(before.n)} then"
    if now is None:
        return f"{then}, nothing known now"
    if (before.n, before.ideal_n) == (now.n, now.ideal_n):
        then += f" and of the others {_others(before)}"
        return (
            f"{then}; {words.number(now.ideal_n)} of {words.number(now.n)} and {_others(now)} now"
        )
    return f"{then}, {words.number(now.ideal_n)} of {words.number(now.n)} now"


def _others(one: Counted) -> str:
    return f"{words.number(one.others_ideal_n)} of {words.number(one.others_n)}"
