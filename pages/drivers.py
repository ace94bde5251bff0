"""Best customers: what they share that the others don't."""

import streamlit as st

from icp import overview
from ui import drivers_panel, empty, state

st.title("What the best share")
if not state.ask(overview.lists).get("deals"):
    empty.needs_orders("what your best customers have in common appears")
drivers_panel.draw()
