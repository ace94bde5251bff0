"""Rows with too many cells: joined into one column, where the user says so."""

import pandas as pd
import streamlit as st

from icp import reader_surplus, staging
from ui import words
from ui.draft import Draft


def draw(key: str, draft: Draft, staged: staging.Staged) -> None:
    """Offer to join the surplus cells of all such rows at once, with what would come of it."""
    offer = staged.surplus
    if offer is None:
        return
    mark = reader_surplus.NAMES.get(offer.separator, f'"{offer.separator}"')
    with st.container(border=True):
        st.warning(
            f"{words.plural(offer.rows, 'row')} cannot be loaded yet: a {words.md(mark)} inside a "
            "text, without quotes around it, has torn the text in two. In which column does the "
            "torn text belong?",
            icon=":material/call_merge:",
        )
        header = st.selectbox(
            "Column to join the pieces in",
            staged.columns,
            index=staged.columns.index(offer.best),
            format_func=lambda one: f"{one} (fits best)" if one == offer.best else one,
            key=f"upload_surplus_{key}",
        )
        st.caption(f"How {words.plural(len(offer.examples), 'such row')} would look:")
        st.dataframe(
            _preview(staged, offer, header),
            column_config={"_index": st.column_config.NumberColumn("Row", format="%d")},
            alt="Rows with their pieces joined",
        )
        st.button(
            f"Join the pieces in {words.plural(offer.rows, 'row')}",
            key=f"upload_join_{key}",
            icon=":material/call_merge:",
            on_click=_join,
            args=(draft, header),
        )


def _preview(staged: staging.Staged, offer: reader_surplus.Offer, header: str) -> pd.DataFrame:
    """The examples by their row, with the joined column and those behind it in front."""
    frame = pd.DataFrame(
        offer.joined(staged.columns, header),
        columns=staged.columns,
        index=[row_no for row_no, _ in offer.examples],
    )
    at = staged.columns.index(header)
    return frame[[*staged.columns[at:], *staged.columns[:at]]]


def _join(draft: Draft, header: str) -> None:
    draft.answers["surplus"] = header
    draft.stage_again()
