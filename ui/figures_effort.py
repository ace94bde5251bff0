"""Figures of effort against revenue: pure, as in `figures`."""

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ui import figures, figures_profit
from ui.figures import HEAD, LINE, MARK, POINTS, REST, Picture

NAMED = 3
KINDS = {
    "loses": ("Take more than they bring", MARK, "triangle-up"),
    "more": ("More effort than average", LINE, "circle"),
    "less": ("Less effort than average", HEAD, "circle"),
}
TICKS = {"type": "log", "tickformat": "~s", "dtick": 1}


def effort_chart(
    customers: pd.DataFrame, per_revenue: float | None, titles: tuple[str, str], said: str
) -> Picture:
    """Each customer's effort against their revenue, with the line of average effort.

    customers: those of `effort.Effort` that are to be drawn (see `thinned`), with revenue and
    effort; titles: what the two axes measure, with their unit.
    """
    figure = go.Figure(layout=figures.layout("Effort against revenue, each mark a customer"))
    axes = {
        f"{axis}axis": {"title": title, **TICKS, "range": _range(customers[name])}
        for axis, title, name in zip("xy", titles, ("revenue", "effort"), strict=True)
    }
    figure.update_layout(
        height=520, showlegend=True, legend={"orientation": "h", "y": -0.2, "x": 0}, **axes
    )
    if per_revenue:
        _average(figure, customers["revenue"], per_revenue)
    worst = customers.nsmallest(NAMED, "left")
    for kind, (title, color, symbol) in KINDS.items():
        rows = customers[customers["kind"] == kind]
        if len(rows):
            _marks(figure, rows, worst, {"name": title, "marker": _mark(color, symbol)})
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
    others = customers.drop(most.index).sort_values(["revenue", "customer_id"])
    return pd.concat([most, others.iloc[figures_profit.evenly(len(others), POINTS - len(most))]])


def _mark(color: str, symbol: str) -> dict[str, object]:
    return {"color": color, "symbol": symbol, "size": 9, "line": {"width": 0.5, "color": REST}}


def _marks(
    figure: go.Figure, rows: pd.DataFrame, worst: pd.DataFrame, look: dict[str, object]
) -> None:
    named = rows.index.isin(worst.index) & (rows["kind"] == "loses")
    low, high = np.log10(worst["revenue"].min()), np.log10(worst["revenue"].max())
    right = np.log10(rows["revenue"]) > (low + high) / 2
    figure.add_scatter(
        x=rows["revenue"],
        y=rows["effort"],
        mode="markers+text",
        text=rows["name"].map(figures_profit.short).where(named, ""),
        textposition=np.where(right, "top left", "top center"),
        cliponaxis=False,
        customdata=figures_profit.who(rows),
        hovertemplate="<b>%{customdata[0]}</b><br>revenue %{x:,.0f}, effort %{y:,.0f}"
        "<extra></extra>",
        **look,
    )


def _average(figure: go.Figure, revenue: pd.Series, per_revenue: float) -> None:
    rounded = float(f"{per_revenue:.2g}")
    ends = [10.0 ** math.floor(np.log10(revenue.min())), 10.0 ** math.ceil(np.log10(revenue.max()))]
    figure.add_scatter(
        x=ends,
        y=[rounded * end for end in ends],
        mode="lines",
        line={"color": REST, "dash": "dash", "width": 2},
        name=f"Average: {100 * rounded:,.3g} for each 100 of revenue",
        hoverinfo="skip",
    )


def _range(values: pd.Series) -> list[float]:
    low, high = np.log10(values.min()), np.log10(values.max())
    room = max(0.15, 0.08 * (high - low))
    return [float(low - room), float(high + room)]
