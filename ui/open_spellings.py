"""That some values of a fact look like one written in several ways, and where to decide it."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from icp import fields, standards
from ui import links, state, words

NAMED = 3


def draw(traits: Collection[str], key: str) -> None:
    """Say so below a chart in which they stand apart; nothing where nothing is open."""
    found = [(field, _open(field)) for field in standards.FIELDS if field in traits]
    found = [(field, rows) for field, rows in found if len(rows)]
    if not found:
        return
    said = "; ".join(f"{fields.TITLES[field].lower()}: {_said(rows)}" for field, rows in found)
    st.caption(
        words.md(
            "Perhaps the same, written in other ways, and counted apart until you bring them to "
            f"one under Upload, Standard values: {said}."
        )
    )
    if state.workspace().name == state.SAMPLE:  # it stays as it is
        return
    if st.button(
        "Decide what counts as one",
        key=f"{key}_spellings",
        type="tertiary",
        icon=":material/arrow_forward:",
    ):
        st.session_state["upload_section"] = "standards"
        st.session_state["standards_field"] = found[0][0]
        st.switch_page(state.ROOT / "pages" / "upload.py", query_params=links.query())


def _open(field: str) -> pd.DataFrame:
    """The values of the field for which we suggest another that is not decided yet."""
    rows = state.ask(standards.values, field)
    waiting = ~rows["decided"] & rows["standard"].notna() & (rows["standard"] != rows["written"])
    return rows[waiting].sort_values(["customers", "written"], ascending=[False, True])


def _said(rows: pd.DataFrame) -> str:
    """ "“Mfg.” for Manufacturing (1 customer), ... and 2 more"."""
    told = [
        f"“{row.written}” for {row.standard} ({words.plural(row.customers, 'customer')})"
        for row in rows.head(NAMED).itertuples()
    ]
    more = len(rows) - NAMED
    return ", ".join(told) + (f" and {words.number(more)} more" if more > 0 else "")
