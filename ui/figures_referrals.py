"""Who sent us whom, as bars: pure, as in `figures`."""

import pandas as pd
import plotly.graph_objects as go

from ui import figures, words
from ui.figures import Picture

MOST, EACH, LONG = 10, 12, 26
SHADES = (figures.HEAD, "#4fae9f")


def chains(pairs: pd.DataFrame, title: str, money: str) -> Picture:
    """A bar for each of those who brought most, in pieces as long as each one they sent brings.

    pairs: referrer_id, referrer, customer_id, name, money, those who brought most first; `money`
    says what it is. A piece carries the name and the id of the customer who was sent.
    """
    brought = pairs[pairs["money"] > 0]
    order = list(brought["referrer_id"].drop_duplicates().head(MOST))
    shown = brought[brought["referrer_id"].isin(order)]
    place = shown.groupby("referrer_id").cumcount()
    shown, place = shown[place < EACH], place[place < EACH]
    names = [figures.plain_text(str(name)) for name in shown["name"]]
    figure = go.Figure(layout=figures.layout(title))
    figure.add_bar(
        x=shown["money"],
        y=[order.index(one) for one in shown["referrer_id"]],
        orientation="h",
        marker={"color": [SHADES[at % 2] for at in place], "line": {"width": 1, "color": "white"}},
        customdata=list(zip(names, shown["customer_id"], strict=True)),
        text=[words.money(amount) for amount in shown["money"]],
        hovertemplate=f"<b>%{{customdata[0]}}</b><br>%{{text}} {money}<extra></extra>",
        textposition="none",
    )
    referrers = shown.drop_duplicates("referrer_id").set_index("referrer_id")["referrer"]
    figure.update_layout(
        barmode="stack",
        height=130 + 38 * len(order),
        bargap=0.3,
        xaxis={"title": None, "nticks": 5, "rangemode": "tozero"},
        yaxis={
            "autorange": "reversed",
            "tickvals": list(range(len(order))),
            "ticktext": [_short(str(referrers[one])) for one in order],
            "showgrid": False,
            "title": None,
        },
    )
    sums = shown.groupby("referrer_id")["money"].agg(["size", "sum"])
    told = "; ".join(
        f"{referrers[one]} {sums.loc[one, 'size']:,}, {words.money(float(sums.loc[one, 'sum']))}"
        for one in order
    )
    return Picture(figure, f"{title.replace('<br>', ', ')}: {told}.")


def _short(name: str) -> str:
    return figures.plain_text(name if len(name) <= LONG else f"{name[: LONG - 1]}…")
