"""The sentence of one customer and measure; no sentence says more than the points do."""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from icp import measures

_THINGS = {
    "hours": ("hour", "hours"),
    "tickets": ("ticket", "tickets"),
    "visits": ("visit", "visits"),
    "days": ("day", "days"),
    "deals": ("deal", "deals"),
    "companies sent": ("company", "companies"),
}
_IN_THE_WINDOW = {"orders", "support", "rates"}


def key(known: pd.DataFrame, values: pd.DataFrame, name: str) -> pd.Series:
    """A whole number that `sentence` words: equal ones give equal sentences.

    `known` is what `measures.customers` gave, `values` the same on the scale of the thresholds.
    """
    value = values[name]
    if name == "revenue":
        result = (value * 10).round(6).floordiv(1).where(value > 0, -1)
    elif name == "tenure":
        result = known["tenure_months"].where(value >= 0, -1)
    elif name == "regularity":
        months = known["months"].clip(lower=1)
        result = known["active_months"].clip(upper=months) * 1000 + months
    else:
        result = _rounded(value, measures.ALL[name])
    return result.fillna(0)


def sentence(name: str, key: int, points: float, most: float, window_months: int) -> str:
    """What is known of a customer by one measure, with its points of how many."""
    one = measures.ALL[name]
    if math.isnan(points):
        return _UNKNOWN.get(name, f"{one.title}: unknown, left out")
    words = _SAID[name](key, window_months) if name in _SAID else _words(one, key, window_months)
    return f"{words}: {points:g} of {most:g} points"


def _rounded(value: pd.Series, one: measures.About) -> pd.Series:
    """Tenths (whole per cent for shares), to the side that has fewer points; -1 is for none."""
    parts = (value * (100 if one.unit == "share" else 10)).round(6)
    rounded = parts.floordiv(1) if one.better == "high" else -(-parts).floordiv(1)
    return pd.Series(np.where((value <= 0) & bool(one.none), -1, rounded), index=value.index)


def _words(one: measures.About, key: int, window_months: int) -> str:
    said = one.none if key < 0 and one.none else one.said.format(value=_value(one, key))
    inside = one.source in _IN_THE_WINDOW and one.unit in {"money", "hours", "tickets", "visits"}
    if not inside:
        return said
    window = f"{window_months} months)"
    return f"{said[:-1]}, {window}" if said.endswith(")") else f"{said} ({window}"


def _value(one: measures.About, key: int) -> str:
    if one.unit == "share":
        return f"{key:+d} %" if one.name == "growth" else f"{key} %"
    if one.unit == "money":
        many = f"{key / 10:.1f}" if key else "less than 0.1"
        return f"{many} times the average"
    if one.unit == "choice":
        return one.choices[key // 10 - 1]
    if one.unit in _THINGS:
        return f"{key / 10:g} {_THINGS[one.unit][key != 10]}"
    return f"{key / 10:g} {one.unit}"


def _revenue_words(tenths: int, window_months: int) -> str:
    window = f"({window_months} months)"
    if tenths < 0:
        return f"brought no revenue {window}"
    many = f"{tenths / 10:.1f}" if tenths else "less than 0.1"
    return f"spends {many} times the average customer {window}"


def _tenure_words(months: int, window_months: int) -> str:
    if months < 0:
        return f"gone, bought nothing in the last {window_months} months"
    if not months:
        return "customer for less than 1 month"
    count, unit = (months, "month") if months < 12 else (months * 10 // 12 / 10, "year")
    return f"customer for {count:g} {unit}{'' if count == 1 else 's'}"


def _regularity_words(active_and_months: int, _: int) -> str:
    active, months = divmod(active_and_months, 1000)
    return f"bought in {active} of {months} month{'' if months == 1 else 's'}"


def _payment_words(tenths: int, _: int) -> str:
    days = f"{tenths / 10:g} day{'' if tenths == 10 else 's'}"
    return f"pays {days} late on average" if tenths else "pays on time"


_SAID: dict[str, Callable[[int, int], str]] = {
    "revenue": _revenue_words,
    "tenure": _tenure_words,
    "regularity": _regularity_words,
    "payment": _payment_words,
}
# tenure is always known: everybody here has a first purchase
_UNKNOWN = {
    "revenue": "no positive revenue: left out",
    "regularity": "first order less than 3 months ago: too early to say, left out",
    "payment": "no payments known: left out",
}
