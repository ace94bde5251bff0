"""How often deals are won, with how sure that is: pure, as in `figures`."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from icp import verdicts
from ui import drivers_words, figures, words
from ui.figures import Picture

LONG = 24
COLORS = {
    verdicts.STRONG: figures.HEAD,
    verdicts.LIKELY: figures.HEAD,
    verdicts.LESS: figures.MARK,
}


def rates(shown: pd.DataFrame, overall: float, title: str) -> Picture:
    """The share of deals won for each value, with its interval and the days it takes.

    shown: rows of win_rates.by_trait. overall: the share of all (0-1), the dashed line. A point
    carries the place of its row.
    """
    rows = list(shown.itertuples())
    places = list(range(len(rows)))
    colors = [COLORS.get(row.verdict, figures.REST) for row in rows]
    figure = go.Figure(layout=figures.layout(title))
    figure.add_scatter(
        x=shown["share"],
        y=places,
        mode="markers",
        marker={"color": colors, "size": 13},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": shown["high"] - shown["share"],
            "arrayminus": shown["share"] - shown["low"],
            "color": figures.REST,
            "thickness": 3,
            "width": 0,
        },
        customdata=[[place, *_hover(row)] for place, row in zip(places, rows, strict=True)],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    )
    figure.add_vline(x=overall, line={"color": figures.LINE, "dash": "dash", "width": 1.5})
    figure.update_layout(
        height=130 + 46 * len(rows),
        xaxis={"tickformat": ".0%", "range": [-0.02, 1.02], "dtick": 0.25, "title": None},
        yaxis={
            "autorange": "reversed",
            "tickvals": places,
            "ticktext": [_label(row) for row in rows],
            "showgrid": False,
            "zeroline": False,
            "title": None,
        },
    )
    told = "; ".join(f"{row.value} {drivers_words.counted(row)}, {took(row)}" for row in rows)
    plain = title.replace("<br>", ", ")
    return Picture(figure, f"{plain}. All together {words.percent(overall)}. {told}.")


def took(row: Any) -> str:
    """ "34 days (19)", or that it is not known."""
    if not row.days_n:
        return "days unknown"
    return f"{words.number(row.days)} days"


def _label(row: Any) -> str:
    name = str(row.value) if len(str(row.value)) <= LONG else f"{str(row.value)[: LONG - 1]}…"
    return f"{figures.plain_text(name)}<br>{drivers_words.counted(row)} · {took(row)}"


def _hover(row: Any) -> tuple[str, str]:
    said = (
        f"{drivers_words.counted(row)} won, likely {drivers_words.interval(row)}<br>"
        f"{took(row)} (the middle of {words.number(row.days_n)} won)<br>"
        f"{figures.plain_text(drivers_words.verdict(row))}"
    )
    return figures.plain_text(str(row.value)), said
