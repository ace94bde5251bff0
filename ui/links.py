"""Links between pages that keep the chosen data."""

import streamlit as st

from ui import state


def to(page: str, label: str | None = None) -> None:
    """A link to `pages/<page>.py`; without a label it shows the page's title."""
    st.page_link(
        state.ROOT / "pages" / f"{page}.py",
        label=label,
        icon=":material/arrow_forward:",
        query_params=st.query_params.to_dict(),
    )
