"""A criterion in a dialog: its words, group and owner, and what it rests on."""

from dataclasses import replace
from typing import Any

import streamlit as st

from icp import criteria, errors, persona_text
from icp.criteria import Criterion, Evidence
from ui import problems, words
from ui.profile_draft import Draft

TYPED = {name: title for name, title in criteria.EVIDENCE.items() if name != criteria.DATA}
NEW = 0
HINTS = {
    "interview": "Who was asked, and what they said",
    "desk": "Where it stands: a link or a source",
    "vote": "How the team voted: 7 of 9",
    criteria.OPINION: "Whose opinion, and why",
}


@st.dialog("Criterion", width="medium", dismissible=False)
def ask(draft: Draft, one: Criterion | None) -> None:
    """Draw the dialog; without a criterion, that of a new one.

    Escape does not close it: the browser would drop what stands in the field one is in.
    """
    if st.session_state.pop("criterion_taken", False):
        st.rerun()
    if problem := st.session_state.pop("criterion_problem", None):
        problems.show(problem)
    made = one or Criterion(NEW, "", "problem")
    _what(made)
    _kept(made)
    _more(made)
    with st.container(horizontal=True):
        st.button(
            "Done" if one else "Add to the profile",
            type="primary",
            key="criterion_done",
            on_click=_take,
            args=(draft, made, made.number or draft.next_number()),
        )
        if st.button("Leave it as it was" if one else "Add nothing", key="criterion_leave"):
            st.rerun()


def _what(made: Criterion) -> None:
    st.text_input(
        "What to look for",
        made.text,
        max_chars=criteria.MAX_TEXT,
        disabled=bool(made.rules),
        key=_key(made, "text"),
        placeholder="No IT person of their own",
        help="The words of a trait from the data stay as they are." if made.rules else None,
    )
    st.selectbox(
        "Group",
        list(criteria.GROUPS),
        list(criteria.GROUPS).index(made.group),
        format_func=criteria.GROUPS.__getitem__,
        key=_key(made, "group"),
    )
    st.text_input(
        "Owner",
        made.owner,
        max_chars=60,
        key=_key(made, "owner"),
        placeholder="Who sees to it that it stays true",
    )


def _kept(made: Criterion) -> None:
    """Let evidence be dropped."""
    if made.evidence:
        st.markdown("**It rests on**")
    for place, each in enumerate(made.evidence):
        st.checkbox(
            words.md(persona_text.said(each)),
            True,
            key=_key(made, f"keep_{place}"),
            help="Untick to drop it.",
        )


def _more(made: Criterion) -> None:
    """Let evidence be added."""
    kind = st.segmented_control(
        "Further evidence, if there is any" if made.evidence else "What it rests on",
        list(TYPED),
        format_func=TYPED.__getitem__,
        default=criteria.OPINION,
        required=True,
        key=_key(made, "kind"),
    )
    st.text_input(HINTS[kind], max_chars=criteria.MAX_TEXT, key=_key(made, kind))


def _take(draft: Draft, made: Criterion, number: int) -> None:
    """Take over what was typed; what is refused waits for the next drawing."""
    try:
        whole = _typed(made)
        criteria.check((whole,))
    except errors.RuleInvalid as error:
        st.session_state["criterion_problem"] = error
        return
    if made.number == NEW:
        draft.add(replace(whole, number=number))
    else:
        draft.replace(whole)
    st.session_state["criterion_taken"] = True


def _typed(made: Criterion) -> Criterion:
    """The criterion as the dialog says it; of a new one at least an opinion."""
    kind = _value(made, "kind")
    kept = [each for n, each in enumerate(made.evidence) if _value(made, f"keep_{n}")]
    text = _value(made, kind).strip()
    if kind != criteria.OPINION and not text and not made.evidence:
        raise errors.RuleInvalid(f"{HINTS[kind]}: write it down, or call it an opinion.")
    more = [Evidence(kind, text)] if text or not made.evidence else []
    return replace(
        made,
        text=_value(made, "text").strip(),
        group=_value(made, "group"),
        owner=_value(made, "owner").strip(),
        evidence=(*kept, *more),
    )


def _key(made: Criterion, name: str) -> str:
    """A key of its own for each criterion: the next dialog would find what this one left."""
    return f"criterion_{made.number}_{name}"


def _value(made: Criterion, name: str) -> Any:
    return st.session_state[_key(made, name)]
