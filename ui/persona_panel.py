"""Profiles: choose one, pick its criteria, write the rest, look at it whole, and its versions."""

import streamlit as st

from icp import db, persona, writer
from icp.persona import Persona
from ui import (
    criteria_offers,
    criteria_panel,
    criteria_today,
    persona_read,
    persona_texts,
    privacy,
    profile_draft,
    profile_save,
    profile_unsaved,
    state,
    versions_panel,
    views,
    words,
)
from ui.profile_draft import NEW, Draft

VIEWS = {
    "criteria": "Criteria",
    "words": "In words",
    "whole": "Whole page",
    "versions": "Versions",
}
# what a dialog leaves for its own next drawing, in which it closes
DONE = ("profile_saved", "profile_deleted", "profile_dropped", "criterion_taken")
TO_READ = ("whole", "versions")


def draw() -> None:
    """Draw the chosen profile, or the way to a new one."""
    for done in DONE:
        st.session_state.pop(done, None)
    hidden = privacy.chosen().names
    with state.connect() as conn:
        saved = versions_panel.masked(persona.listing(conn))
    head = _choose(saved, hidden)
    if head:
        _head(head)
    if hidden:
        st.info(
            "Names are hidden, so a profile can be read here, not written: what you write may hold "
            "names. Switch off “Hide names” in the sidebar to go on with criteria and words, or "
            "for a new profile; what you have not saved is kept.",
            icon=":material/visibility_off:",
        )
    if hidden and not head:
        return
    draft = None if hidden else profile_draft.of(head)
    if draft:
        if head:
            profile_save.review(draft, head)
        profile_unsaved.offer(draft)
        profile_save.bar(draft, head)
    _view(head, draft)
    if draft:
        profile_save.list_changes(draft, head)


def _choose(saved: list[Persona], hidden: bool) -> Persona | None:
    """Draw which profile to look at where there is a choice; None for a new one."""
    titles = {one.persona_id or NEW: one.name for one in saved}
    if len(saved) < persona.MOST and not hidden:
        titles[NEW] = "A new profile"
    elif len(saved) == persona.MOST:
        st.caption("Three profiles are the most: with more, nobody is ideal any longer.")
    if "profile_open" in st.session_state:
        st.session_state["profile_chosen"] = st.session_state.pop("profile_open")
    if not saved:
        return None
    if st.session_state.get("profile_chosen") not in titles:
        st.session_state.pop("profile_chosen", None)
    chosen = st.segmented_control(
        "Profile",
        list(titles),
        format_func=lambda one: words.md(titles[one]),
        default=next(iter(titles)),
        required=True,
        **views.keep("profile_chosen"),
    )
    return next((one for one in saved if one.persona_id == chosen), None)


def _head(one: Persona) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(words.md(one.name), anchor=False, width="content")
        if one.state == persona.DRAFT:
            st.badge("DRAFT: not yet agreed by the team", color="orange")
            st.caption(
                "It stays a draft until the team has voted on it in a session; sessions are not in "
                "this version yet.",
                width="content",
            )
    review = f" · to be reviewed on {words.day(one.review_on)}" if one.review_on else ""
    st.caption(
        f"Version {one.version}, {versions_panel.saved_on(one)}, {words.md(one.author)}: "
        f"{words.md(one.why)}{review}"
    )


def _view(head: Persona | None, draft: Draft | None) -> None:
    titles = {
        name: title
        for name, title in VIEWS.items()
        if (draft and name not in TO_READ) or (head and name in TO_READ)
    }
    view = st.segmented_control(
        "Show",
        list(titles),
        format_func=titles.__getitem__,
        default=next(iter(titles)),
        required=True,
        key=f"profile_view_{head.persona_id if head else NEW}_{bool(draft)}",
    )
    if head and view in TO_READ:
        _read(head, draft, view)
    elif view == "words" and draft:
        persona_texts.draw(draft)
    elif draft:
        _criteria(head, draft)


def _read(head: Persona, draft: Draft | None, view: str) -> None:
    """The saved profile, whole or in all of its versions."""
    if draft and draft.changes:
        st.info(f"Version {head.version} as it is saved: your changes are not in it yet.")
    if view == "versions":
        with state.connect() as conn:
            every = persona.versions(conn, head.persona_id or NEW)
        versions_panel.draw(versions_panel.masked(every), draft)
        return
    criteria_today.warn(head)
    persona_read.draw(head)
    persona_read.downloads(head)
    if draft:
        _remove(head)


def _criteria(head: Persona | None, draft: Draft) -> None:
    """The criteria, and what to pick them from: that goes first where there are none yet."""
    if head:
        criteria_panel.draw(draft)
        with st.expander(
            "Add what the best share", key=draft.key("offers"), on_change="rerun"
        ) as shown:
            if shown.open:
                criteria_offers.draw(draft)
        return
    st.subheader("What the best share: pick what makes them so", anchor=False)
    criteria_offers.draw(draft)
    st.subheader("Your profile so far", anchor="profile-so-far")
    if not draft.now.criteria:
        st.write("Nothing yet: press Add on a line above, or write a criterion yourself.")
    criteria_panel.draw(draft)


def _remove(head: Persona) -> None:
    if st.button("Delete", key=f"persona_delete_{head.persona_id}", icon=":material/delete:"):
        _delete(head)


@st.dialog("Delete this profile?")
def _delete(one: Persona) -> None:
    st.write(
        f"{words.md(one.name)} and all of its versions are gone for good then. Download it first "
        "if you may need it."
    )
    if st.session_state.pop("profile_deleted", False):
        st.rerun()
    st.button(
        "Delete the profile",
        type="primary",
        key="persona_delete_yes",
        on_click=_delete_now,
        args=(one.persona_id or NEW,),
    )


def _delete_now(persona_id: int) -> None:
    def change(conn: db.Connection) -> None:
        persona.delete(conn, persona_id)

    writer.submit(state.workspace().path, change).result()
    profile_draft.forget(persona_id)
    st.session_state["profile_deleted"] = True
