"""Customers: who they are, by what they bought and by tier."""

import streamlit as st

from ui import empty, rfm_panel, tiers_panel, window

VIEWS = {
    "groups": "How recently, how often, how much",
    "tiers": "A to D",
}

st.title("Who your customers are")
empty.needs_orders("who is loyal, growing on us or slipping appears")

view = st.segmented_control(
    "Look at them by",
    list(VIEWS),
    format_func=VIEWS.__getitem__,
    default="groups",
    required=True,
    key="segmentation_view",
)
if view == "groups":
    rfm_panel.draw(window.choose("segmentation_window"))
else:
    tiers_panel.draw()
