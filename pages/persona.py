"""Profile: up to three pictures of the customer we want more of."""

import streamlit as st

from ui import empty, persona_panel

st.title("The customer we want more of")
empty.needs_orders("you describe the customer you want more of")
persona_panel.draw()
