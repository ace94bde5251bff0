"""Plotly figures from data: pure, titled with what they show, each with a text alternative."""

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


@dataclass(frozen=True)
class Picture:
    """A figure and the same in words, for those who cannot see it."""

    figure: go.Figure
    alt: str


def pareto_sentence(summary: pareto.Summary) -> str:
    """ "1,133 of 4,338 customers (26 %) bring 80 % of revenue"."""
    few, everybody = summary.customers_for_80, words.plural(summary.customers, "customer")
    share = words.percent(summary.customers_for_80_share)
    return f"{words.number(few)} of {everybody} ({share}) bring 80 % of revenue"


def top_20(summary: pareto.Summary) -> str:
    """ "the 30 largest customers (20 %) bring", or "the largest customer (20 %) brings"."""
    if summary.top_20_customers == 1:
        return "the largest customer (20 %) brings"
    return f"the {words.number(summary.top_20_customers)} largest customers (20 %) bring"


def pareto_chart(curve: pd.DataFrame, summary: pareto.Summary, value: str) -> Picture:
    """Customers by value, largest first: bars with the running share, or its curve for many.

    `value` says what the bars measure, with its unit.
    """
    figure = go.Figure(layout=layout(pareto_sentence(summary)))
    if len(curve) <= FEW:
        _value_bars(figure, curve)
    _running_line(figure, curve)
    figure.add_hline(y=0.8, line={"color": MARK, "dash": "dash", "width": 1.5}, yref="y2")
    figure.add_annotation(
        x=summary.customers_for_80, y=0.8, yref="y2", text="80 %", showarrow=True, arrowhead=0
    )
    figure.update_layout(
        xaxis={"title": "Customers, largest first", "rangemode": "tozero"},
        yaxis={"title": value, "visible": len(curve) <= FEW},
        yaxis2={
            "title": "Running share of revenue",
            "overlaying": "y",
            "side": "right",
            "tickformat": ".0%",
            "dtick": 0.2,
            "range": [0, max(1.02, float(curve.running_share.max()) + 0.02)],
            "showgrid": len(curve) > FEW,
        },
    )
    largest = curve.iloc[0]
    return Picture(
        figure,
        f"{pareto_sentence(summary)}. The largest, {largest['name']}, brings "
        f"{words.percent(largest['share'])}; the 20 % largest bring "
        f"{words.percent(summary.top_20_share)}.",
    )


def _value_bars(figure: go.Figure, curve: pd.DataFrame) -> None:
    shown = curve.assign(color=np.where(curve.abc == "A", HEAD, REST))
    figure.add_bar(
        x=shown["rank"],
        y=shown["value"],
        marker={"color": shown["color"], "line": {"width": 0}},
        customdata=_who(shown),
        hovertemplate="<b>#%{x} %{customdata[0]}</b><br>%{y:,.0f}<extra></extra>",
        name="Revenue",
    )
    figure.update_layout(bargap=0.15)


def _running_line(figure: go.Figure, curve: pd.DataFrame) -> None:
    picked = curve.iloc[np.unique(np.linspace(0, len(curve) - 1, POINTS).astype(int))]
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
    """What all figures share, and the title."""
    return {
        "title": {"text": title, "x": 0, "xanchor": "left", "font": {"size": 14}},
        "showlegend": False,
        "legend": {"orientation": "h", "y": -0.2},
        "margin": {"l": 10, "r": 10, "t": 60, "b": 10},
        "hoverlabel": {"align": "left"},
    }


def _who(customers: pd.DataFrame) -> np.ndarray:
    """Name and id of each customer, for what is hovered and clicked."""
    names = [plain_text(name) for name in customers["name"]]
    return np.stack([names, customers["customer_id"]], axis=1)


def plain_text(text: str) -> str:
    """Text from files as text: Plotly takes a few HTML tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
