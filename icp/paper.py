"""The sheet of paper on which customers are sorted with a pen."""

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from icp import sorting

SIZES = {"a4": "A4", "us-letter": "US Letter"}
TEMPLATE = Path(__file__).with_suffix(".typ")


def sheet(label: str, names: Sequence[str], size: str = "a4") -> bytes:
    """A PDF with a numbered row and three boxes for each name; `label` says whose data it is.

    The numbers of rows, verdicts and reasons are those by which it is typed in again.
    """
    made = typst.compile(
        TEMPLATE.read_bytes(), format="pdf", sys_inputs={"data": content(label, names, size)}
    )
    if not isinstance(made, bytes):
        raise TypeError(f"one PDF was expected, not {type(made)}")
    return made


def content(label: str, names: Sequence[str], size: str = "a4") -> str:
    """What the template draws, as JSON."""
    verdicts = [
        {
            "name": f"{place} {title}",
            "reasons": [
                {"number": sorting.NUMBERS[why], "words": why} for why in sorting.REASONS[name]
            ],
        }
        for place, (name, title) in enumerate(sorting.VERDICTS.items(), start=1)
    ]
    return json.dumps(
        {
            "title": "Good, OK or bad?",
            "label": label,
            "paper": size,
            "customers": list(names),
            "verdicts": verdicts,
        }
    )
