"""Cuts that the user types: days, counts and money for each score."""

import pandas as pd
import streamlit as st

from icp import cutting, measuring
from ui import privacy, problems, rfm_words, state


def typed(values: pd.DataFrame, frequency: measuring.Frequency, key: str) -> cutting.Cuts | None:
    """Cuts typed into a table, None where they cannot be applied, after saying why."""
    privacy.closed("Typing your own cuts")
    begin = cutting.cut(values, "quintiles").typed(measuring.BASES[frequency].fewest)
    table = pd.DataFrame(
        {
            "score": ["5 (best)", "4", "3", "2"],
            "days": pd.Series(begin.recency, dtype="Int64"),
            "count": pd.Series(begin.frequency[::-1], dtype="Int64"),
            "money": pd.Series(begin.monetary[::-1], dtype="float"),
        }
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["score"],
        key=key,
        alt="Your own cuts: what it takes to get each score",
        column_config=_typed_columns(frequency),
    )
    st.caption("It starts from the fifths of your customers. Whoever misses score 2 gets 1.")
    with problems.shown():
        return cutting.Cuts(
            tuple(edited["days"].astype("float")),
            tuple(edited["count"].astype("float"))[::-1],
            tuple(edited["money"])[::-1],
        )
    return None


def _typed_columns(frequency: measuring.Frequency) -> dict[str, object]:
    often = rfm_words.FREQUENCIES[frequency]
    number = st.column_config.NumberColumn
    return {
        "score": st.column_config.TextColumn("Score", pinned=True),
        "days": number("Bought within days", min_value=0, step=1, format="localized"),
        "count": number(f"{often}, at least", min_value=0, step=1, format="localized"),
        "money": number(state.in_currency("Revenue, at least"), format="accounting"),
    }
