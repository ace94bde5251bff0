"""Bringing in files: the drop zone, and each file on its way in."""

import streamlit as st

from icp import overview
from ui import came_in, import_panel, links, state
from ui.draft import Source

TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "parquet"]


def brought() -> bool:
    """Draw what the last file brought and where to go next; whether there is one."""
    came = st.session_state.get("upload_came_in", {}).get(state.workspace().name)
    if came:
        came_in.draw(came)
    if came and state.summary().orders:
        links.to("pareto", "See how few customers bring most of the money")
        links.to("segmentation", "See who is loyal, growing on us or slipping")
    return bool(came)


def draw() -> None:
    """Draw the drop zone and the steps of each file in it, and what the last one brought."""
    came = brought()
    st.write(
        "Two files are enough: your **orders** (a billing export, one row an invoice or a line of "
        "it: customer, date, amount) and your **customers** (one row a customer: number or name, "
        "and what you know about them, such as industry and employees). Orders alone will do for "
        "a start. Products, deals, prospects and feedback (NPS, tickets, hours of support) can "
        "come too."
    )
    files = st.file_uploader(
        "Drop CSV, Excel or Parquet files here",
        type=TYPES,
        accept_multiple_files=True,
        key=f"upload_files_{st.session_state.get('upload_round', 0)}",
        help="Nothing is loaded before you have seen what would be; every import can be undone.",
    )
    drafts = [import_panel.draw(Source(file.file_id, file.name, file)) for file in files]
    if drafts and all(draft.result for draft in drafts):
        st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
        st.session_state.pop("upload_drafts", None)
        st.rerun()
    if not came and not files and (state.summary().customers or state.ask(overview.lists)):
        with st.expander("What is in the data now"):
            came_in.draw(None)
