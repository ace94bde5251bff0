"""Figures of the ways to sort customers into kinds: pure, as in `figures`."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd
import plotly.graph_objects as go

from ui import figures, words
from ui.figures import Picture

MOST, LONG = 12, 24
DARK = "#1b2a2e"


def kind_bars(
    kinds: pd.DataFrame, title: str, money: str, colors: Mapping[str, str], per: str = "customer"
) -> Picture:
    """A bar for each kind, as long as its customers are many, with its money beside it.

    kinds: kind, customers, money (missing where there is none to show), in order from the top;
    `money` says in the hover what it is, `colors` are those of kinds that stand out.
    """
    names = [figures.plain_text(str(name)) for name in kinds["kind"]]
    texts = [_beside(row.customers, row.money) for row in kinds.itertuples()]
    figure = go.Figure(layout=figures.layout(title))
    figure.add_bar(
        x=kinds["customers"],
        y=names,
        orientation="h",
        marker={"color": [colors.get(str(name), figures.REST) for name in kinds["kind"]]},
        text=texts,
        textposition="outside",
        cliponaxis=False,
        hovertemplate=f"<b>%{{y}}</b><br>%{{text}} {money}<extra></extra>",
    )
    widest = max(1, int(kinds["customers"].max()) if len(kinds) else 1)
    figure.update_layout(
        height=110 + 38 * len(kinds),
        bargap=0.3,
        yaxis={"autorange": "reversed", "title": None},
        xaxis={"title": f"{per[0].upper()}{per[1:]}s", "range": [0, 1.45 * widest], "nticks": 5},
    )
    parts = "; ".join(
        f"{row.kind}: {words.plural(row.customers, per)}" for row in kinds.itertuples()
    )
    return Picture(figure, f"{title.replace('<br>', ', ')}: {parts}.")


def _beside(customers: int, money: float) -> str:
    if pd.isna(money) or not customers:
        return f"{customers:,}"
    return f"{customers:,} · {words.money(float(money))}"


def slice_bars(slices: pd.DataFrame, trait: str, everybody: int) -> Picture:
    """The share of customers and of revenue of each value, those with most revenue first.

    slices: value, customers, customers_share, revenue_share, of the known; `everybody` counts the
    unknown as well.
    """
    shown = slices.head(MOST)
    names = [figures.plain_text(str(value)) for value in shown["value"]]
    known = int(slices["customers"].sum())
    title = f"{_short(trait)}: share of customers and of revenue"
    of = f"{known:,} of {words.plural(everybody, 'customer')}, of whom it is known"
    figure = go.Figure(layout=figures.layout(f"{title}<br>{of}"))
    for name, column, color in (
        ("Customers", "customers_share", figures.REST),
        ("Revenue", "revenue_share", figures.HEAD),
    ):
        figure.add_bar(
            x=shown[column].clip(lower=0),
            y=names,
            name=name,
            orientation="h",
            marker={"color": color},
            text=[words.percent(share) for share in shown[column]],
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"<b>%{{y}}</b><br>{name}: %{{text}}<extra></extra>",
        )
    widest = float(shown[["customers_share", "revenue_share"]].max(axis=None))
    figure.update_layout(
        height=150 + 46 * len(shown),
        showlegend=True,
        legend={"orientation": "h", "y": -70 / (150 + 46 * len(shown))},
        yaxis={"autorange": "reversed", **_named(shown["value"])},
        xaxis={"tickformat": ".0%", "range": [0, 1.2 * widest], "nticks": 5},
    )
    parts = "; ".join(
        f"{row.value} {words.percent(row.customers_share)} and {words.percent(row.revenue_share)}"
        for row in shown.itertuples()
    )
    return Picture(figure, f"{title}, {of}: {parts}.")


def slice_map(pairs: pd.DataFrame, titles: tuple[str, str]) -> Picture:
    """The customers and revenue of each pair of two traits, the values with most revenue first.

    pairs: first, second, customers, revenue.
    """
    rows, columns = (
        _in_order(list(pairs.groupby(name)["revenue"].sum().nlargest(most).index))
        for name, most in (("first", MOST), ("second", MOST // 2))
    )
    shown = pairs[pairs["first"].isin(rows) & pairs["second"].isin(columns)]
    counts = shown.pivot(index="first", columns="second", values="customers")
    counts = counts.reindex(index=rows, columns=columns)
    text = shown.assign(
        text=[
            f"<b>{row.customers:,}</b><br>{words.money(row.revenue)}" for row in shown.itertuples()
        ]
    ).pivot(index="first", columns="second", values="text")
    everyone = words.plural(int(pairs["customers"].sum()), "customer")
    title = f"{everyone} by {_short(titles[0])} and {_short(titles[1])}"
    figure = go.Figure(layout=figures.layout(f"{title}<br>with their revenue"))
    figure.add_heatmap(
        z=counts.to_numpy(dtype=float),
        x=[figures.plain_text(str(value)) for value in columns],
        y=[figures.plain_text(str(value)) for value in rows],
        text=text.reindex(index=rows, columns=columns).fillna("").to_numpy(),
        texttemplate="%{text}",
        textfont={"size": 11, "color": DARK},
        colorscale=[[0, "#eef6f4"], [1, "#62b5aa"]],
        showscale=False,
        xgap=3,
        ygap=3,
        hovertemplate="%{y}, %{x}<br>%{text}<extra></extra>",
    )
    figure.update_layout(
        height=140 + 48 * len(rows),
        yaxis={"autorange": "reversed", "showgrid": False, **_named(rows)},
        xaxis={"showgrid": False, "tickangle": 0, **_named(columns, "<br>")},
    )
    most = pairs.iloc[0]
    return Picture(
        figure, f"{title}. Most revenue: {most['first']}, {most['second']}, {most['customers']:,}."
    )


def _in_order(values: list[str]) -> list[str]:
    """Bands such as "under 10" and "10-49 people" by size, other values as they are."""
    found = [re.match(r"(under )?([\d,.]*\d)", str(value)) for value in values]
    if not all(found):
        return values
    sizes = {
        value: (float(one[2].replace(",", "")), one[1] is None)
        for value, one in zip(values, found, strict=True)
    }
    return sorted(values, key=sizes.__getitem__)


def _named(values: Iterable[object], blank: str = " ") -> dict[str, object]:
    """An axis of these values, long ones cut short; two that begin alike stay two."""
    texts = [_short(value).replace(" ", blank) for value in values]
    return {"type": "category", "title": None, "tickvals": [*range(len(texts))], "ticktext": texts}


def _short(value: object) -> str:
    """Text from a file as a label that leaves room for the bars."""
    text = str(value)
    return figures.plain_text(text if len(text) <= LONG else f"{text[: LONG - 1]}…")
