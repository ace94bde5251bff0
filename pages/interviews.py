"""Interviews: whom to ask, what to ask, what they said, and which hypotheses stand."""

import streamlit as st

from ui import (
    hypotheses_panel,
    interview_form,
    interview_list,
    interviewer,
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
privacy.closed("This page")
author = interviewer.who()
if opened := interview_form.opened():
    interview_form.draw(opened, author)
    st.stop()
view = st.segmented_control(
    "Look at",
    list(VIEWS),
    format_func=lambda name: VIEWS[name][0],
    default="best" if state.summary().customers else "hypotheses",
    required=True,
    bind="query-params",
    **views.keep("interviews_view"),
)
VIEWS[view][1](author)
interview_list.draw(author)
