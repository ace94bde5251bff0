"""How far an average of few customers can be trusted, by drawing as many of them anew.

Bootstrap with percentile intervals (Efron & Tibshirani 1993, chapter 13), vectorised; of many
customers groups made by chance are drawn, whose sums spread alike.
"""

import numpy as np
import numpy.typing as npt

FEW = 5  # of fewer customers no interval is told
DRAWS, UNITS = 2_000, 1_000

Floats = npt.NDArray[np.float64]


def averages(table: Floats, chance: np.random.Generator) -> Floats | None:
    """The average of each column of `table` in DRAWS draws (rows) of as many of its rows.

    None for fewer than FEW rows.
    """
    if len(table) < FEW:
        return None
    units = min(len(table), UNITS)
    group = chance.permutation(len(table)) % units
    sums = np.column_stack([np.bincount(group, one, units) for one in table.T])
    drawn = chance.integers(0, units, (DRAWS, units)) + units * np.arange(DRAWS)[:, None]
    times = np.bincount(drawn.ravel(), minlength=DRAWS * units).reshape(DRAWS, units).astype(float)
    found: Floats = (times @ sums) / (times @ np.bincount(group, minlength=units))[:, None]
    return found


def ends(drawn: Floats | None, width: int) -> Floats:
    """The two ends (rows) of the 95 % interval of each of `width` columns.

    Missing without draws, or where a draw is undefined.
    """
    if drawn is None or np.isnan(drawn).any():
        return np.full((2, width), np.nan)
    found: Floats = np.quantile(drawn.reshape(len(drawn), width), [0.025, 0.975], axis=0)
    return found
