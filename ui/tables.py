"""Tables: searched, filtered and sorted on the server; 1,000 rows on screen, all to download."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

from icp import export
from ui import privacy, views, whole_amounts, words

MOST = 1_000
CHOICES = 30  # a column with more different texts is searched, not filtered

Columns = Mapping[str, Any]
Complete = Callable[[pd.DataFrame], pd.DataFrame]


def customers(
    frame: pd.DataFrame,
    key: str,
    columns: Columns,
    file_name: str,
    complete: Complete = lambda found: found,
    who: str = "customers",
) -> str | None:
    """Draw the table and give the `customer_id` of the row that is chosen, if one is.

    columns: name in the frame -> column configuration, in the order of the table. `complete` adds
    columns to the rows that are shown or downloaded, which is dear to do for all. `who` they are,
    as the count below says.
    """
    frame = privacy.amounts(frame, money(columns))
    found = _narrowed(frame, key, columns, ["customer_id", "name"], "Name or number")
    shown = complete(found.head(MOST))
    drawn, config = whole_amounts.rounded(shown[list(columns)], dict(columns), money(columns))
    chosen = st.dataframe(
        drawn,
        key=f"{key}_table",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config=config,
        placeholder="",
    ).selection.rows
    st.caption(_count(len(shown), len(found), len(frame), who))
    headers = {"customer_id": "Customer number", **titles(columns)}
    download(found, file_name, key, headers, complete)
    return str(shown["customer_id"].iloc[chosen[0]]) if chosen else None


def rows(frame: pd.DataFrame, key: str, columns: Columns, file_name: str) -> None:
    """Draw a table to look at, searched in all of its columns, with the download of all rows.

    columns: name in the frame -> column configuration, in the order of the table.
    """
    frame = privacy.amounts(frame, money(columns))
    found = _narrowed(frame, key, columns, list(columns), "Any column")
    first = found[list(columns)].head(MOST)
    drawn, config = whole_amounts.rounded(first, dict(columns), money(columns))
    st.dataframe(drawn, hide_index=True, column_config=config, placeholder="")
    if len(found) > MOST:
        st.caption(f"The first {MOST:,} of {words.number(len(found))}; the download has all.")
    download(found, file_name, key, titles(columns))


def money(columns: Columns) -> list[str]:
    """The columns that show amounts: those in the format of accounts."""
    return [
        name for name, one in columns.items() if one["type_config"].get("format") == "accounting"
    ]


def titles(columns: Columns) -> dict[str, str]:
    """The columns under the names that stand above them on screen."""
    return {name: str(one.get("label") or name) for name, one in columns.items()}


def download(
    frame: pd.DataFrame,
    file_name: str,
    key: str,
    headers: Mapping[str, str] | None = None,
    complete: Complete = lambda found: found,
) -> None:
    """Buttons for all rows, completed, as CSV and Excel; headers: the columns to write, renamed."""

    def whole() -> pd.DataFrame:
        rows = complete(frame)
        return rows[list(headers)].rename(columns=headers) if headers else rows

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
                data=lambda write=write: write(whole()),
                file_name=f"{file_name}.{kind}",
                mime=mime,
                key=f"{key}_{kind}",
                icon=":material/download:",
                on_click="ignore",
            )


def _narrowed(
    frame: pd.DataFrame, key: str, columns: Columns, searched: list[str], hint: str
) -> pd.DataFrame:
    """The rows that the user wants, in the wanted order; draws the search and the filters."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.text_input(
            "Search",
            placeholder=hint,
            icon=":material/search:",
            width=320,
            **views.keep(f"{key}_search"),
        )
        with st.popover("Filter and sort", icon=":material/filter_list:", key=f"{key}_filter"):
            kept = _filtered(frame, key, columns)
            order = _order(frame, key, columns)
    if wanted:
        kept &= _anywhere(frame[searched], wanted)
    found = frame[kept]
    if order:
        by, smallest_first = order
        return found.sort_values(by, ascending=smallest_first, kind="stable")
    return found


def _filtered(frame: pd.DataFrame, key: str, columns: Columns) -> pd.Series:
    """Which rows pass the filters: of a few texts some, of one number a range."""
    kept = pd.Series(True, index=frame.index)
    numbers = {}
    for name, title in titles(columns).items():
        if name not in frame or is_bool_dtype(frame[name]) or is_datetime64_any_dtype(frame[name]):
            continue
        if is_numeric_dtype(frame[name]):
            numbers[name] = title
        else:
            kept &= _among(frame[name], title, f"{key}_{name}")
    by = st.selectbox(
        "A number", list(numbers), None, numbers.__getitem__, **views.keep(f"{key}_number")
    )
    if by:
        percent = columns[by]["type_config"].get("format") == "percent"
        kept &= _in_range(frame[by], f"{key}_{by}", percent)
    return kept


def _in_range(column: pd.Series, key: str, percent: bool) -> pd.Series | bool:
    unit, one = (" %", 0.01) if percent else ("", 1)
    with st.container(horizontal=True):
        low, high = (
            st.number_input(
                f"{word}{unit}", value=None, **views.keep(f"{key}_{word}"), placeholder="any"
            )
            for word in ("from", "to")
        )
    if low is None and high is None:
        return True
    return column.between(
        -math.inf if low is None else low * one, math.inf if high is None else high * one
    )


def _among(column: pd.Series, title: str, key: str) -> pd.Series | bool:
    texts = column.dropna().astype(str)
    if texts.head(MOST).nunique() > CHOICES:  # no need to look at 100,000 names
        return True
    options = sorted(texts.unique()) if len(texts) else []
    if not 1 < len(options) <= CHOICES or len(options) == len(column):
        return True
    picked = st.multiselect(title, options, **views.keep(f"{key}_picked"), placeholder="all")
    return column.astype(str).isin(picked) if picked else True


def _order(frame: pd.DataFrame, key: str, columns: Columns) -> tuple[str, bool] | None:
    """The column to sort by and whether the smallest comes first, where not all rows are shown.

    A click on a header sorts the rows that are shown, which is enough where those are all.
    """
    if len(frame) <= MOST:
        return None
    names = {name: title for name, title in titles(columns).items() if name in frame}
    by = st.selectbox(
        "Sort all rows by", list(names), None, names.__getitem__, **views.keep(f"{key}_by")
    )
    smallest = st.toggle("Smallest first", **views.keep(f"{key}_smallest"), disabled=by is None)
    return (by, smallest) if by else None


def _anywhere(frame: pd.DataFrame, wanted: str) -> pd.Series:
    low = wanted.strip().lower()
    text = (frame[name].astype("string").str.lower() for name in frame)
    return pd.concat([one.str.contains(low, regex=False, na=False) for one in text], axis=1).any(
        axis=1
    )


def _count(shown: int, found: int, everyone: int, who: str) -> str:
    of = "" if found == everyone else f" of {words.number(everyone)}"
    if shown < found:
        return (
            f"The first {words.number(shown)} of {words.number(found)} {who}; "
            "search, or download all."
        )
    alone = everyone == 1 and who == "customers"
    many = f"{words.number(found)}{of} {'customer' if alone else who}"
    return f"{many}. Tick the box of a row to open the customer."
