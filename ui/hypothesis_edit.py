"""Writing, changing and deleting a hypothesis."""

import streamlit as st

from icp import hypotheses, interview_guide, persona
from icp.hypotheses import Draft, Hypothesis
from ui import interviewer, state, words

# the fields of a profile that make a hypothesis, and its group
FIELDS = {
    "industry": "who",
    "size": "who",
    "place": "who",
    "problem": "problem",
    "trigger": "problem",
    "impact": "impact",
    "signs": "impact",
}
# the group of a criterion
GROUPS = {"firm": "who", "problem": "problem", "impact": "impact"}


PARTS = ("group", "text", "wrong", "question")


def _key(old: Hypothesis | None) -> str:
    return f"hypothesis_{old.hypothesis_id if old else 'new'}"


def open_form(draft: Draft, old: Hypothesis | None = None) -> None:
    """Have the form drawn, with these texts to begin with; a callback."""
    for part in PARTS:  # of the last time it was open
        st.session_state.pop(f"{_key(old)}_{part}", None)
    st.session_state["hypotheses_form"] = state.workspace().name, old, draft


def form(old: Hypothesis | None = None) -> bool:
    """Draw the form of a hypothesis, or of a new one, if it is open; whether it is."""
    of, edited, draft = st.session_state.get("hypotheses_form", (None, None, None))
    number = old.hypothesis_id if old else None
    if of != state.workspace().name or (edited.hypothesis_id if edited else None) != number:
        return False
    with st.container(border=True):
        _fields(draft, edited)
    return True


def _fields(draft: Draft, old: Hypothesis | None) -> None:
    key = _key(old)
    group = st.segmented_control(
        "What is it about?",
        list(hypotheses.GROUPS),
        format_func=hypotheses.GROUPS.__getitem__,
        default=draft.group,
        required=True,
        key=f"{key}_group",
        persist_state="session",
    )
    text = st.text_area(
        "What we believe",
        draft.text,
        key=f"{key}_text",
        persist_state="session",
        height=80,
        placeholder="Law firms with 10 to 49 people have no IT person of their own",
    )
    wrong = st.text_area(
        "What would prove it wrong",
        draft.wrong_if,
        key=f"{key}_wrong",
        persist_state="session",
        height=80,
        placeholder="Of five firms, two name one",
    )
    question = st.text_area(
        "What to ask (left empty, we ask what stands below)",
        draft.question,
        key=f"{key}_question",
        persist_state="session",
        height=80,
        placeholder=interview_guide.BY_GROUP[group],
        help="Ask for what happened, not whether they agree.",
    )
    if problem := interview_guide.leading(question or "", text or ""):
        st.caption(words.md(problem))
    with st.container(horizontal=True):
        if st.button("Save", type="primary", key=f"{key}_save"):
            _save(Draft(group, text or "", wrong or "", question or ""), old)
        st.button("Cancel", key=f"{key}_cancel", on_click=_close)


def buttons(one: Hypothesis) -> None:
    """Change and delete."""
    st.button(
        "Change",
        key=f"hypotheses_change_{one.hypothesis_id}",
        icon=":material/edit:",
        type="tertiary",
        on_click=open_form,
        args=(Draft(one.group, one.text, one.wrong_if, one.question), one),
    )
    with st.popover("Delete", icon=":material/delete:", type="tertiary"):
        st.write("What the interviews say on it is kept, and counts again if you bring it back.")
        if st.button("Yes, delete it", key=f"hypotheses_delete_{one.hypothesis_id}"):
            _delete(one)


def from_profiles(known: list[Hypothesis]) -> None:
    """Offer what the profiles say, each to become a hypothesis."""
    with state.connect() as conn:
        profiles = persona.listing(conn)
    there = {one.text.lower() for one in known}
    offers = [
        (group, text, one.name)
        for one in profiles
        for group, text in _claims(one)
        if text.lower() not in there
    ]
    if not offers:
        return
    with st.popover("Take one from a profile", icon=":material/badge:"):
        for place, (group, text, name) in enumerate(offers):
            st.button(
                words.md(f"{text} ({name})"),
                key=f"hypotheses_offer_{place}",
                on_click=open_form,
                args=(Draft(group, text[: hypotheses.MAX_TEXT], ""),),
            )


def _claims(one: persona.Persona) -> list[tuple[str, str]]:
    """What a profile says that interviews can test: group, text."""
    written = [(FIELDS[key], text) for key, text in one.texts.items() if key in FIELDS]
    picked = [(GROUPS[each.group], each.text) for each in one.criteria if each.kind != "exclude"]
    return [*picked, *written]


def bring_back() -> None:
    """Offer the hypothesis that was deleted last, as long as one looks at the same data."""
    gone = st.session_state.get("hypotheses_gone")
    if not gone or gone[0] != state.workspace().name:
        return
    one = gone[1]
    label = f"Bring back: {words.md(one.text)}"
    if st.button(label, key="hypotheses_back", icon=":material/undo:"):
        at = state.now()
        interviewer.keep(
            lambda conn, by: hypotheses.restore(conn, one, at, by),
            "It is back.",
            lambda: st.session_state.pop("hypotheses_gone"),
        )


def _close() -> None:
    st.session_state.pop("hypotheses_form", None)


def _save(draft: Draft, old: Hypothesis | None) -> None:
    at = state.now()
    if old is None:
        interviewer.keep(lambda conn, by: hypotheses.write(conn, draft, at, by), "Saved.", _close)
    else:
        interviewer.keep(
            lambda conn, by: hypotheses.change(conn, old, draft, at, by), "Changed.", _close
        )


def _delete(one: Hypothesis) -> None:
    def gone() -> None:
        st.session_state["hypotheses_gone"] = state.workspace().name, one

    at = state.now()
    interviewer.keep(lambda conn, by: hypotheses.take_back(conn, one, at, by), "Deleted.", gone)
