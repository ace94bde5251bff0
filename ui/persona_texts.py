"""The fields of a profile to write in: the person, the problem, why us, what to expect."""

import streamlit as st

from icp import persona, persona_fields
from ui.profile_draft import Draft


def draw(draft: Draft) -> None:
    """Draw each group of fields; what stays empty is left out."""
    st.caption("What no table knows. Fill in what you know; the rest stays out of the profile.")
    stands = draft.key("stands_for")
    st.text_input(
        "Stands for",
        draft.now.stands_for,
        max_chars=200,
        key=stands,
        placeholder="Law firms within 40 miles",
        on_change=lambda: draft.change(stands_for=st.session_state[stands].strip()),
    )
    for place, (title, members) in enumerate(persona_fields.GROUPS.items()):
        filled = sum(field.key in draft.now.texts for field in members)
        with st.expander(
            f"{title} ({filled} of {len(members)})" if filled else title,
            key=draft.key(f"group_{place}"),
            expanded=bool(filled),
        ):
            for field in members:
                _field(draft, field)


def _field(draft: Draft, field: persona_fields.Field) -> None:
    key = draft.key(field.key)
    st.text_area(
        field.title,
        draft.now.texts.get(field.key, ""),
        max_chars=persona.MAX_TEXT,
        placeholder=f"for example: {field.example}",
        key=key,
        height=68,
        on_change=lambda: draft.write(field.key, st.session_state[key]),
    )
