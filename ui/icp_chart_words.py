"""What stands in the cells of the chart, and what most have in common, as text."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from icp import in_common
from icp.bands import Span
from icp.chart_cells import Cell
from icp.chart_rows import ROWS
from ui import bands, privacy, state, words

MONEY = ("revenue", "spent")
HIDDEN, COMMON = "hidden", "In common"
# what the rows are called in the sentence where their words alone would not tell
SAID = {"per_year": "{} a year", "years": "{} with us"}
IN_SENTENCE = ("industry", "employees", "location", "years", "purchases", "per_year")
TOLD = 4


@dataclass(frozen=True)
class Chart:
    """What is drawn: the customers and what they are called, their cells, what most share."""

    ids: list[str]
    called: list[str]
    data: dict[tuple[str, str], Cell]
    cells: dict[tuple[str, str], Cell]
    common: dict[str, in_common.Row]
    naming: frozenset[str]

    def text(self, row: str, customer_id: str) -> str:
        return cell(row, self.cells[customer_id, row], self.naming)

    def by_hand(self, row: str, customer_id: str) -> bool:
        return self.cells[customer_id, row].hand is not None


def title(row: str) -> str:
    """The row's words, with the currency of what we reckon in it."""
    one = ROWS[row]
    return state.in_currency(one.title, typed=True) if one.kind == "spent" else one.title


def cell(row: str, one: Cell, naming: Collection[str] = ()) -> str:
    """What stands in the cell, blank where it is unknown. naming: texts that name a customer."""
    hidden = privacy.chosen()
    if one.amount is not None:
        return _amount(one.amount) + (
            f" in {words.plural(one.months, 'month')}" if one.months else ""
        )
    if not one.text or (one.hand and hidden.names and one.text in naming):
        return HIDDEN if one.text else ""
    if hidden.amounts and ROWS[row].kind in MONEY:
        return _banded(one.span) if one.span else HIDDEN
    return one.text


def common(found: in_common.Row) -> str:
    """What most share, each with its count: "Law (4 of 5), 1 unknown"."""
    if found.shared:
        unknown = f", {found.unknown} unknown" if found.unknown else ""
        return ", ".join(_counted(one, found.customers) for one in found.shared) + unknown
    if found.customers > 1 and 2 * found.unknown >= found.customers:
        return f"{found.unknown} of {found.customers} unknown"
    return ""


def sentence(rows: dict[str, in_common.Row]) -> str:
    """The first thing that most share of each telling row; empty where there is none."""
    found = [(name, rows[name]) for name in IN_SENTENCE if rows[name].shared]
    return ", ".join(
        _counted(row.shared[0], row.customers, SAID.get(name, "{}")) for name, row in found[:TOLD]
    )


def _counted(one: in_common.Shared, customers: int, said: str = "{}") -> str:
    what = one.words or (_between(one.span) if one.span else "")
    return f"{said.format(what)} ({one.count} of {customers})"


def _amount(amount: float) -> str:
    return bands.written(amount) if privacy.chosen().amounts else words.money(amount)


def _between(span: Span) -> str:
    """ "20 k to 50 k"."""
    low, high = span
    if high == math.inf:
        return f"{bands.short(low)} and more"
    return f"{bands.short(low)} to {bands.short(high)}" if low else f"under {bands.short(high)}"


def _banded(span: Span) -> str:
    """The amount as its band; of a range the bands of both ends."""
    low, high = span
    if high == math.nextafter(low, math.inf):
        return bands.written(low)
    return _between(
        (float(bands.floor(low)), high if high == math.inf else float(bands.floor(high)))
    )
