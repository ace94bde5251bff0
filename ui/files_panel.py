"""Bringing in files: the drop zone, and each file on its way in."""

import streamlit as st

from icp import overview
from ui import came_in, draft, import_panel, joined_files, links, state, waiting

TYPES = ["csv", "tsv", "txt", "gz", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet"]
MOST = 5


def brought() -> bool:
    """Draw what the last file brought and where to go next; whether there is one."""
    came = st.session_state.get("upload_came_in", {}).get(state.workspace().name)
    if not came:
        return False
    came_in.draw(came)
    if state.summary().orders:
        links.to("pareto", "See how few customers bring most of the money")
        links.to("segmentation", "See who is loyal, growing on us or slipping")
    else:
        st.info(
            "Next, bring your orders: what was billed says who your best customers are. Deals and "
            "lists do not.",
            icon=":material/receipt_long:",
        )
    return True


def draw() -> None:
    """Draw the drop zone and the steps of each file in it, and what the last one brought."""
    box = f"upload_files_{st.session_state.get('upload_round', 0)}"
    # a new file pushes aside what an earlier one brought
    came = (draft.any_loaded() or not st.session_state.get(box)) and brought()
    st.write(
        "Two files are enough: your **orders** (a billing export, one row an invoice or a line of "
        "it: customer, date, amount) and your **customers** (one row a customer: number or name, "
        "and what you know about them, such as industry and employees). Orders alone will do for "
        "a start; if orders and their lines are two files, drop both together. Products, deals, "
        "prospects and feedback (NPS, tickets, hours of support) can come too."
    )
    files = st.file_uploader(
        "Drop CSV, Excel or Parquet files here",
        type=TYPES,
        accept_multiple_files=True,
        key=box,
        help="Nothing is loaded before you have seen what would be; every import can be undone.",
    )
    if len(files) > MOST:
        st.error(
            f"Drop at most {MOST} files at a time: {len(files)} are in the box, and none is read. "
            "Take some out with the cross beside their name, and drop them later.",
            icon=":material/info:",
        )
        return
    try:
        sources = joined_files.sources(files)
    except waiting.Unfinished:
        return  # the bar is drawn, and the page runs again at the end
    drafts = [import_panel.draw(source) for source in sources]
    if drafts and all(one.result for one in drafts):
        st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
        draft.forget_all()
        st.rerun()
    if not came and not files and (state.summary().customers or state.ask(overview.lists)):
        with st.expander("What is in the data now"):
            came_in.draw(None)
