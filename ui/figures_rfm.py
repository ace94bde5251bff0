"""Figures of how recently, how often and how much: pure, as in `figures`."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from icp import movement
from ui import figures, words
from ui.figures import Picture

# from 1, long ago, to 5, just now: white text finds its contrast on each
QUIET_TO_RECENT = ["#8f3431", "#a65a1b", "#5b6b73", "#2f7a72", "#0b6e63"]
DARK = "#1b2a2e"
LINK, SLID, ROSE = "rgba(128,150,148,0.35)", "rgba(184,67,63,0.55)", "rgba(15,138,124,0.55)"
Titles = Mapping[str, str]


def segment_map(grid: pd.DataFrame) -> Picture:
    """The 25 cells of how recently by how often and much, coloured by the number of customers."""
    counts = grid.pivot(index="r", columns="fm", values="customers")
    everyone = words.plural(int(grid["customers"].sum()), "customer")
    title = f"{everyone} by how recently, often and much"
    figure = go.Figure(layout=figures.layout(title))
    figure.add_heatmap(
        z=counts.to_numpy(),
        x=list(counts.columns),
        y=list(counts.index),
        text=grid.assign(text=_cells(grid)).pivot(index="r", columns="fm", values="text"),
        texttemplate="%{text}",
        textfont={"size": 11, "color": DARK},
        colorscale=[[0, "#eef6f4"], [1, "#62b5aa"]],  # opaque and light, also on a dark ground
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
    )
    # cells cannot be clicked, marks can: one without ink in the middle of each
    figure.add_scatter(
        x=grid["fm"],
        y=grid["r"],
        mode="markers",
        marker={"symbol": "square", "size": 40, "opacity": 0},
        unselected={"marker": {"opacity": 0}},
        selected={"marker": {"opacity": 0}},
        text=_cells(grid),
        hovertemplate="%{text}<extra></extra>",
    )
    figure.update_layout(
        height=560,
        hoverdistance=-1,
        xaxis=_scores("How often and how much (5 = often, much)"),
        yaxis=_scores("How recently (5 = just now)"),
    )
    most = grid.groupby("title")["customers"].sum().sort_values(ascending=False).head(3)
    parts = ", ".join(f"{name} {n:,}" for name, n in most.items())
    return Picture(figure, f"{title}; most are {parts}.")


def _cells(grid: pd.DataFrame) -> list[str]:
    """The name of each cell on as many lines as it takes on a phone, its customers, revenue."""
    return [
        f"{figures.plain_text(row.title).replace(' ', '<br>')}<br><b>{row.customers:,}</b>"
        + (f"<br>{words.money(row.revenue)}" if row.customers else "")
        for row in grid.itertuples()
    ]


def _scores(title: str) -> dict[str, object]:
    return {"title": title, "showgrid": False, "tickvals": [1, 2, 3, 4, 5]}


def segment_tree(grid: pd.DataFrame, size: str, unit: str) -> Picture:
    """A field for each segment as large as its customers or revenue, by `size`; red: long ago."""
    sums = grid.groupby("title").agg(
        customers=("customers", "sum"), revenue=("revenue", "sum"), r=("r", "mean")
    )
    sums = sums[sums[size] > 0].sort_values(size, ascending=False)
    total = float(sums[size].sum())
    title = f"Share of {unit} in each group ({words.plural(int(sums.customers.sum()), 'customer')})"
    shares = [words.percent(value / total) for value in sums[size]]
    figure = go.Figure(layout=figures.layout(title))
    figure.add_treemap(
        labels=[figures.plain_text(str(name)) for name in sums.index],
        parents=[""] * len(sums),
        values=sums[size],
        text=[
            f"{share}<br>{words.plural(int(row.customers), 'customer')}<br>"
            f"{words.money(row.revenue)}"
            for share, row in zip(shares, sums.itertuples(), strict=True)
        ],
        texttemplate="<b>%{label}</b><br>%{text}",
        hovertemplate="<b>%{label}</b><br>%{text}<extra></extra>",
        textfont={"color": "#ffffff", "size": 13},
        marker={"colors": [QUIET_TO_RECENT[round(r) - 1] for r in sums["r"]], "cornerradius": 4},
        tiling={"pad": 2},
        pathbar={"visible": False},
    )
    figure.update_layout(height=420)
    parts = ", ".join(f"{n} {share}" for n, share in zip(sums.index, shares, strict=True))
    return Picture(figure, f"{title}: {parts}.")


def order_bars(bands: pd.DataFrame, middle: float, things: str) -> Picture:
    """How many customers have how many orders, or what else `things` are."""
    everyone = words.plural(int(bands["customers"].sum()), "customer")
    half = words.number(middle, 0 if middle == int(middle) else 1)
    title = f"{everyone} by number of {things}, the middle one has {half}"
    labels = [
        f"{low:,}" if low == high else f"{low:,}-{high:,}"
        for low, high in zip(bands["low"], bands["high"], strict=True)
    ]
    figure = go.Figure(layout=figures.layout(title.replace(", ", "<br>")))
    figure.add_bar(
        x=labels,
        y=bands["customers"],
        marker={"color": figures.HEAD},
        text=[f"{n:,}" if n else "" for n in bands["customers"]],
        textposition="outside",
        cliponaxis=False,
        hovertemplate=f"%{{x}} {things}: %{{y:,}} customers<extra></extra>",
    )
    figure.update_layout(
        height=380,
        bargap=0.15,
        xaxis={"title": things[0].upper() + things[1:], "type": "category"},
        yaxis={"title": "Customers"},
    )
    most = bands["customers"].idxmax()
    return Picture(
        figure,
        f"{title}. Most, {words.plural(int(bands.at[most, 'customers']), 'customer')}, have "
        f"{labels[most]}.",
    )


def movement_flow(flows: pd.DataFrame, titles: Titles, days: str, ink: str) -> Picture:
    """From each group at the earlier day to each group now, as wide as its customers.

    `days` names both, `ink` is the colour of text on the ground.
    """
    title = f"{words.plural(int(flows['customers'].sum()), 'customer')} by group: {days}"
    left = _nodes(flows, "was", titles)
    right = _nodes(flows, "segment", titles)
    figure = go.Figure(layout=figures.layout(title.replace(": ", "<br>")))
    figure.add_sankey(
        node={
            "label": [f"{figures.plain_text(titles[name])} {n:,}" for name, n in [*left, *right]],
            "color": [_node_color(name) for name, _ in [*left, *right]],
            "pad": 12,
            "thickness": 14,
            "line": {"width": 0},
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [[name for name, _ in left].index(name) for name in flows["was"]],
            "target": [
                len(left) + [name for name, _ in right].index(name) for name in flows["segment"]
            ],
            "value": flows["customers"],
            "color": [_link_color(row.was, row.segment) for row in flows.itertuples()],
            "hovertemplate": "%{source.label} → %{target.label}: %{value:,}<extra></extra>",
        },
        textfont={"size": 12, "color": ink},
    )
    figure.update_layout(height=520)
    largest = "; ".join(
        f"{titles[row.was]} to {titles[row.segment]} {row.customers:,}"
        for row in flows[flows["was"] != flows["segment"]].head(5).itertuples()
    )
    return Picture(figure, f"{title}. The largest moves: {largest or 'none'}.")


def _nodes(flows: pd.DataFrame, side: str, titles: Titles) -> list[tuple[str, int]]:
    """The groups of one side in the order of `titles`, each with its customers."""
    sums = flows.groupby(side)["customers"].sum()
    return [(name, int(sums[name])) for name in titles if name in sums]


def _node_color(name: str) -> str:
    if name in movement.SLIPPING:
        return figures.MARK
    return figures.HEAD if name == movement.BEST else figures.REST


def _link_color(was: str, now: str) -> str:
    if now in movement.SLIPPING and was not in movement.SLIPPING:
        return SLID
    return ROSE if now == movement.BEST != was else LINK
