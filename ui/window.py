"""The months that count, chosen on each page that looks at a window of time."""

import streamlit as st

from ui import views

WINDOWS: dict[str, int | None] = {"12 months": 12, "24 months": 24, "All": None}
OTHER = "Other"


def choose(key: str, free: bool = False) -> int | None:
    """Draw the choice and give the number of months, None for all; free: any number of them."""
    picked = st.segmented_control(
        "Orders that count",
        [*WINDOWS, OTHER] if free else list(WINDOWS),
        default="12 months",
        required=True,
        **views.keep(key),
        help="Counted back from the day in the sidebar.",
    )
    if picked != OTHER:
        return WINDOWS[picked]
    return st.number_input("Months", 1, 240, 6, width=130, **views.keep(f"{key}_months"))


def chosen(key: str) -> int | None:
    """The number of months as chosen, also on a page that does not draw the choice."""
    return WINDOWS[st.session_state.get(key, "12 months")]


def in_words(months: int | None) -> str:
    """ "in the last 12 months", or "in all orders"."""
    if months == 1:
        return "in the last month"
    return f"in the last {months} months" if months else "in all orders"
