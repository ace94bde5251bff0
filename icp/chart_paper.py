"""The chart of the best customers on one landscape page."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import typst

TEMPLATE = Path(__file__).with_suffix(".typ")
MAX_CELL, LONG_WORD, PIECE = 220, 14, 7
SOFT_HYPHEN = "\u00ad"


def page(title: str, label: str, table: pd.DataFrame, notes: Sequence[str], size: str) -> bytes:
    """A PDF of one page, whatever is in the table: its first column names the rows, its last is
    what they have in common. `label` says whose data it is; size: one of paper.SIZES.
    """
    given = {"data": content(title, label, table, notes, size)}
    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=given)
    if not isinstance(made, bytes):
        raise TypeError(f"one PDF was expected, not {type(made)}")
    return made


def content(title: str, label: str, table: pd.DataFrame, notes: Sequence[str], size: str) -> str:
    """What the template draws, as JSON."""
    return json.dumps(
        {
            "title": title,
            "label": label,
            "paper": size,
            "header": [_cell(name) for name in table.columns],
            "rows": [[_cell(text) for text in row] for row in table.itertuples(index=False)],
            "notes": list(notes),
        }
    )


def _cell(text: str) -> str:
    """The text, cut where it is very long, with places to break long words."""
    short = text if len(text) <= MAX_CELL else f"{text[: MAX_CELL - 1].rstrip()}\u2026"
    return re.sub(rf"\w{{{LONG_WORD},}}", _breakable, short)


def _breakable(word: re.Match[str]) -> str:
    return SOFT_HYPHEN.join(re.findall(f".{{1,{PIECE}}}", word[0]))
