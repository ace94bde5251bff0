"""Reads in the background what the other views of a page will ask, where orders are many.

While one view is looked at the others are made ready, so that they open at once.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from icp import (
    attitudes,
    behaviours,
    cohorts,
    concentration,
    facts,
    growth,
    high_value,
    measures,
    pareto,
    profits,
    retention,
    slices,
    slipping,
    status,
)
from ui import beside, in_tiers, rfm_movement, state, window
from ui.beside import Ask
from ui.concentration_time import STEPS, USUAL

MANY = 100_000  # orders; with fewer every view opens at once anyway


def customers() -> None:
    """Begin to read what the views of Customers ask."""
    as_of, windows = state.as_of(), map(window.chosen, ("segmentation_window", "slices_window"))
    _begin(_customers, as_of, rfm_movement.usual(as_of), in_tiers.window_months(), *windows)


def money() -> None:
    """Begin to read what the views of Money ask."""
    windows = (window.chosen(f"{view}_window") for view in ("concentration", "whale"))
    _begin(_money, state.as_of(), *windows)


def also(question: Callable[..., Any], *args: Any) -> None:
    """Begin to read what the view asks later, while it is busy with what it asks first."""
    if state.summary().orders >= MANY:
        beside.one(question, *args)


def _customers(
    ask: Ask,
    as_of: date,
    earlier: date,
    tier_months: int,
    months: int | None,
    slice_months: int | None,
) -> None:
    ask(facts.habits, as_of, 12)
    ask(measures.customers, as_of, "net", tier_months)
    ask(status.waits, as_of)
    ask(high_value.quarters, as_of)
    ask(behaviours.signs, as_of)
    ask(attitudes.known, as_of)
    ask(slices.traits)
    ask(slices.customers, as_of, "net", slice_months)
    ask(facts.customers, earlier, "net", months)


def _money(ask: Ask, as_of: date, few_months: int | None, whale_months: int | None) -> None:
    ask(pareto.curve, as_of, "net", few_months)
    ask(concentration.over_time, as_of, "net", STEPS[USUAL])
    ask(profits.customers, as_of, "net", whale_months)
    ask(retention.years, as_of)
    known = ask(cohorts.known, as_of)
    ask(cohorts.grid, as_of, cohorts.usual(known.first_on, as_of))
    ask(growth.spend, as_of)
    ask(slipping.known, as_of)
    if "industry" in set(ask(slices.traits)["trait"]):  # the whale's question stands on it
        ask(slices.values, "industry")


def _begin(questions: Callable[..., None], *args: Any) -> None:
    if state.summary().orders >= MANY:
        beside.begin(questions, *args)
