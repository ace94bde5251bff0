"""Best customers: what they share that the others don't, and the best side by side."""

import streamlit as st

from icp import overview
from ui import drivers_panel, empty, icp_chart_panel, state, views

VIEWS = {
    "share": ("What they share", drivers_panel.draw),
    "chart": ("Side by side", icp_chart_panel.draw),
}

st.title("Your best customers")
if not state.ask(overview.lists).get("deals"):
    empty.needs_orders("what your best customers have in common appears")
view = st.segmented_control(
    "Look at",
    list(VIEWS),
    format_func=lambda name: VIEWS[name][0],
    default="share",
    required=True,
    bind="query-params",
    **views.keep("drivers_view"),
)
VIEWS[view][1]()
