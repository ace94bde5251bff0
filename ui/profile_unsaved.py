"""What is not saved of a profile: offered again after a reload, and thrown away when asked to."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from icp import db, persona_changes, persona_drafts, writer
from ui import profile_draft, state, words
from ui.profile_draft import Draft

SHOWN = 6


def offer(draft: Draft) -> None:
    """Offer what another tab, or this one before a reload, left; nothing where there is none."""
    found = _found(draft)
    if not found:
        return
    with st.container(border=True):
        st.info(
            f"You have changes to this profile from {_when(found.saved_at)} that were not saved, "
            "or have them open in another window.",
            icon=":material/restore_page:",
        )
        st.markdown(listed(persona_changes.between(found.base, found.now)))
        if draft.changes:
            st.caption(
                "What you changed in this window since then is kept only as long as it is open, "
                "until you choose. Going on with the earlier changes puts them in its place."
            )
        with st.container(horizontal=True):
            for key, label in (("yes", "Go on with them"), ("no", "Drop them")):
                st.button(
                    label,
                    key=f"profile_unsaved_{key}",
                    on_click=_choose,
                    args=(draft, key == "yes"),
                )


@st.dialog("Throw away what is not saved?")
def throw_away(draft: Draft) -> None:
    """Ask once, as it is gone for good then."""
    if st.session_state.pop("profile_dropped", False):
        st.rerun()
    st.markdown(listed(draft.changes))
    st.button(
        "Throw it away",
        type="primary",
        key="profile_drop_yes",
        icon=":material/delete:",
        on_click=_throw_away,
        args=(draft,),
    )


def _throw_away(draft: Draft) -> None:
    draft.start_over(draft.base, draft.base)
    st.session_state["profile_dropped"] = True


def _found(draft: Draft) -> persona_drafts.Unsaved | None:
    with state.connect() as conn:
        found = persona_drafts.read(conn, draft.base.persona_id)
    return found if found and found.tab != profile_draft.tab() else None


def _choose(draft: Draft, go_on: bool) -> None:
    """Settle what was left; as it is now, as its own tab may have gone on."""
    found = _found(draft)
    if not found:
        return
    left = found

    def change(conn: db.Connection) -> None:
        persona_drafts.drop(conn, left.now.persona_id, left.tab)

    writer.submit(state.workspace().path, change).result()
    if go_on:
        draft.start_over(found.base, found.now)
    else:
        draft.keep()


def listed(changes: list[str]) -> str:
    """The first changes, one a line, and how many more there are."""
    more = len(changes) - SHOWN
    lines = [*changes[:SHOWN], *([f"and {more} more"] if more > 0 else [])]
    return "\n".join(f"- {words.md(one)}" for one in lines)


def _when(at: datetime) -> str:
    """ "11:05", or "21 Nov 2026, 11:05" on another day, by the reader's clock."""
    zone = ZoneInfo(st.context.timezone or "UTC")
    then, now = (one.replace(tzinfo=UTC).astimezone(zone) for one in (at, state.now()))
    clock = f"{then:%H:%M}"
    return clock if then.date() == now.date() else f"{words.day(then.date())}, {clock}"
