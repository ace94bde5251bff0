"""Amounts of money in a table: whole from 1,000 up, where cents only make them hard to read."""

from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype

FROM = 1_000


def rounded(
    frame: pd.DataFrame, columns: dict[str, Any], money: list[str]
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The frame and its columns as they are shown; a column that stays below 1,000 keeps cents."""
    large = [
        name
        for name in money
        if name in frame and is_numeric_dtype(frame[name]) and (frame[name].abs() >= FROM).any()
    ]
    shown = frame.assign(**{name: frame[name].astype(float).round() for name in large})
    return shown, columns | {name: _whole(columns[name]) for name in large}


def _whole(column: Any) -> Any:
    return column | {"type_config": column["type_config"] | {"step": 1}}
