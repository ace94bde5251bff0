"""What a no would have spared us and cost us: pure, as in `figures`."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from icp import verdicts
from ui import drivers_words, figures
from ui.figures import Picture

LONG = 28
SURE = (verdicts.STRONG, verdicts.LIKELY)


def both_sides(shown: pd.DataFrame, title: str, spared: str, cost: str) -> Picture:
    """For each trait the bad ones a no would have spared us, to the left, and the good ones lost.

    shown: title, value, n, ideal_n (bad), good_n, verdict, a row a line. A bar carries the place
    of its row.
    """
    names = [_short(drivers_words.label(row)) for row in shown.itertuples()]
    places, sure = list(range(len(shown))), list(shown["verdict"])
    figure = go.Figure(layout=figures.layout(title))
    for name, column, side, color in (
        (spared, "ideal_n", -1, figures.MARK),
        (cost, "good_n", 1, figures.HEAD),
    ):
        figure.add_bar(
            x=side * shown[column],
            y=places,
            name=name,
            orientation="h",
            marker={"color": color, "opacity": [1 if one in SURE else 0.45 for one in sure]},
            text=[f"{count:,}" for count in shown[column]],
            textposition="none",  # with texts beside empty bars a click on others fails
            customdata=[[place, text] for place, text in enumerate(names)],
            hovertemplate=f"<b>%{{customdata[1]}}</b><br>{name}: %{{text}}<extra></extra>",
        )
    widest = max(1, int(shown[["ideal_n", "good_n"]].max(axis=None)))
    height = 150 + 54 * len(shown)
    figure.update_layout(
        barmode="relative",
        height=height,
        bargap=0.35,
        showlegend=True,
        legend={"orientation": "h", "y": -50 / height},
        xaxis={"visible": False, "range": [-1.05 * widest, 1.05 * widest]},
        yaxis={
            "autorange": "reversed",
            "tickvals": places,
            "ticktext": [_counted(row) for row in shown.itertuples()],
            "showgrid": False,
            "title": None,
        },
    )
    told = "; ".join(
        f"{drivers_words.label(row)} {row.ideal_n:,} and {row.good_n:,}"
        for row in shown.itertuples()
    )
    return Picture(figure, f"{title.replace('<br>', ', ')}: {told}.")


def _counted(row: Any) -> str:
    name = _short(drivers_words.label(row))
    return f"{name}<br>{row.ideal_n:,} spared, {row.good_n:,} lost"


def _short(text: str) -> str:
    """The label in one or two lines that leave room for the bars."""
    trait, _, value = text.partition(": ")
    lines = [text] if len(text) <= LONG or not value else [trait, value]
    cut = [line if len(line) <= LONG else f"{line[: LONG - 1]}…" for line in lines]
    return "<br>".join(figures.plain_text(line) for line in cut)
