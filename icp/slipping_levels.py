"""What a customer's months say: how much they brought before, and how much now, of one kind.

Months are columns, 0 = the newest. NOW are the last 3, BEFORE the 6 before them; the same months a
year earlier say what the season does.
"""

import numpy as np
import numpy.typing as npt

MONTHS = 21
NOW, BEFORE, BOTH = slice(0, 3), slice(3, 9), slice(0, 9)
NOW_LAST_YEAR, BEFORE_LAST_YEAR, BOTH_LAST_YEAR = slice(12, 15), slice(15, 21), slice(12, 21)
REACH = 12  # when a fall began is looked for in so many months
REGULAR = 4  # of the 6 months before have an order; with fewer nothing can be told
ONE_IN_20 = 1.645  # standard errors, one-sided
ALIKE = 0.1  # who usually differs by less from one month to the next is billed alike

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def measured(table: Floats, seen_months: Floats, recurring: bool) -> dict[str, Floats]:
    """Levels of each row of `table` (customers x MONTHS, money of one kind), as a year's money.

    before: what is to be expected by the months BEFORE; was: the same, but of those billed alike
    the three months before the fall began; both as last year's season had it, where it was seen.
    now, and late: the same with one order more where a month has none, as it may only be late.
    noise: how far chance alone drives the two apart, 19 times in 20. plain: before without the
    season. alike: 1 where billed ALIKE every month. fell: how many months ago the fall began.
    regular: 1 where REGULAR; all else is 0 where that is not.
    """
    regular = (table[:, BEFORE] > 0).sum(axis=1) >= REGULAR
    levels = _levels(table[regular], seen_months[regular], recurring)
    result = {name: np.zeros(len(table)) for name in levels}
    for name, values in levels.items():
        result[name][regular] = values
    return result | {"regular": regular.astype(float)}


def _levels(table: Floats, seen_months: Floats, recurring: bool) -> dict[str, Floats]:
    before, now = table[:, BEFORE].mean(axis=1), table[:, NOW].mean(axis=1)
    bought = table > 0
    missing = ~bought[:, NOW].all(axis=1)
    steps = _steps(table[:, BOTH])
    usual_step = np.median(np.abs(np.diff(table[:, BOTH], axis=1)), axis=1)
    alike = bought[:, BEFORE].all(axis=1) & (recurring | (usual_step <= ALIKE * before))
    season = _season(table, bought, seen_months)
    fell, was = _fall(table, steps)
    levels = {
        "before": before * season,
        "was": np.where(alike, np.maximum(before, was), before) * season,
        "plain": before,
        "now": now,
        "late": np.where(missing, np.minimum(np.maximum(before, now), now + before / 3), now),
        "noise": _apart(steps),
    }
    return {name: 12 * values for name, values in levels.items()} | {
        "alike": alike.astype(float),
        "fell": fell.astype(float),
    }


def _season(table: Floats, bought: Flags, seen_months: Floats) -> Floats:
    """What part (0-1) of the months before was to be expected now, by the year before."""
    then, later = table[:, BEFORE_LAST_YEAR].mean(axis=1), table[:, NOW_LAST_YEAR].mean(axis=1)
    told = (
        (bought[:, BEFORE_LAST_YEAR].sum(axis=1) >= REGULAR)
        & (seen_months >= MONTHS)
        & (later > 0)
        & (then - later > _apart(_steps(table[:, BOTH_LAST_YEAR])))
    )
    ratio = np.divide(later, then, out=np.ones(len(table)), where=told)
    part: Floats = np.minimum(ratio, 1)
    return part


def _steps(months: Floats) -> Floats:
    """The spread of the months of each row, by the steps from one to the next.

    A fall is one large step, or many small ones, and no spread (von Neumann et al. 1941).
    """
    squares = (np.diff(months, axis=1) ** 2).sum(axis=1)
    spread: Floats = np.sqrt(squares / (2 * (months.shape[1] - 1)))
    return spread


def _apart(steps: Floats) -> Floats:
    """How far below the mean of 6 months that of 3 comes by chance, 1 time in 20."""
    error: Floats = ONE_IN_20 * steps * np.sqrt(1 / 3 + 1 / 6)
    return error


def _fall(table: Floats, steps: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
    """How many months ago each row was last at its old level, and the average it had then.

    That is its second highest month of REACH, less the usual step, so that one high month is none.
    """
    reach = table[:, 3:REACH]
    level = np.sort(reach, axis=1)[:, -2] - steps
    last = 3 + np.argmax(reach >= level[:, None], axis=1)
    three = last[:, None] + np.arange(3)
    return last, np.take_along_axis(table, three, axis=1).mean(axis=1)
