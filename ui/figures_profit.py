"""Figures of profit: pure, as in `figures`."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from icp.whale import By, Whale
from ui import figures, words
from ui.figures import FEW, HEAD, LINE, MARK, POINTS, REST, Picture

MOST, LONG = 10, 26
ORDER = {"profit": "most profitable first", "revenue": "largest revenue first"}


def whale_chart(whale: Whale, shown: pd.DataFrame, by: By, money: str, said: str) -> Picture:
    """The running profit, and below it, of few customers, the profit of each.

    shown: the curve of `whale` as it may be drawn; `money` says what is summed, with its unit.
    """
    share, order = whale.peak is not None, ORDER["revenue" if whale.basis == "revenue" else by]
    figure = go.Figure(layout=figures.layout(f"Running {_what(whale)}, {order}"))
    for part, color in _parts(shown, whale, by):
        _running(figure, part, "running_share" if share else "running_profit", color)
    top = {"title": f"Share of all {_what(whale)}", "tickformat": ".0%"} if share else {}
    figure.update_layout(
        xaxis={"title": f"Customers, {order}", "rangemode": "tozero"},
        yaxis={"title": f"Running {money}", "rangemode": "tozero", **top},
    )
    if share and by == "profit" and whale.losing:
        figure.add_annotation(
            x=whale.gaining,
            y=whale.peak,
            text=f"{words.percent(whale.peak)} with {words.number(whale.gaining)}",
            ay=-28,
            ax=0,
        )
    if len(shown) <= FEW:
        _profit_bars(figure, shown, money)
    return Picture(figure, said)


def _what(whale: Whale) -> str:
    return "revenue" if whale.basis == "revenue" else "profit"


def _parts(shown: pd.DataFrame, whale: Whale, by: By) -> list[tuple[pd.DataFrame, str]]:
    """The way up and the way down from the peak; in another order there is one line."""
    if by == "revenue" or not 0 < whale.gaining < len(shown):
        return [(shown, MARK if not whale.gaining else HEAD if by == "profit" else LINE)]
    return [(shown.iloc[: whale.gaining], HEAD), (shown.iloc[whale.gaining - 1 :], MARK)]


def _running(figure: go.Figure, part: pd.DataFrame, height: str, color: str) -> None:
    picked = part.iloc[evenly(len(part), POINTS)]
    figure.add_scatter(
        x=picked["rank"],
        y=picked[height],
        mode="lines+markers",
        line={"color": color, "width": 2.5},
        marker={"opacity": 0, "size": 12},  # a line cannot be clicked, marks can
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=who(picked),
        hovertemplate="the first %{x:,}: %{y}<br>down to <b>%{customdata[0]}</b><extra></extra>",
    )


def _profit_bars(figure: go.Figure, shown: pd.DataFrame, money: str) -> None:
    figure.add_bar(
        x=shown["rank"],
        y=shown["profit"],
        yaxis="y2",
        marker={"color": np.where(shown["profit"] < 0, MARK, HEAD), "line": {"width": 0}},
        customdata=who(shown),
        hovertemplate="<b>#%{x} %{customdata[0]}</b><br>%{y:,.0f}<extra></extra>",
    )
    figure.update_layout(
        height=600,
        bargap=0.15,
        xaxis={"anchor": "y2"},
        yaxis={"domain": [0.46, 1]},
        yaxis2={"title": money, "domain": [0, 0.38], "zeroline": True},
    )


def leaders_chart(counts: pd.DataFrame, many: int, trait: str) -> Picture:
    """How many of the first have each value, by revenue and by profit; counts: `whale.leaders`."""
    shown = counts.head(MOST)
    title = f"{trait} of the {words.number(many)} largest, and of the {words.number(many)} best"
    figure = go.Figure(layout=figures.layout(title))
    for name, column, color in (
        ("Largest by revenue", "by_revenue", REST),
        ("Best by profit", "by_profit", HEAD),
    ):
        figure.add_bar(
            x=shown[column],
            y=[short(value) for value in shown["value"]],
            name=name,
            orientation="h",
            marker={"color": color},
            text=shown[column],
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"<b>%{{y}}</b><br>{name}: %{{x}} of {many:,}<extra></extra>",
        )
    height = 150 + 44 * len(shown)
    widest = int(shown[["by_revenue", "by_profit"]].max(axis=None))
    figure.update_layout(
        height=height,
        showlegend=True,
        legend={"orientation": "h", "y": -60 / height, "x": 0, "traceorder": "normal"},
        yaxis={"autorange": "reversed", "title": None, "type": "category"},
        xaxis={"range": [0, 1.15 * widest], "visible": False},
    )
    parts = "; ".join(
        f"{row.value} {row.by_revenue} and {row.by_profit}" for row in shown.itertuples()
    )
    return Picture(figure, f"{title}: {parts}.")


def evenly(many: int, most: int) -> np.ndarray:
    """At most so many places of the many, the first and the last among them."""
    return np.unique(np.linspace(0, many - 1, most).astype(int))


def who(customers: pd.DataFrame) -> np.ndarray:
    """Name and id of each customer, for what is hovered and clicked."""
    names = [figures.plain_text(str(name)) for name in customers["name"]]
    return np.stack([names, customers["customer_id"]], axis=1)


def short(name: object) -> str:
    """Text from a file as a label that leaves room for the chart."""
    text = str(name)
    return figures.plain_text(text if len(text) <= LONG else f"{text[: LONG - 1]}…")
