"""Figures of effort against revenue: pure, as in `figures`."""

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ui import bands, figures, figures_profit
from ui.figures import HEAD, LINE, MARK, POINTS, REST, Picture

NAMED = 3
WIDE, HIGH = 0.4, 0.06  # what a name takes of the picture on a phone
KINDS = {
    "loses": ("Take more than they bring", MARK, "triangle-up"),
    "more": ("More effort than average", LINE, "circle"),
    "less": ("Less effort than average", HEAD, "circle"),
}


def effort_chart(
    customers: pd.DataFrame, per_revenue: float | None, titles: tuple[str, str], said: str
) -> Picture:
    """Each customer's effort against their revenue, with the line of average effort.

    customers: those of `effort.Effort` that are to be drawn (see `thinned`), with revenue and
    effort; titles: what the two axes measure, with their unit.
    """
    figure = go.Figure(layout=figures.layout("Effort against revenue, each mark a customer"))
    figure.update_layout(
        height=520,
        showlegend=True,
        legend={"orientation": "h", "y": -0.2, "x": 0},
        xaxis=_axis(customers["revenue"], titles[0]),
        yaxis=_axis(customers["effort"], titles[1]),
    )
    if per_revenue:
        _average(figure, customers["revenue"], per_revenue)
    named = _named(customers)
    for kind, (title, color, symbol) in KINDS.items():
        rows = customers[customers["kind"] == kind]
        if len(rows):
            _marks(figure, rows, named, {"name": title, "marker": _mark(color, symbol)})
    return Picture(figure, said)


def drawable(customers: pd.DataFrame) -> pd.DataFrame:
    """Those that axes of powers of ten can show: with revenue and with effort."""
    return customers[(customers["revenue"] > 0) & (customers["effort"] > 0)]


def thinned(customers: pd.DataFrame) -> pd.DataFrame:
    """At most so many that they can be told apart.

    Half are those that take most beyond the average, the others lie evenly by revenue.
    """
    if len(customers) <= POINTS:
        return customers
    most = customers.nlargest(POINTS // 2, "beyond")
    others = customers.drop(most.index).sort_values("revenue", kind="stable")
    return pd.concat([most, others.iloc[figures_profit.evenly(len(others), POINTS - len(most))]])


def _mark(color: str, symbol: str) -> dict[str, object]:
    return {"color": color, "symbol": symbol, "size": 9, "line": {"width": 0.5, "color": REST}}


def _named(customers: pd.DataFrame) -> list[object]:
    """The rows of those who lose most, without those whose names would lie over each other."""
    losing = customers[customers["kind"] == "loses"].nsmallest(3 * NAMED, "left")
    places = {
        name: np.log10(losing[name]) / np.ptp(_range(customers[name]))
        for name in ("revenue", "effort")
    }
    found: list[object] = []
    for row in losing.index:
        apart = (
            abs(places["revenue"][row] - places["revenue"][other]) > WIDE
            or abs(places["effort"][row] - places["effort"][other]) > HIGH
            for other in found
        )
        if len(found) < NAMED and all(apart):
            found.append(row)
    return found


def _marks(
    figure: go.Figure, rows: pd.DataFrame, named: list[object], look: dict[str, object]
) -> None:
    low, high = _range(rows["revenue"])
    right = np.log10(rows["revenue"]) > (low + high) / 2
    figure.add_scatter(
        x=rows["revenue"],
        y=rows["effort"],
        mode="markers+text",
        text=rows["name"].map(figures_profit.short).where(rows.index.isin(named), ""),
        textposition=np.where(right, "top left", "top center"),
        cliponaxis=False,
        customdata=figures_profit.who(rows),
        hovertemplate="<b>%{customdata[0]}</b><br>revenue %{x:,.0f}, effort %{y:,.0f}"
        "<extra></extra>",
        **look,
    )


def _average(figure: go.Figure, revenue: pd.Series, per_revenue: float) -> None:
    rounded = float(f"{per_revenue:.2g}")  # its ends tell no amount where these are hidden
    ends = [10.0 ** math.floor(np.log10(revenue.min())), 10.0 ** math.ceil(np.log10(revenue.max()))]
    figure.add_scatter(
        x=ends,
        y=[rounded * end for end in ends],
        mode="lines",
        line={"color": REST, "dash": "dash", "width": 2},
        name="Average effort",
        hoverinfo="skip",
    )


def _axis(values: pd.Series, title: str) -> dict[str, object]:
    low, high = _range(values)
    steps = (1,) if high - low > 2 else (1, 2, 5)
    ticks = [
        step * 10.0**power for power in range(math.floor(low), math.ceil(high)) for step in steps
    ]
    names = [bands.short(tick) for tick in ticks]
    return {
        "title": title,
        "type": "log",
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": names,
    }


def _range(values: pd.Series) -> list[float]:
    low, high = np.log10(values.min()), np.log10(values.max())
    room = max(0.15, 0.08 * (high - low))
    return [float(low - room), float(high + room)]
