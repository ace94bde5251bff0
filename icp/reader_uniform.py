"""What holds of every cell of a column, told with the staged rows: it spares later looks at each.

clean: begins and ends with a visible ASCII character and has more than four. pointed: a plain
number with two decimals after a point, such as -1234.50.
"""

from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

Texts = tuple[Any, Any, Any]  # all letters as bytes, where each cell begins, and where it ends

LONGEST = 16  # the whole part of a number then has no more than 13 digits


def _clean(cells: Texts) -> bool:
    letters, begin, end = cells
    if (end - begin).min() <= 4:
        return False
    first, last = letters[begin], letters[end - 1]
    # "~" in front could be that of "~~", which comes after it
    return bool(
        first.min() >= ord("!")
        and first.max() < ord("~")
        and last.min() >= ord("!")
        and last.max() <= ord("~")
    )


def _pointed(cells: Texts) -> bool:
    letters, begin, end = cells
    sizes = end - begin
    if sizes.min() < len("0.00") or sizes.max() > LONGEST:
        return False
    minus = letters[begin] == ord("-")
    written = letters[begin[0] : end[-1]]
    digits = np.count_nonzero((written >= ord("0")) & (written <= ord("9")))
    return bool(
        (letters[end - 3] == ord(".")).all()
        and (sizes - minus).min() >= len("0.00")
        and digits + len(sizes) + np.count_nonzero(minus) == len(written)
    )


TESTS = {"clean": _clean, "pointed": _pointed}


def kept(held: dict[str, list[str]], rows: pa.Table) -> dict[str, list[str]]:
    """Of the columns of which each thing held so far, those of which it holds in these rows too."""
    return {
        thing: [name for name in names if all(map(TESTS[thing], map(_texts, rows[name].chunks)))]
        for thing, names in held.items()
    }


def _texts(cells: pa.Array) -> Texts:
    _, ends, letters = cells.buffers()
    at = np.frombuffer(ends, np.int32)[cells.offset : cells.offset + len(cells) + 1]
    return np.frombuffer(letters or b"", np.uint8), at[:-1], at[1:]
