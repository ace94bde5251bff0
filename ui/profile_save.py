"""Saving a profile: what changed, why and by whom; and what to do when somebody else was first."""

from dataclasses import replace
from datetime import date

import streamlit as st

from icp import db, errors, persona, persona_changes, persona_drafts, writer
from ui import author, problems, profile_draft, profile_unsaved, state, words
from ui.profile_draft import Draft


def bar(draft: Draft, head: persona.Persona | None) -> None:
    """Say how much is not saved yet, with the way to save or drop it.

    It is there from the start, so that nothing below moves with the first change.
    """
    _complain()
    changes = draft.changes
    if changes and head and head.version != draft.base.version:
        _somebody_else(draft, head)
        return
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.markdown(_said(draft, head), width="content")
        _buttons(draft, head, "above")


def list_changes(draft: Draft, head: persona.Persona | None) -> None:
    """List what is not saved yet, with the same buttons once more; nothing where all is saved."""
    changes = draft.changes
    if not changes or (head and head.version != draft.base.version):
        return
    with st.container(border=True):
        st.markdown(f"**Not saved yet**\n\n{profile_unsaved.listed(changes)}")
        with st.container(horizontal=True):
            _buttons(draft, head, "below")


def review(draft: Draft, head: persona.Persona) -> None:
    """Say that a review is due, with the way to say that all still holds."""
    if not head.review_on or head.review_on > state.now().date():
        return
    st.warning(
        f"A review is due since {words.day(head.review_on)}: does it still hold? Where today's "
        "data says otherwise, that is said below.",
        icon=":material/event:",
    )
    if not draft.changes and st.button(
        "It still holds: set a new day", key="profile_holds", icon=":material/event_available:"
    ):
        _ask(draft, head, "Reviewed: it still holds")


def _said(draft: Draft, head: persona.Persona | None) -> str:
    changes = len(draft.changes)
    if head:
        unsaved = f"**{words.plural(changes, 'change')} not saved yet**"
        return unsaved if changes else f"Nothing changed since version {head.version}"
    count = len(draft.now.criteria)
    if not changes:
        return "**A new profile**: nothing in it yet"
    picked = words.plural(count, "criterion", "criteria")
    return f"**A new profile**: {picked}, not saved yet. [Look at it](#profile-so-far)"


def _buttons(draft: Draft, head: persona.Persona | None, place: str) -> None:
    idle = not draft.changes
    with st.container(horizontal=True, width="content"):
        if st.button(
            "Save as a new version" if head else "Save the profile",
            type="primary",
            key=f"profile_save_{place}",
            icon=":material/save:",
            disabled=idle,
        ):
            _ask(draft, head, "" if head else "First version")
        if st.button(
            "Drop" if head else "Start over",
            key=f"profile_drop_{place}",
            icon=":material/undo:",
            disabled=idle,
        ):
            profile_unsaved.throw_away(draft)


def _somebody_else(draft: Draft, head: persona.Persona) -> None:
    theirs = "; ".join(persona_changes.between(draft.base, head)) or "nothing"
    with st.container(border=True):
        st.warning(
            words.md(
                f"{head.author} saved version {head.version} meanwhile ({head.why}). It changed: "
                f"{theirs}. Your changes are kept here, but not saved: {'; '.join(draft.changes)}."
            ),
            icon=":material/group:",
        )
        with st.container(horizontal=True):
            st.button(
                f"Put mine in place of version {head.version}",
                key="profile_mine",
                help="Their version stays in the list of versions.",
                on_click=draft.start_over,
                args=(head, replace(draft.now, version=head.version, saved_at=head.saved_at)),
            )
            st.button(
                "Drop mine, go on from theirs",
                key="profile_theirs",
                on_click=draft.start_over,
                args=(head, head),
            )


@st.dialog("Save the profile", dismissible=False)
def _ask(draft: Draft, head: persona.Persona | None, why: str) -> None:
    """Name, reason, author and the day to look again; gone once that is stored.

    Escape does not close it: the browser would drop what was typed.
    """
    if st.session_state.pop("profile_saved", False):
        st.rerun()
    _complain()
    with st.form("profile_saving", border=False):
        _fields(draft, head, why)
        with st.container(horizontal=True):
            st.form_submit_button(
                "Save", type="primary", key="profile_save_yes", on_click=_save, args=(draft,)
            )
            if st.form_submit_button("Cancel", key="profile_save_no"):
                st.rerun()


def _fields(draft: Draft, head: persona.Persona | None, why: str) -> None:
    st.text_input(
        "Name of the profile",
        draft.now.name,
        max_chars=persona.MAX_NAME,
        key="profile_name",
        placeholder="Law firms, 10-49 people",
    )
    st.text_input(
        "Why this change?" if head else "Why this profile?",
        why,
        max_chars=200,
        key="profile_why",
        placeholder="What made you change it",
    )
    st.text_input(
        "Who are you?", author.known(), max_chars=60, key="profile_who", placeholder="Your name"
    )
    st.date_input(
        "Look at it again on",
        _review(draft.now),
        key="profile_review",
        format="YYYY-MM-DD",
        help="From that day on the page says that a review is due.",
    )


def _review(one: persona.Persona) -> date:
    today = state.now().date()
    return one.review_on if one.review_on and one.review_on > today else persona.next_review(today)


def _save(draft: Draft) -> None:
    """Store what was typed, once; what is refused waits for the next drawing."""
    st.session_state["profile_saved"] = draft.saved is not None
    if draft.saved is not None:
        return
    typed = {
        part: " ".join(st.session_state[f"profile_{name}"].split())
        for part, name in (("name", "name"), ("why", "why"), ("author", "who"))
    }
    one, at = replace(draft.now, review_on=st.session_state["profile_review"], **typed), state.now()
    mine = profile_draft.tab()

    def change(conn: db.Connection) -> int:
        persona_drafts.drop(conn, one.persona_id, mine)
        return persona.save(conn, one, at)

    try:
        draft.saved = writer.submit(state.workspace().path, change).result()
    except errors.IcpError as error:
        st.session_state["profile_problem"] = error
        draft.change(name=one.name)  # it is kept as well, like all that is not saved
        return
    profile_draft.forget(draft.base.persona_id)
    author.remember(one.author)
    st.session_state["profile_open"] = draft.saved
    st.session_state["profile_saved"] = True
    st.session_state["said"] = f"Saved as version {one.version + 1}."


def _complain() -> None:
    if problem := st.session_state.pop("profile_problem", None):
        problems.show(problem)
