"""The forest plot of what the best share: pure, as in `figures`."""

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from icp import verdicts
from ui import drivers_words, figures, words
from ui.figures import Picture

LONG, LINES = 26, 2
COLORS = {
    verdicts.STRONG: figures.HEAD,
    verdicts.LIKELY: "#4fae9f",
    verdicts.LESS: figures.MARK,
}


def forest(shown: pd.DataFrame, overall: float, title: str) -> Picture:
    """The share of the best among those with each trait, with its interval, best evidence on top.

    shown: title, value, n, ideal_n, share, low, high, verdict and within, a row a line. overall:
    the share among all (0-1), the dashed line. A point carries the place of its row.
    """
    figure = go.Figure(layout=figures.layout(title))
    rows = list(shown.itertuples())
    labels = [_label(row) for row in rows]
    colors = [COLORS.get(row.verdict, figures.REST) for row in rows]
    for row, place in zip(rows, range(len(rows)), strict=True):
        figure.add_scatter(
            x=[row.low, row.high],
            y=[place, place],
            mode="lines",
            line={"color": colors[place], "width": 3},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=shown["share"],
        y=list(range(len(rows))),
        mode="markers",
        marker={"color": colors, "size": 12},
        customdata=[[place, *_hover(row)] for place, row in enumerate(rows)],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    )
    figure.add_vline(x=overall, line={"color": figures.LINE, "dash": "dash", "width": 1.5})
    figure.update_layout(
        height=130 + (10 + 14 * max(map(_lines, labels), default=1)) * len(rows),
        xaxis={
            "tickformat": ".0%",
            "range": [-0.02, 1.02],
            "tickangle": 0,
            "dtick": 0.25,
            "title": None,
        },
        yaxis={
            "autorange": "reversed",
            "tickvals": list(range(len(rows))),
            "ticktext": labels,
            "showgrid": False,
            "zeroline": False,
            "title": None,
        },
    )
    told = "; ".join(
        f"{drivers_words.label(row)} {drivers_words.counted(row)}, {drivers_words.verdict(row)}"
        for row in rows
    )
    return Picture(figure, f"{title}. All together {words.percent(overall)}. {told}.")


def _hover(row: Any) -> tuple[str, str]:
    name = figures.plain_text(drivers_words.label(row))
    said = f"{drivers_words.counted(row)}, likely {drivers_words.interval(row)}"
    return name, f"{said}<br>{figures.plain_text(drivers_words.verdict(row))}"


def _lines(label: str) -> int:
    return label.count("<br>") + 1


def _label(row: Any) -> str:
    """The trait in lines that leave room for the chart, and how many have it."""
    lines = textwrap.wrap(drivers_words.label(row), LONG)
    if len(lines) > LINES:
        lines = textwrap.wrap(row.value, LONG, max_lines=LINES, placeholder="…")
    return "<br>".join([*map(figures.plain_text, lines), drivers_words.counted(row)])
