"""The cells of the chart of the best customers: from the data, or written by hand over them.

Unknown is blank, never zero or "no".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from icp import bands, chart_hand, said, trait_bands
from icp.chart_rows import ROWS, Kind

LISTED = 5
AWAY = r"([\d.]+) ?(mi|miles?|km|kilomet\w+)( away)?"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: `text`, or an `amount` of money with the months it took if below 12.

    For what they have in common: span of a size (from, up to but not including), parts of a text.
    Nothing of all that where it is unknown. hand: who wrote it, where it was written by hand.
    """

    text: str | None = None
    amount: float | None = None
    months: int | None = None
    span: bands.Span | None = None
    parts: tuple[str, ...] = ()
    hand: chart_hand.Entry | None = None

    @property
    def known(self) -> bool:
        return self.text is not None or self.amount is not None


def of_data(known: pd.DataFrame, sent: Mapping[str, float]) -> dict[tuple[str, str], Cell]:
    """(customer_id, row) -> what the data say. known: `facts`; sent: how many each referred."""
    found: dict[tuple[str, str], Cell] = {}
    rows: list[dict[str, Any]] = known.astype(object).where(known.notna(), None).to_dict("records")  # type: ignore[assignment]
    for one in rows:
        cells = _of_customer(one, sent.get(one["customer_id"], 0))
        found |= {(one["customer_id"], row): cell for row, cell in cells.items()}
    return found


def filled(
    cells: Mapping[tuple[str, str], Cell], hand: Mapping[tuple[str, str], chart_hand.Entry]
) -> dict[tuple[str, str], Cell]:
    """The cells with what was written by hand over what the data say."""
    return {
        cell: by_hand(cell[1], hand[cell]) if cell in hand else known
        for cell, known in cells.items()
    }


def by_hand(row: str, entry: chart_hand.Entry) -> Cell:
    """The cell with what somebody wrote."""
    if entry.value is None:
        return Cell(hand=entry)
    span, parts = _read(ROWS[row].kind, entry.value)
    return Cell(entry.value, span=span, parts=parts, hand=entry)


def _of_customer(one: dict[str, Any], sent: float) -> dict[str, Cell]:
    money, months = one["money"], one["months"]
    young = months if months and months < 12 else None
    return {
        "employees": _text("people", _plain(one["employees"])),
        "industry": _text("text", one["industry"]),
        "business_type": _text("text", one["business_type"]),
        "own_revenue": _own_revenue(one["own_revenue"]),
        "location": _place(one["location"], one["distance"], one["distance_header"]),
        "years": _years(one["tenure_months"], one["began_before"]),
        "purchases": _list(one["products"]),
        "per_month": _money(money if money is None else money / (months or 12)),
        "per_year": _money(money, young),
        "referred": _referred(one["referred"], sent),
        "testimonial": _yes(one["testimonial"]),
    }


def _text(kind: Kind, text: str | None) -> Cell:
    if text is None:
        return Cell()
    span, parts = _read(kind, text)
    return Cell(text, span=span, parts=parts)


def _own_revenue(text: str | None) -> Cell:
    """A number of the file is an amount; a range stays as it is written."""
    try:
        return _money(None if text is None else float(text))
    except ValueError:
        return _text("revenue", text)


def _money(amount: float | None, months: int | None = None) -> Cell:
    return Cell() if amount is None else Cell(amount=amount, months=months, span=_exactly(amount))


def _place(town: str | None, distance: float | None, header: str | None) -> Cell:
    if distance is None:
        return _text("text", town)
    away = f"{distance:g} {trait_bands.distance_unit(header)} away"
    text = f"{town}, {away}" if town else away
    return Cell(text, span=_exactly(distance), parts=(town,) if town else ())


def _years(months: int | None, at_least: bool) -> Cell:
    if months is None or (at_least and not months):
        return Cell()
    years = months // 12 if at_least else (10 * months + 6) // 12 / 10  # half rounded up
    plus = "+" if at_least else ""
    text = f"{years:g}{plus}" if months >= 12 else f"{months}{plus} month{'s'[months == 1 :]}"
    text = text if months else "under 1 month"
    return Cell(text, span=(months / 12, np.inf) if at_least else _exactly(months / 12))


def _list(products: Sequence[str]) -> Cell:
    if not len(products):
        return Cell()
    more = len(products) - LISTED
    text = ", ".join(products[:LISTED]) + (f" and {more} more" if more > 0 else "")
    return Cell(text, parts=tuple(products))


def _referred(told: str | None, sent: float) -> Cell:
    many = f", {sent:.0f} sent" if sent > 1 else ""
    return Cell(f"yes{many}", parts=("yes",)) if sent > 0 else _yes(told)


def _yes(text: str | None) -> Cell:
    """Yes or no; a testimonial's own words are a yes."""
    if not text or text in chart_hand.UNKNOWN:
        return Cell()
    answer = "yes" if said.yes(text) else "no"
    return Cell(answer, parts=(answer,))


def _plain(text: str | None) -> str | None:
    return re.sub(r"\.0+$", "", text) if text else text


def _exactly(value: float) -> bands.Span:
    return value, float(np.nextafter(value, np.inf))


def _read(kind: Kind, text: str) -> tuple[bands.Span | None, tuple[str, ...]]:
    """What a written text says as a size, and as texts that others may share."""
    if kind in {"people", "revenue", "spent", "years"}:
        written = re.sub(r"\s*\b(years?|yrs?)\b", "", text, flags=re.IGNORECASE)
        span = bands.span(written, step=1 if kind == "people" else 0)
        return span, () if span else (text,)
    if kind == "yes":
        return None, ("yes" if said.yes(text.lower().split(",")[0].strip()) else "no",)
    if kind == "text":
        return None, (text,)
    parts = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    if kind == "list":
        return None, tuple(parts)
    away = [found[1] for part in parts if (found := re.fullmatch(AWAY, part, re.IGNORECASE))]
    towns = tuple(part for part in parts if not re.fullmatch(AWAY, part, re.IGNORECASE))
    return bands.span(away[0]) if away else None, towns
