"""Charts on the page: drawn, clicked, and saved as a picture or as data."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import privacy, tables, views
from ui.figures import Picture

FORMATS = {"png": "PNG", "svg": "SVG"}


def draw(
    picture: Picture,
    key: str,
    data: pd.DataFrame | None = None,
    columns: tables.Columns | None = None,
) -> dict[str, Any] | None:
    """Draw the chart and give the point that was clicked just now, with its `customdata`.

    The chart is a new one after each click, so that the same point can be clicked again. data:
    what the chart shows, to download under the titles of `columns` where no table below has it.
    """
    form = st.session_state.get(f"{key}_format", "png")
    clicked = st.plotly_chart(
        picture.figure,
        alt=picture.alt,
        key=fresh(key),
        on_select="rerun",
        selection_mode="points",
        config={"toImageButtonOptions": {"format": form, "filename": key, "scale": 2}},
    ).selection.points
    with st.popover("Save", icon=":material/download:", type="tertiary", key=f"{key}_save"):
        st.segmented_control(
            "The camera above the chart saves a picture as",
            list(FORMATS),
            format_func=FORMATS.__getitem__,
            default="png",
            required=True,
            **views.keep(f"{key}_format"),
        )
        if data is not None and columns is not None:
            shown = privacy.amounts(data, tables.money(columns))
            tables.download(shown, key.replace("_", "-"), f"{key}_data", tables.titles(columns))
    return spent(key, clicked)


def fresh(key: str) -> str:
    """The key of an element that is a new one after each choice in it."""
    return f"{key}_{st.session_state.setdefault(f'{key}_turn', 0)}"


def spent(key: str, chosen: Sequence[Any]) -> Any:
    """The first of what was chosen, once: what is drawn next is new and has nothing chosen."""
    if not chosen:
        return None
    st.session_state[f"{key}_turn"] += 1
    return chosen[0]
