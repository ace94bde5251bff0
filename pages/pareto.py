"""Money: who brings it, how much hangs on how few, and what they cost."""

import streamlit as st

from ui import (
    ahead,
    concentration_panel,
    effort_panel,
    empty,
    growth_panel,
    pareto_panel,
    retention_panel,
    slipping_panel,
    views,
    whale_panel,
)

VIEWS = {
    "pareto": ("Who brings it", pareto_panel.draw),
    "concentration": ("How few it hangs on", concentration_panel.draw),
    "whale": ("Where profit is made and lost", whale_panel.draw),
    "effort": ("Effort against revenue", effort_panel.draw),
    "stays": ("Who stays", retention_panel.draw),
    "growth": ("Growth by starting spend", growth_panel.draw),
    "slipping": ("Slipping away", slipping_panel.draw),
}

st.title("Where the money comes from")
empty.needs_orders("how few customers bring most of the money appears")
view = st.segmented_control(
    "Look at",
    list(VIEWS),
    format_func=lambda name: VIEWS[name][0],
    default="pareto",
    required=True,
    bind="query-params",
    **views.keep("pareto_view"),
)
VIEWS[view][1]()
ahead.money()
