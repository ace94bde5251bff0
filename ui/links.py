"""Links between pages that keep the chosen data."""

import streamlit as st

from ui import state

EVERYWHERE = ("data", "hide", "sorter")


def query() -> dict[str, str]:
    """What the address of every page may have; what a page's own controls keep there is theirs."""
    return {name: st.query_params[name] for name in EVERYWHERE if name in st.query_params}


def to(page: str, label: str | None = None, icon: str = "arrow_forward") -> None:
    """A link to `pages/<page>.py`; without a label it shows the page's title."""
    st.page_link(
        state.ROOT / "pages" / f"{page}.py",
        label=label,
        icon=f":material/{icon}:",
        query_params=query(),
    )
