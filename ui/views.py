"""What was chosen on the pages, kept for each workspace while one looks elsewhere."""

from collections.abc import Mapping
from typing import Any

import streamlit as st


def keep(key: str) -> dict[str, Any]:
    """What a widget needs to find its value again after a visit to another page or other data."""
    st.session_state.setdefault("views_keys", set()).add(key)
    return {"key": key, "persist_state": "session"}


def several(label: str, titles: Mapping[str, str], key: str) -> list[str]:
    """Draw a choice of several kinds and give those chosen. titles: kind -> words on screen."""
    return st.pills(
        label, list(titles), format_func=titles.__getitem__, selection_mode="multi", **keep(key)
    )


def swap(workspace: str) -> None:
    """Put away what was chosen for other data, and bring back what was chosen for this."""
    before = st.session_state.get("views_of")
    st.session_state["views_of"] = workspace
    if before in (None, workspace):
        return
    for name in ("id", "interview"):  # of the other data
        st.query_params.pop(name, None)
    kept = st.session_state.setdefault("views", {})
    chosen = [key for key in st.session_state.get("views_keys", ()) if key in st.session_state]
    kept[before] = {key: st.session_state.pop(key) for key in chosen}
    st.session_state.update(kept.get(workspace, {}))
