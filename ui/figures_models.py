"""Figures of the ways to sort customers into kinds: pure, as in `figures`."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from ui import figures, words
from ui.figures import Picture


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
        height=90 + 38 * len(kinds),
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
