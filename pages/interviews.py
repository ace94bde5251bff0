"""Interviews: whom to ask, what to ask, what they said, and which hypotheses stand."""

import streamlit as st

from ui import (
    author,
    ended,
    hypotheses_panel,
    interview_form,
    interview_list,
    interviews_panel,
    privacy,
    state,
    views,
)

VIEWS = {
    "best": ("Ask your best", interviews_panel.draw),
    "hypotheses": ("Hypotheses", hypotheses_panel.draw),
}

st.title("Interviews")
privacy.closed("This page", "as people typed them, so it is closed. What you wrote down is saved")
author.line()
if opened := interview_form.opened():
    interview_form.draw(opened)
    ended.page()
view = st.segmented_control(
    "Look at",
    list(VIEWS),
    format_func=lambda name: VIEWS[name][0],
    default="best" if state.summary().customers else "hypotheses",
    required=True,
    bind="query-params",
    **views.keep("interviews_view"),
)
VIEWS[view][1]()
interview_list.draw()
