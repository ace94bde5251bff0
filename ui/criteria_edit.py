"""A criterion in a dialog: its words, group and owner, and what it rests on."""

from dataclasses import replace

import streamlit as st

from icp import criteria, errors, persona_text
from icp.criteria import Criterion, Evidence
from ui import problems, words
from ui.profile_draft import Draft

TYPED = {name: title for name, title in criteria.EVIDENCE.items() if name != criteria.DATA}
HINTS = {
    "interview": "Who was asked, and what they said",
    "desk": "Where it stands: a link or a source",
    "vote": "How the team voted: 7 of 9",
    criteria.OPINION: "Whose opinion, and why",
}


@st.dialog("Criterion", width="medium")
def ask(draft: Draft, one: Criterion | None) -> None:
    """Draw the dialog; without a criterion, that of a new one."""
    made = one or Criterion(0, "")
    text = st.text_input(
        "What to look for",
        made.text,
        max_chars=criteria.MAX_TEXT,
        disabled=bool(made.rules),
        key="criterion_text",
        placeholder="No IT person of their own",
        help="The words of a trait from the data stay as they are." if made.rules else None,
    )
    group = st.selectbox(
        "Group",
        list(criteria.GROUPS),
        list(criteria.GROUPS).index(made.group) if one else 1,
        format_func=criteria.GROUPS.__getitem__,
        key="criterion_group",
    )
    owner = st.text_input(
        "Owner",
        made.owner,
        max_chars=60,
        key="criterion_owner",
        placeholder="Who sees to it that it stays true",
    )
    kept = _kept(made)
    more = _more(made)
    label = "Add to the profile" if one is None else "Done"
    if st.button(label, type="primary", key="criterion_done"):
        with problems.shown():
            _take(
                draft,
                replace(made, text=text.strip(), group=group, owner=owner.strip()),
                kept,
                more,
            )
            st.rerun()


def _kept(made: Criterion) -> list[Evidence]:
    """The evidence that stays."""
    if not made.evidence:
        return []
    st.markdown("**It rests on**")
    return [
        each
        for place, each in enumerate(made.evidence)
        if st.checkbox(
            words.md(persona_text.said(each)),
            True,
            key=f"criterion_keep_{place}",
            help="Untick to drop it.",
        )
    ]


def _more(made: Criterion) -> Evidence | None:
    """What was typed as further evidence; of a new criterion at least an opinion."""
    kind = st.segmented_control(
        "Further evidence" if made.evidence else "What it rests on",
        list(TYPED),
        format_func=TYPED.__getitem__,
        default=criteria.OPINION,
        required=True,
        key="criterion_kind",
    )
    text = st.text_input(
        HINTS[kind], max_chars=criteria.MAX_TEXT, key=f"criterion_evidence_{kind}"
    ).strip()
    return Evidence(kind, text) if text or not made.evidence else None


def _take(draft: Draft, made: Criterion, kept: list[Evidence], more: Evidence | None) -> None:
    if more and not more.text and more.kind != criteria.OPINION:
        raise errors.RuleInvalid(f"{HINTS[more.kind]}: write it down, or call it an opinion.")
    whole = replace(made, evidence=(*kept, *([more] if more else [])))
    criteria.check((whole,))
    if made.number:
        draft.edit(made.number, text=whole.text, group=whole.group, owner=whole.owner)
        draft.edit(made.number, evidence=whole.evidence)
    else:
        draft.add(lambda number: replace(whole, number=number))
