"""Amounts as bands (1, 2, 5, 10, 20, 50 ...), for a screen on which they must not be read."""

import math

import numpy as np
import numpy.typing as npt

from ui import words

Floats = npt.NDArray[np.float64]
STEPS = (1.0, 2.0, 5.0, 10.0)
NEARLY = 1 - 1e-9  # 0.2 has no exact float


def floor(amounts: npt.ArrayLike) -> Floats:
    """The end of each amount's band that is nearer to zero; below 1 that is zero, nan stays."""
    values = np.asarray(amounts, dtype=float)
    size = np.abs(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        power = 10.0 ** np.floor(np.log10(size / NEARLY))
        step = np.select([size / power >= start * NEARLY for start in (5, 2)], [5.0, 2.0], 1.0)
    found: Floats = np.where(size < NEARLY, 0.0, np.sign(values) * step * power)
    return np.where(np.isnan(values), np.nan, found)


def written(amount: float | None) -> str:
    """`37_412` as "20 k to 50 k"."""
    if amount is None or math.isnan(amount):
        return words.UNKNOWN
    low = abs(float(floor(amount)))
    if not low:
        return "under 1" if amount else "0"
    high = low * (2.5 if f"{low:e}".startswith("2") else 2)
    sign = "-" if amount < 0 else ""
    return f"{sign}{short(low)} to {sign}{short(high)}"


def short(end: float) -> str:
    """A round amount as it is said: 20_000 as "20 k"."""
    unit, sign = next(((unit, sign) for unit, sign in words.UNITS if end >= unit), (1, ""))
    return f"{end / unit:g}{sign}"
