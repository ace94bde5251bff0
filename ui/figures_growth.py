"""Figures of growth by starting spend and of who is slipping away: pure, as in `figures`."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ui import figures, figures_models, words
from ui.figures import Picture

MOST, LONG = 15, 26


def band_lines(curve: pd.DataFrame, names: Sequence[str], value: str) -> Picture:
    """The average spend of each band by quarter, with its 95 % intervals where they are known.

    curve: band (place in `names`), quarter, customers, average, low, high. `value` is the title of
    the axis, with its unit. A click on a point has the name of its band as `customdata`.
    """
    title = "Average spend by quarter since the first order"
    figure = go.Figure(layout=figures.layout(title))
    told = []
    for band, part in curve.groupby("band"):
        color = _color(int(band), len(names))
        name = f"{names[int(band)]} (n {int(part['customers'].iloc[0]):,})"
        figure.add_scatter(
            x=part["quarter"],
            y=part["average"],
            mode="lines+markers",
            name=figures.plain_text(name),
            line={"color": color, "width": 2.5},
            marker={"size": 9},
            error_y=_intervals(part, color),
            customdata=[[names[int(band)]]] * len(part),
            hovertemplate="quarter %{x}: %{y:,.0f}",
        )
        ends = [words.money(float(part["average"].iloc[end])) for end in (0, -1)]
        told.append(f"{name}: {ends[0]} to {ends[1]}")
    figure.update_layout(
        height=420,
        showlegend=True,
        legend={"y": -0.25},
        xaxis={"title": "Quarter since the first order", "dtick": 1},
        yaxis={"title": value, "rangemode": "tozero"},
    )
    return Picture(figure, f"{title}. {'; '.join(told)}.")


def _color(band: int, bands: int) -> str:
    if band == bands - 1:
        return figures.HEAD
    return figures.REST if band == 0 else figures.LINE


def _intervals(part: pd.DataFrame, color: str) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "array": (part["high"] - part["average"]).clip(lower=0),
        "arrayminus": (part["average"] - part["low"]).clip(lower=0),
        "visible": bool(part["low"].notna().any()),
        "color": color,
        "thickness": 1.2,
    }


def stake_bars(found: pd.DataFrame, value: str) -> Picture:
    """Who is slipping, those with most money at stake first; a click gives name and customer_id.

    found: customer_id, name, at_stake, drop (0-1), sorted. `value` is the title of the axis.
    """
    shown = found.head(MOST)
    few = f"The {len(shown)} with most" if len(found) > len(shown) else "Everybody with"
    title = f"{few} money at stake"
    names = [figures.plain_text(str(name)) for name in shown["name"]]
    drops = [words.percent(drop) for drop in shown["drop"]]
    figure = go.Figure(layout=figures.layout(title))
    figure.add_bar(
        x=shown["at_stake"],
        y=np.arange(len(shown)),
        orientation="h",
        marker={"color": figures.LINE},
        text=[f"{drop} less" for drop in drops],
        textposition="auto",
        insidetextfont={"color": figures_models.DARK},
        customdata=np.stack([names, shown["customer_id"]], axis=1),
        hovertemplate="<b>%{customdata[0]}</b><br>%{x:,.0f} a year, %{text}<extra></extra>",
    )
    figure.update_layout(
        height=130 + 30 * len(shown),
        bargap=0.25,
        yaxis={
            "autorange": "reversed",
            "title": None,
            "tickvals": np.arange(len(shown)),
            "ticktext": [_short(name) for name in shown["name"]],
        },
        xaxis={"title": value, "nticks": 5},
    )
    parts = "; ".join(f"{name} {drop} less" for name, drop in zip(names, drops, strict=True))
    return Picture(figure, f"{title}: {parts}.")


def _short(name: object) -> str:
    text = str(name)
    return figures.plain_text(text if len(text) <= LONG else f"{text[: LONG - 1]}…")
