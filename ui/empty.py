"""What a page says while there is nothing to show."""

import streamlit as st

from ui import ended, links, state


def needs_orders(what: str) -> None:
    """Unless the workspace has orders, say how to get `what` here, and end the page."""
    if state.summary().orders:
        return
    st.info(
        f"There are no orders yet. Upload them, and {what} here.", icon=":material/upload_file:"
    )
    links.to("upload")
    ended.page()
