"""The sample company stays as it is: own files go into data of their own."""

import secrets

import streamlit as st

from icp import workspaces
from ui import ended, links, problems, state, words


def ask_for() -> None:
    """On the sample company, offer to start own data, and end the page."""
    if state.workspace().name != state.SAMPLE:
        return
    st.write(
        f"You are looking at {words.md(state.workspace().label)}. Start a file of data of your "
        "own, and bring your customers and orders into it; the sample stays to compare with."
    )
    with st.form("own_data", border=False):
        label = st.text_input("Name", "My company", key="own_data_name", max_chars=80)
        if st.form_submit_button("Start my own data", type="primary", icon=":material/add:"):
            with problems.shown():
                made = workspaces.create(state.folder(), label, secrets.token_hex(4))
                state.switch_to(made.name, f"{made.label} is ready for your files.")
    links.to("pareto", "Look at the sample company first")
    ended.page()
