"""Best customers: what they share, side by side, whom to say no to, more of them, their deals."""

import streamlit as st

from icp import overview
from ui import (
    drivers_panel,
    empty,
    icp_chart_panel,
    more_of_them_panel,
    say_no_panel,
    state,
    views,
    win_rates_panel,
)

VIEWS = {
    "share": ("What they share", drivers_panel.draw),
    "chart": ("Side by side", icp_chart_panel.draw),
    "no": ("Who we say no to", say_no_panel.draw),
    "more": ("More of them", more_of_them_panel.draw),
    "won": ("How deals are won", win_rates_panel.draw),
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
