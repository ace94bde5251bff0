"""Plotly figures from data: pure, titled with what they show, each with a text alternative."""

import textwrap
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from icp import pareto
from ui import words

HEAD = "#0f8a7c"  # the same in light and dark: both grounds leave contrast of 3:1 and more
REST = "#93a5a3"
LINE = "#d98324"
MARK = "#b8433f"
FEW = 200
POINTS = 500
LINE_LENGTH = 50
BUTTONS = 36  # the height of those above the title


@dataclass(frozen=True)
class Picture:
    """A figure and the same in words, for those who cannot see it."""

    figure: go.Figure
    alt: str


def pareto_sentence(customers: int, few: int, of: str, share: float = 0.8) -> str:
    """ "1,133 of 4,338 customers (26 %) bring 80 % of revenue"; `of` says of what."""
    everybody = words.plural(customers, "customer")
    verb = "bring" if few > 1 else "brings"
    return (
        f"{words.number(few)} of {everybody} ({words.percent(few / customers)}) {verb} "
        f"{words.percent(share)} of {of}"
    )


def top_20(summary: pareto.Summary) -> str:
    """ "the 30 largest customers (20 %) bring", or "the largest customer (20 %) brings"."""
    share = words.percent(summary.top_20_customers / summary.customers)
    if summary.top_20_customers == 1:
        return f"the largest customer ({share}) brings"
    return f"the {words.number(summary.top_20_customers)} largest customers ({share}) bring"


def pareto_chart(curve: pd.DataFrame, of: str, title: str, share: float = 0.8) -> Picture:
    """Customers by value, largest first: bars with the running share, or its curve for many.

    curve: that of `pareto.curve`, with a positive sum; `of` says in a sentence what its value is,
    `title` what the bars measure, with its unit; those who bring `share` (0-1) stand out.
    """
    needed = pareto.few(curve, share) or len(curve)
    said = pareto_sentence(len(curve), needed, of, share)
    figure = go.Figure(layout=layout(said))
    if len(curve) <= FEW:
        _value_bars(figure, curve, needed)
    _running_line(figure, curve, needed)
    figure.add_hline(y=share, line={"color": MARK, "dash": "dash", "width": 1.5}, yref="y2")
    figure.add_annotation(
        x=needed,
        y=share,
        yref="y2",
        text=f"{needed:,} bring {words.percent(share)}",
        showarrow=True,
        arrowhead=0,
        arrowcolor=MARK,
        ax=40,
        ay=40,
    )
    figure.update_layout(
        xaxis={"title": "Customers, largest first", "rangemode": "tozero"},
        **_axes(curve, title),
    )
    largest = curve.iloc[0]
    told = f"{said}. The largest, {largest['name']}, brings {words.percent(largest['share'])}."
    return Picture(figure, told)


def _axes(curve: pd.DataFrame, title: str) -> dict[str, object]:
    """Bars on the left, shares on the right, with one zero."""
    top = max(1.02, float(curve["running_share"].max()) + 0.02)
    high = float(curve["value"].max())
    low = min(0.0, float(curve["value"].min())) if len(curve) <= FEW else 0.0
    return {
        "yaxis": {"title": title, "visible": len(curve) <= FEW, "range": [low, high]},
        "yaxis2": {
            "title": "Running share",
            "overlaying": "y",
            "side": "right",
            "tickformat": ".0%",
            "dtick": 0.2 if top < 2 else None,
            "range": [top * low / high, top],
            "showgrid": len(curve) > FEW,
        },
    }


def _value_bars(figure: go.Figure, curve: pd.DataFrame, needed: int) -> None:
    figure.add_bar(
        x=curve["rank"],
        y=curve["value"],
        marker={
            "color": np.where(curve["rank"] <= needed, HEAD, REST),
            "line": {"width": 0},
        },
        customdata=_who(curve),
        hovertemplate="<b>#%{x} %{customdata[0]}</b><br>%{y:,.0f}<extra></extra>",
        name="Value",
    )
    figure.update_layout(bargap=0.15)


def _running_line(figure: go.Figure, curve: pd.DataFrame, needed: int) -> None:
    places = np.linspace(0, len(curve) - 1, POINTS - 1).astype(int)
    picked = curve.iloc[np.unique([*places, needed - 1])]
    figure.add_scatter(
        x=picked["rank"],
        y=picked["running_share"],
        yaxis="y2",
        mode="lines+markers",
        line={"color": LINE, "width": 2.5},
        marker={"opacity": 0, "size": 12},  # a line cannot be clicked, marks can
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=_who(picked),
        hovertemplate="the %{x:,} largest bring %{y:.1%}<br>"
        "down to <b>%{customdata[0]}</b><extra></extra>",
        name="Running share",
    )


def month_bars(months: pd.DataFrame, name: str, value: str) -> Picture:
    """What one customer brought each month."""
    figure = go.Figure(layout=layout(f"Revenue from {plain_text(name)} each month"))
    figure.add_bar(
        x=months["month"],
        y=months["money"],
        marker={"color": HEAD},
        hovertemplate="%{x|%b %Y}: %{y:,.0f}<extra></extra>",
    )
    figure.update_layout(height=260, yaxis={"title": value}, xaxis={"title": None})
    most = words.money(float(months["money"].max()))
    told = f"{words.plural(len(months), 'month')} with orders of {name}, the largest {most}."
    return Picture(figure, told)


def tier_bars(summary: pd.DataFrame) -> Picture:
    """Customers and revenue of each tier, side by side."""
    title = "Share of customers and of revenue in each tier"
    figure = go.Figure(layout=layout(title))
    customers = summary["customers"] / max(1, summary["customers"].sum())
    for name, share, color in (
        ("Customers", customers, REST),
        ("Revenue", summary["revenue_share"], HEAD),
    ):
        figure.add_bar(
            x=summary["tier"],
            y=share,
            name=name,
            marker={"color": color},
            text=[words.percent(value) for value in share],
            hovertemplate=f"{name}: %{{y:.1%}}<extra>%{{x}}</extra>",
        )
    figure.update_layout(
        height=320, showlegend=True, yaxis={"tickformat": ".0%"}, xaxis={"title": "Tier"}
    )
    parts = "; ".join(
        f"{row.tier}: {row.customers:,} customers, {words.percent(row.revenue_share)} of revenue"
        for row in summary.itertuples()
    )
    return Picture(figure, f"{title}. {parts}.")


def layout(title: str) -> dict[str, object]:
    """What all figures share, and the title: in lines that a phone has room for, and below the
    buttons of the chart."""
    parts = [
        textwrap.wrap(part, LINE_LENGTH, break_long_words=False) for part in title.split("<br>")
    ]
    lines = [line for part in parts for line in part]
    return {
        "title": {
            "text": "<br>".join(lines),
            "font": {"size": 14},
            **{"x": 0, "xanchor": "left", "y": 1, "yanchor": "top", "pad": {"t": BUTTONS}},
        },
        "showlegend": False,
        "legend": {"orientation": "h", "y": -0.2},
        "margin": {"l": 10, "r": 10, "t": BUTTONS + 10 + 20 * len(lines), "b": 10},
        "hoverlabel": {"align": "left"},
    }


def _who(customers: pd.DataFrame) -> np.ndarray:
    """Name and id of each customer, for what is hovered and clicked."""
    names = [plain_text(name) for name in customers["name"]]
    return np.stack([names, customers["customer_id"]], axis=1)


def plain_text(text: str) -> str:
    """Text from files as text: Plotly takes a few HTML tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
