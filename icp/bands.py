"""Sizes as people write them, "51 to 200" or "$1M - $5M", as a span of numbers."""

import math
import re

UNITS = {"": 1.0, "k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "bn": 1e9}
WORDS = {"thousand": "k", "million": "m", "millions": "m", "mio": "m", "billion": "b", "mrd": "b"}
IDLE = re.compile(
    r"[$€£~]|\b(employees?|people|persons?|staff|users?|usd|eur|gbp|ca|about|approx)\b"
)

Span = tuple[float, float]


def _number(name: str) -> str:
    return (
        rf"(?P<{name}>\d{{1,3}}(?:[ ,.']\d{{3}})+(?!\d)|\d+(?:\.\d+)?)"
        rf"\s*(?P<{name}_unit>k|mm|m|bn|b)?\b"
    )


# how a size is written, and which of its ends is one further where it counts whole things
SHAPES = [
    (re.compile(shape), low_step, high_step)
    for shape, low_step, high_step in (
        (rf"(?:from |between )?{_number('low')}\s*(?:-|to|and|up to)\s*{_number('high')}", 0, 1),
        (rf"{_number('low')}\s*(?:\+|plus|and more|or more|and over|and up)", 0, 0),
        (rf"(?:>=|at least)\s*{_number('low')}", 0, 0),
        (rf"(?:>|over|more than|above)\s*{_number('low')}", 1, 0),
        (rf"(?:<|under|less than|below|fewer than)\s*{_number('high')}", 0, 0),
        (rf"(?:<=|up to|at most)\s*{_number('high')}", 0, 1),
    )
]
SINGLE = re.compile(_number("low"))


def span(written: str, step: float = 0) -> Span | None:
    """From and up to but not including, of what is written; None where it is no size.

    step: 1 for what comes in whole numbers, where "11-50" ends before 51; 0 for money, where
    "1-5M" ends before 5 million. A single number spans itself alone.
    """
    text = _plain(written)
    for shape, low_step, high_step in SHAPES:
        if found := shape.fullmatch(text):
            low, high = _value(found, "low"), _value(found, "high")
            return (
                0.0 if low is None else low + low_step * step,
                math.inf if high is None else high + high_step * step,
            )
    found = SINGLE.fullmatch(text)
    value = _value(found, "low") if found else None
    return None if value is None else (value, math.nextafter(value, math.inf))


def inside(inner: Span, outer: Span) -> bool:
    """Whether everything in the one lies in the other."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _plain(written: str) -> str:
    text = written.lower()
    for dash in "\u2013\u2014":
        text = text.replace(dash, "-")
    for word, unit in WORDS.items():
        text = re.sub(rf"\b{word}\b", unit, text)
    return " ".join(IDLE.sub(" ", text).split())


def _value(found: re.Match[str], name: str) -> float | None:
    """The number of that name; in "1-5M" the unit of the second counts for both."""
    parts = found.groupdict()
    number = parts.get(name)
    if number is None:
        return None
    unit = parts[f"{name}_unit"] or parts.get("high_unit") or ""
    if re.search(r"[ ,']", number) or (not unit and re.fullmatch(r"\d{1,3}(\.\d{3})+", number)):
        number = re.sub(r"[ ,.']", "", number)
    return float(number) * UNITS[unit]
