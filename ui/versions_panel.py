"""The versions of a profile: what changed, why, by whom and when; any can be brought back."""

import streamlit as st

from icp import persona, persona_changes
from icp.persona import Persona
from ui import persona_read, state, words
from ui.profile_draft import Draft


def draw(every: list[Persona], draft: Draft | None) -> None:
    """Draw the versions, the latest first; without a draft to look at alone."""
    for one, before in zip(every, [*every[1:], Persona("")], strict=True):
        with st.container(border=True):
            st.markdown(
                f"**Version {one.version}**: {words.md(one.why)}"
                f"{' :green-badge[now]' if one is every[0] else ''}"
            )
            st.caption(f"{words.md(one.author)}, {saved_on(one)}")
            changes = persona_changes.between(before, one) or ["Nothing in the profile itself"]
            st.markdown("\n".join(f"- {words.md(said)}" for said in changes))
            if one is not every[0]:
                _look_back(one, every[0], draft)


def saved_on(one: Persona) -> str:
    """The day on which the version was saved."""
    return words.day(one.saved_at.date() if one.saved_at else None)


def _look_back(old: Persona, head: Persona, draft: Draft | None) -> None:
    key = f"version_{old.persona_id}_{old.version}"
    with st.expander(f"Look at version {old.version}", key=key, on_change="rerun") as shown:
        if shown.open:
            persona_read.draw(old)
    if draft:
        st.button(
            f"Bring version {old.version} back",
            key=f"{key}_back",
            icon=":material/history:",
            help="Puts it in place of what you see now; save it as a new version then.",
            on_click=_take_back,
            args=(draft, old, head),
        )
    if st.session_state.get("version_brought") == old.version:
        del st.session_state["version_brought"]
        st.success(f"Version {old.version} is here again: save it as a new version.")


def _take_back(draft: Draft, old: Persona, head: Persona) -> None:
    draft.start_over(head, persona.taken_back(old, head))
    st.session_state["version_brought"] = old.version


def masked(every: list[Persona]) -> list[Persona]:
    """The versions without names of customers where these are hidden, also inside texts."""
    return [state.masked_texts(one) for one in every]
