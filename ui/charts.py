"""Charts on the page: drawn, clicked, and saved as a picture or as data."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import privacy, state, tables, views
from ui.figures import Picture

FORMATS = {"png": "PNG", "svg": "SVG"}
UNUSED = ["zoomIn2d", "zoomOut2d", "autoScale2d"]  # buttons that do what others do


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
    clicked = st.plotly_chart(
        picture.figure,
        alt=picture.alt,
        key=fresh(key),
        on_select="rerun",
        selection_mode="points",
        config=_config(key),
    ).selection.points
    _save(key, data, columns)
    return spent(key, clicked)


def show(
    picture: Picture,
    key: str,
    data: pd.DataFrame | None = None,
    columns: tables.Columns | None = None,
) -> None:
    """Draw a chart in which there is nothing to click; else as `draw`."""
    st.plotly_chart(picture.figure, alt=picture.alt, key=key, config=_config(key))
    _save(key, data, columns)


def _config(key: str) -> dict[str, object]:
    image = st.session_state.get(f"{key}_format", "png")
    return {
        "toImageButtonOptions": {"format": image, "filename": _file_name(key), "scale": 2},
        "modeBarButtonsToRemove": UNUSED,
        "displayNotifier": False,  # it covers half a chart on a phone
        "displayModeBar": True,  # there is nothing to hover with on a phone
    }


def _save(key: str, data: pd.DataFrame | None, columns: tables.Columns | None) -> None:
    """The choice of what the camera above the chart saves, and the data of the chart."""
    with st.popover("Save", icon=":material/download:", type="tertiary", key=f"{key}_save"):
        st.segmented_control(
            "As a picture: choose, then press the camera above the chart",
            list(FORMATS),
            format_func=FORMATS.__getitem__,
            default="png",
            required=True,
            **views.keep(f"{key}_format"),
            help="PNG for slides and mail, SVG to print or to edit.",
        )
        if data is None or columns is None:
            st.write("As data: download the table below.")
        else:
            st.write("As data:")
            shown = privacy.amounts(data, tables.money(columns))
            tables.download(shown, _file_name(key), f"{key}_data", tables.titles(columns))


def _file_name(key: str) -> str:
    """ "sample-pareto-chart-2026-11-01": whose, what, and as of when."""
    company = state.workspace().name.rpartition("-")[0] or state.workspace().name
    return f"{company}-{key.replace('_', '-')}-{state.as_of()}"


def fresh(key: str) -> str:
    """The key of an element that is a new one after each choice in it."""
    return f"{key}_{st.session_state.setdefault(f'{key}_turn', 0)}"


def spent(key: str, chosen: Sequence[Any]) -> Any:
    """The first of what was chosen, once: what is drawn next is new and has nothing chosen."""
    if not chosen:
        return None
    st.session_state[f"{key}_turn"] += 1
    return chosen[0]
