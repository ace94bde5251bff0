"""Saving a profile: what changed, why and by whom; and what to do when somebody else was first."""

from dataclasses import replace

import streamlit as st

from icp import db, persona, persona_changes, writer
from ui import problems, profile_draft, state, words
from ui.profile_draft import Draft

SHOWN = 4


def bar(draft: Draft, head: persona.Persona | None, place: str) -> None:
    """Say what is not saved yet, with the way to save or drop it; nothing where all is saved."""
    changes = draft.changes
    if not changes:
        return
    if head and head.version != draft.base.version:
        _somebody_else(draft, head, place)
        return
    with st.container(border=True):
        more = f" and {len(changes) - SHOWN} more" if len(changes) > SHOWN else ""
        said = "; ".join(changes[:SHOWN])
        st.markdown(f"**Not saved yet.** {words.md(said)}{more}")
        with st.container(horizontal=True):
            if st.button(
                "Save the profile" if head is None else "Save as a new version",
                type="primary",
                key=f"profile_save_{place}",
                icon=":material/save:",
            ):
                _ask(draft, head)
            st.button(
                "Drop the changes",
                key=f"profile_drop_{place}",
                icon=":material/undo:",
                on_click=draft.start_over,
                args=(draft.base, draft.base),
            )


def _somebody_else(draft: Draft, head: persona.Persona, place: str) -> None:
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
                key=f"profile_mine_{place}",
                help="Their version stays in the list of versions.",
                on_click=draft.start_over,
                args=(head, replace(draft.now, version=head.version, saved_at=head.saved_at)),
            )
            st.button(
                "Drop mine, go on from theirs",
                key=f"profile_theirs_{place}",
                on_click=draft.start_over,
                args=(head, head),
            )


@st.dialog("Save the profile")
def _ask(draft: Draft, head: persona.Persona | None) -> None:
    """Name, reason, author and the day to look again."""
    with st.form("profile_saving", border=False):
        name = st.text_input(
            "Name of the profile",
            draft.now.name,
            max_chars=persona.MAX_NAME,
            key="profile_name",
            placeholder="Law firms, 10-49 people",
        )
        why = st.text_input(
            "Why this change?" if head else "Why this profile?",
            "" if head else "First version",
            max_chars=200,
            key="profile_why",
            placeholder="What made you change it",
        )
        who = st.text_input(
            "Who are you?", _me(), max_chars=60, key="profile_who", placeholder="Your name"
        )
        review = st.date_input(
            "Look at it again on",
            draft.now.review_on if _ahead(draft.now) else _next(),
            key="profile_review",
            format="YYYY-MM-DD",
            help="From that day on the page says that a review is due.",
        )
        if st.form_submit_button("Save", type="primary", key="profile_save_yes"):
            parts = {"name": name.strip(), "why": why.strip(), "author": " ".join(who.split())}
            _save(draft, replace(draft.now, review_on=review, **parts))


def _ahead(one: persona.Persona) -> bool:
    return bool(one.review_on and one.review_on > state.now().date())


def _next() -> object:
    return persona.next_review(state.now().date())


def _me() -> str:
    logged_in = st.user.get("email") if st.user.get("is_logged_in") else None
    return str(logged_in or st.session_state.get("profile_author") or _sorter())


def _sorter() -> str:
    return str(st.session_state.get("sorter") or "")


def _save(draft: Draft, one: persona.Persona) -> None:
    at = state.now()

    def change(conn: db.Connection) -> int:
        return persona.save(conn, one, at)

    with problems.shown():
        persona_id = writer.submit(state.workspace().path, change).result()
        st.session_state["profile_author"] = one.author
        st.session_state["profile_open"] = persona_id
        st.session_state["said"] = f"Saved as version {one.version + 1}."
        profile_draft.forget(draft.base.persona_id)
        st.rerun()
