"""Tables: searched on the server, at most 1,000 rows on screen, all in the download."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from icp import export
from ui import words

MOST = 1_000


def customers(
    frame: pd.DataFrame,
    key: str,
    columns: dict[str, object],
    file_name: str,
    complete: Callable[[pd.DataFrame], pd.DataFrame] = lambda rows: rows,
) -> str | None:
    """Draw the table and give the `customer_id` of the row that is chosen, if one is.

    columns: name in the frame -> column configuration, in the order of the table. `complete` adds
    columns to the rows that are shown or downloaded, which is dear to do for all.
    """
    wanted = st.text_input(
        "Search", key=f"{key}_search", placeholder="Name or number", icon=":material/search:"
    )
    found = frame[_matches(frame, wanted)] if wanted else frame
    shown = complete(found.head(MOST))
    chosen = st.dataframe(
        shown[list(columns)],
        key=f"{key}_table",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config=columns,
    ).selection.rows
    st.caption(_count(len(shown), len(found), len(frame)))
    download(found, file_name, key, complete)
    return str(shown["customer_id"].iloc[chosen[0]]) if chosen else None


def rows(frame: pd.DataFrame, key: str, columns: dict[str, object], file_name: str) -> None:
    """Draw a table to look at, searched in all of its columns, with the download of all rows.

    columns: name in the frame -> column configuration, in the order of the table.
    """
    wanted = st.text_input("Search", key=f"{key}_search", icon=":material/search:")
    found = frame[_anywhere(frame[list(columns)], wanted)] if wanted else frame
    st.dataframe(
        found[list(columns)].head(MOST), hide_index=True, column_config=columns, placeholder=""
    )
    if len(found) > MOST:
        st.caption(f"The first {MOST:,} of {words.number(len(found))}; the download has all.")
    download(found, file_name, key)


def download(
    frame: pd.DataFrame,
    file_name: str,
    key: str,
    complete: Callable[[pd.DataFrame], pd.DataFrame] = lambda rows: rows,
) -> None:
    """Buttons for all rows of the frame, completed, as CSV and Excel."""
    with st.container(horizontal=True):
        for kind, write, mime in (
            ("csv", export.csv, "text/csv"),
            (
                "xlsx",
                export.xlsx,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
        ):
            st.download_button(
                f"Download {kind.upper()}",
                data=lambda write=write: write(complete(frame)),
                file_name=f"{file_name}.{kind}",
                mime=mime,
                key=f"{key}_{kind}",
                icon=":material/download:",
                on_click="ignore",
            )


def _anywhere(frame: pd.DataFrame, wanted: str) -> pd.Series:
    low = wanted.strip().lower()
    text = (frame[name].astype("string").str.lower() for name in frame)
    return pd.concat([one.str.contains(low, regex=False, na=False) for one in text], axis=1).any(
        axis=1
    )


def _matches(frame: pd.DataFrame, wanted: str) -> pd.Series:
    low = wanted.strip().lower()
    text = frame["name"].fillna("") + "\n" + frame["customer_id"]
    return text.str.lower().str.contains(low, regex=False)


def _count(shown: int, found: int, everyone: int) -> str:
    of = "" if found == everyone else f" of {words.number(everyone)}"
    if shown < found:
        return (
            f"The first {words.number(shown)} of {words.number(found)} customers; "
            "search, or download all."
        )
    many = words.plural(found, "customer") if not of else f"{words.number(found)}{of} customers"
    return f"{many}. Tick the box of a row to see the customer."
