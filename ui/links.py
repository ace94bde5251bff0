"""Links between pages that keep the chosen data."""

import streamlit as st

from ui import state


def query() -> dict[str, str]:
    """What the address of every page has; which customer is the business of one page alone."""
    return {name: value for name, value in st.query_params.to_dict().items() if name != "id"}


def to(page: str, label: str | None = None, icon: str = "arrow_forward") -> None:
    """A link to `pages/<page>.py`; without a label it shows the page's title."""
    st.page_link(
        state.ROOT / "pages" / f"{page}.py",
        label=label,
        icon=f":material/{icon}:",
        query_params=query(),
    )
