"""Figures of how few the revenue hangs on: pure, as in `figures`."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ui import figures, words
from ui.figures import Picture

STEEP = 50  # the end of the curve, where few bring much, is drawn customer by customer
LINES = {
    1: ("top_1_share", ("Largest", figures.HEAD, "solid")),
    3: ("top_3_share", ("3 largest", figures.LINE, "dash")),
    10: ("top_10_share", ("10 largest", figures.REST, "dot")),
}


def lorenz_chart(customers: pd.DataFrame) -> Picture:
    """The share of revenue that the smallest so many customers bring, beside all being equal.

    customers: customer_id, name, customers_share, revenue_share (both running), smallest first.
    """
    many = len(customers)
    half = customers.iloc[many // 2 - 1] if many > 1 else customers.iloc[0]
    title = (
        f"The smallest {max(1, many // 2):,} of {words.plural(many, 'customer')}<br>"
        f"bring {words.percent(half['revenue_share'])} of revenue"
    )
    picked = customers.iloc[_thinned(many)]
    figure = go.Figure(layout=figures.layout(title))
    figure.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        name="If all were equal",
        line={"color": figures.REST, "dash": "dash", "width": 1.5},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[0, *picked["customers_share"]],
        y=[0, *picked["revenue_share"]],
        mode="lines",
        name="Your customers",
        line={"color": figures.HEAD, "width": 2.5},
        hoverinfo="skip",
    )
    _marks(
        figure,
        picked["customers_share"],
        picked["revenue_share"],
        picked,
        "the smallest %{x:.1%} bring %{y:.1%}<br>up to <b>%{customdata[0]}</b>",
    )
    figure.update_layout(
        showlegend=True,
        height=420,
        xaxis={"title": "Customers, smallest first", "tickformat": ".0%", "dtick": 0.25},
        yaxis={"title": "Share of revenue", "tickformat": ".0%", "dtick": 0.25},
    )
    largest = customers.iloc[-1]
    alone = 1 - (customers["revenue_share"].iloc[-2] if many > 1 else 0)
    return Picture(
        figure,
        f"{title.replace('<br>', ' ')}. The largest, {largest['name']}, brings "
        f"{words.percent(alone)} of what all above zero bring.",
    )


def over_time_chart(windows: pd.DataFrame) -> Picture:
    """The shares of the largest and, below, the number of equal customers, window by window.

    windows: as `concentration.over_time` gives them, each inside the orders.
    """
    title = "Share of revenue of the largest, each time over 12 months"
    figure = go.Figure(layout=figures.layout(title))
    most = windows["customers"].max()
    lines = {column: about for top, (column, about) in LINES.items() if top < most}
    for column, (name, color, dash) in lines.items():
        _line(figure, windows, column, name, color, dash)
        _marks(
            figure,
            windows["ends_on"],
            windows[column],
            windows,
            f"{name}, 12 months up to %{{x|%-d %b %Y}}: %{{y:.1%}}<br>"
            "the largest was <b>%{customdata[0]}</b>",
        )
    _line(figure, windows, "effective_customers", "As if so many equal customers", figures.MARK)
    figure.data[-1].update(
        yaxis="y2",
        mode="lines+markers",
        hovertemplate="as if %{y:.0f} equal customers<extra></extra>",
        hoverinfo=None,
    )
    figure.update_layout(
        showlegend=True,
        height=480,
        xaxis={"tickvals": list(windows["ends_on"]), "tickformat": "%b<br>%Y", "anchor": "y2"},
        yaxis={"tickformat": ".0%", "rangemode": "tozero", "domain": [0.42, 1]},
        yaxis2={"rangemode": "tozero", "domain": [0, 0.3], "title": "Equal<br>customers"},
    )
    first, last = windows.iloc[0], windows.iloc[-1]
    parts = "; ".join(
        f"{name}: {words.percent(first[column])}, then {words.percent(last[column])}"
        for column, (name, _, _) in lines.items()
    )
    return Picture(figure, f"{title}, {len(windows)} times. {parts}.")


def _thinned(many: int) -> np.ndarray:
    """The places of the customers that are drawn."""
    even = np.linspace(0, many - 1, figures.POINTS).astype(int)
    return np.unique([*even, *range(max(0, many - STEEP), many)])


def _line(
    figure: go.Figure,
    windows: pd.DataFrame,
    column: str,
    name: str,
    color: str,
    dash: str = "solid",
) -> None:
    figure.add_scatter(
        x=windows["ends_on"],
        y=windows[column],
        mode="lines",
        name=name,
        line={"color": color, "width": 2.5, "dash": dash},
        hoverinfo="skip",
    )


def _marks(
    figure: go.Figure, x: pd.Series, y: pd.Series, customers: pd.DataFrame, hover: str
) -> None:
    """Marks without ink, as a line cannot be clicked."""
    names = [figures.plain_text(name) for name in customers["name"]]
    unseen = {"marker": {"opacity": 0}}
    figure.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker={"opacity": 0, "size": 14},
        selected=unseen,
        unselected=unseen,
        customdata=np.stack([names, customers["customer_id"]], axis=1),
        hovertemplate=f"{hover}<extra></extra>",
        showlegend=False,
    )
