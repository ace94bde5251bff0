"""Numbers, dates and text as they stand on the screen."""

import math
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

UNKNOWN = "unknown"
UNITS = ((10**9, " bn"), (10**6, " M"), (10**3, " k"))
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~])")
# what Streamlit makes of plain text even when it is escaped: addresses, :icons: and :emoji:
_LIVE = re.compile(r"(https?(?=:)|www(?=\.)|@|:(?=[a-z+-][\w+/-]*:))", re.IGNORECASE)
_PLAIN = "\N{WORD JOINER}"


def md(text: object) -> str:
    """`text` so that Markdown shows it as it is; for everything that comes from files or users."""
    plain = _LIVE.sub(rf"\1{_PLAIN}", " ".join(str(text).split()))
    return _MARKS.sub(r"\\\1", plain)


def number(value: float | None, digits: int = 0) -> str:
    """`1133` as "1,133", half rounded up."""
    if value is None or math.isnan(value):
        return UNKNOWN
    return f"{_rounded(value, digits):,}"


def percent(share: float | None, digits: int = 0) -> str:
    """`0.255` as "26 %"."""
    if share is None or math.isnan(share):
        return UNKNOWN
    return f"{_rounded(Decimal(repr(float(share))) * 100, digits):,} %"


def money(amount: float | None) -> str:
    """`21_912_345` as "21.9 M": three figures, for headlines; tables show all of them."""
    if amount is None or math.isnan(amount):
        return UNKNOWN
    rounded = _three_figures(Decimal(repr(float(amount))))
    for unit, sign in UNITS:
        if abs(rounded) >= unit:
            return f"{_three_figures(rounded / unit):,}{sign}"
    return number(float(rounded))


def difference(one: float, other: float) -> str:
    """What `one` is more than `other`, as it follows from both as they are shown.

    8.05 M less 6.33 M is 1.72 M, also where more digits give 1.73 M. One so small that rounding is
    a tenth of it and more, or all of it, is shown as it is.
    """
    exact = [Decimal(repr(float(amount))) for amount in (one, other)]
    shown = [_rounded(_three_figures(amount), 0) for amount in exact]  # below 1 k it is whole
    rounded, steps = shown[0] - shown[1], max(amount.adjusted() for amount in shown) - 2
    return money(one - other if abs(rounded) < Decimal(10).scaleb(steps) else float(rounded))


def plural(count: int, thing: str, things: str | None = None) -> str:
    """`1, "customer"` as "1 customer", `1133` as "1,133 customers"."""
    return f"{number(count)} {thing if count == 1 else things or f'{thing}s'}"


def day(value: date | None) -> str:
    """`date(2025, 10, 31)` as "31 Oct 2025"."""
    return f"{value.day} {value:%b %Y}" if value else UNKNOWN


def _three_figures(value: Decimal) -> Decimal:
    return _rounded(value, 2 - value.adjusted())


def _rounded(value: float | Decimal, digits: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0
