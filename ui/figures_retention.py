"""Figures of who stays: pure, as in `figures`."""

import pandas as pd
import plotly.graph_objects as go

from ui import figures, words
from ui.figures import Picture

DARK = "#1b2a2e"
# from few to all: opaque and light, so that dark text finds its contrast on a dark ground as well
FEW_TO_ALL = [[0, "#f6efe6"], [0.5, "#cfe7e2"], [1, "#62b5aa"]]
SO_FAR = [[0, "#cdd3d2"], [1, "#cdd3d2"]]
MOST_TEXT = 14  # columns that leave room for text in their cells, also on a phone


def waterfall(steps: pd.DataFrame, title: str, value: str) -> Picture:
    """From the revenue of one year to that of the next, a bar for each step.

    steps: part, name (on screen), customers, money, whole (a sum, not a step); `value` says what
    the bars measure, with its unit.
    """
    figure = go.Figure(layout=figures.layout(title))
    told = [_signed(row.money, row.whole) for row in steps.itertuples()]
    figure.add_waterfall(
        x=steps["money"],
        y=[figures.plain_text(name) for name in steps["name"]],
        measure=["absolute" if whole else "relative" for whole in steps["whole"]],
        orientation="h",
        text=told,
        textposition="outside",
        cliponaxis=False,
        customdata=steps[["part", "customers"]].to_numpy(),
        hovertemplate="<b>%{y}</b><br>%{text}, %{customdata[1]:,} customers<extra></extra>",
        increasing={"marker": {"color": figures.HEAD}},
        decreasing={"marker": {"color": figures.MARK}},
        totals={"marker": {"color": figures.REST}},
        connector={"line": {"color": figures.REST, "width": 1}},
    )
    figure.update_layout(
        height=130 + 38 * len(steps),
        yaxis={"autorange": "reversed", "title": None},
        xaxis={"title": value, "nticks": 5, "range": _room(steps)},
    )
    parts = "; ".join(
        f"{row.name}: {text}" for row, text in zip(steps.itertuples(), told, strict=True)
    )
    return Picture(figure, f"{title.replace('<br>', ', ')}. {parts}.")


def _signed(money: float, whole: bool) -> str:
    return words.money(money) if whole or money <= 0 else f"+{words.money(money)}"


def _room(steps: pd.DataFrame) -> list[float]:
    """The ends of the axis, with room for the text beside the longest bar."""
    reached, ends = 0.0, [0.0]
    for row in steps.itertuples():
        reached = row.money if row.whole else reached + row.money
        ends.append(reached)
    low, high = min(ends), max(ends)
    room = [low - 0.25 * (high - low) * (low < 0), high + 0.3 * (high - low)]
    return [float(f"{end:.1e}") for end in room]


def cohort_map(cells: pd.DataFrame, title: str, since: str) -> Picture:
    """A row for each cohort and a column for each period since, darker where more is left.

    cells: row (on screen), since, value, text, told (for the hover), whole (else the period goes on
    and the cell is grey), cohort and period (for a click); what has no cell stays blank. `since`
    says what the columns are.
    """
    figure = go.Figure(layout=figures.layout(title))
    cells = cells.assign(row=[figures.plain_text(row) for row in cells["row"]])
    rows, columns = list(dict.fromkeys(cells["row"])), range(int(cells["since"].max()) + 1)
    written = len(columns) <= MOST_TEXT
    for over, scale in ((True, FEW_TO_ALL), (False, SO_FAR)):
        shown = cells[cells["whole"] == over]
        _colors(figure, shown, scale, (rows, columns), _most(cells["value"]), written)
    _marks(figure, cells)
    figure.update_layout(
        height=170 + 28 * len(rows),
        hoverdistance=-1,
        xaxis={
            "title": since,
            "showgrid": False,
            "zeroline": False,
            "dtick": 1 if written else 3,
            "range": [-0.5, len(columns) - 0.5],
        },
        yaxis={"title": None, "autorange": "reversed", "showgrid": False, "type": "category"},
    )
    return Picture(figure, f"{title.replace('<br>', ', ')}. {_told(cells)}")


def _colors(
    figure: go.Figure,
    cells: pd.DataFrame,
    scale: list[list[object]],
    axes: tuple[list[str], range],
    most: float,
    written: bool,
) -> None:
    rows, columns = axes
    # four figures find room on a phone only when they are small
    small = len(columns) > 8 and cells["text"].str.len().max() > 3
    value, text = (
        cells.pivot(index="row", columns="since", values=name).reindex(index=rows, columns=columns)
        for name in ("value", "text")
    )
    figure.add_heatmap(
        z=value.to_numpy(dtype=float),
        x=list(columns),
        y=rows,
        text=text.astype(object).where(text.notna(), "") if written else None,
        texttemplate="%{text}" if written else None,
        textfont={"size": 9 if small else 11, "color": DARK},
        colorscale=scale,
        zmin=0,
        zmax=most,
        showscale=False,
        hoverongaps=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )


def _marks(figure: go.Figure, cells: pd.DataFrame) -> None:
    """Cells cannot be clicked, marks can: one without ink in the middle of each."""
    figure.add_scatter(
        x=cells["since"],
        y=cells["row"],
        mode="markers",
        marker={"symbol": "square", "size": 20, "opacity": 0},
        unselected={"marker": {"opacity": 0}},
        selected={"marker": {"opacity": 0}},
        customdata=cells[["cohort", "period"]].to_numpy(),
        text=cells["told"],
        hovertemplate="%{text}<extra></extra>",
    )


def _most(values: pd.Series) -> float:
    """What is as dark as it gets: one outlier pales no others."""
    most = float(values.dropna().quantile(0.95)) if values.notna().any() else 1.0
    return most if most > 0 else 1.0


def _told(cells: pd.DataFrame) -> str:
    """The first and the last cell of each of the first rows, in words."""
    shown = cells.groupby("row", sort=False).agg(first=("told", "first"), last=("told", "last"))
    lines = [f"{row.first}; {row.last}" for row in shown.head(3).itertuples()]
    return ". ".join(line.replace("<br>", ", ") for line in lines) + "."
