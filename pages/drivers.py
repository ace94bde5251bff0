"""Best customers: what they share that the others don't."""

import streamlit as st

from ui import drivers_panel, empty

st.title("What the best share")
empty.needs_orders("what your best customers have in common appears")
drivers_panel.draw()
