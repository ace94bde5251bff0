"""The months that count, chosen on each page that looks at a window of time."""

import streamlit as st

from ui import views

WINDOWS: dict[str, int | None] = {"12 months": 12, "24 months": 24, "All": None}


def choose(key: str) -> int | None:
    """Draw the choice and give the number of months, None for all."""
    picked = st.segmented_control(
        "Orders that count",
        list(WINDOWS),
        default="12 months",
        required=True,
        **views.keep(key),
        help="Counted back from the day in the sidebar.",
    )
    return WINDOWS[picked]


def chosen(key: str) -> int | None:
    """The number of months as chosen, also on a page that does not draw the choice."""
    return WINDOWS[st.session_state.get(key, "12 months")]


def in_words(months: int | None) -> str:
    """ "in the last 12 months", or "in all orders"."""
    return f"in the last {months} months" if months else "in all orders"
