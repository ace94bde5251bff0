"""Customers: who they are, by what they bought, by tier and by the other ways to sort them."""

import streamlit as st

from ui import (
    ahead,
    attitudes_panel,
    behaviours_panel,
    empty,
    high_value_panel,
    rfm_panel,
    slices_panel,
    sort_panel,
    status_panel,
    tiers_panel,
    views,
    window,
)

VIEWS = {
    "groups": (
        "How recently, how often, how much",
        lambda: rfm_panel.draw(window.choose("segmentation_window")),
    ),
    "tiers": ("A to D", tiers_panel.draw),
    "sort": ("Sort by hand", sort_panel.draw),
    "status": ("Status", status_panel.draw),
    "high_value": ("High value", high_value_panel.draw),
    "behaviours": ("How they behave", behaviours_panel.draw),
    "attitudes": ("How we get on", attitudes_panel.draw),
    "slices": ("Industry, size, place", slices_panel.draw),
}
WITHOUT_ORDERS = {"sort"}

st.title("Who your customers are")
view = st.segmented_control(
    "Look at them by",
    list(VIEWS),
    format_func=lambda name: VIEWS[name][0],
    default="groups",
    required=True,
    bind="query-params",
    **views.keep("segmentation_view"),
)
if view not in WITHOUT_ORDERS:
    empty.needs_orders("who is loyal, growing on us or slipping appears")
VIEWS[view][1]()
ahead.customers()
