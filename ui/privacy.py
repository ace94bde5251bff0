"""Names and amounts hidden on a screen that others see.

With names hidden a page never has one: what `state.ask` gives has "Client #17" for ids and names
alike, and `real` leads back. Amounts are left whole, as pages reckon with them, until they are
drawn: `state.money` gives their band, and what goes into a table or chart passes `amounts`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype, is_string_dtype

from ui import bands, ended

SWITCHES = {"names": "Hide names", "amounts": "Hide amounts"}
HELP = {
    "names": "For the projector: every customer is a number, the same one each time, on all pages "
    "and in downloads. Uploading is closed meanwhile.",
    "amounts": "For the projector: money shows as bands (20 k to 50 k) on all pages and in "
    "downloads. Uploading is closed meanwhile.",
}
# what holds money, wherever it stands in an answer
MONEY = frozenset(
    {"amount", "below_zero_total", "converted", "cost", "hidden_loss", "margin", "median", "money"}
    | {"monetary", "net", "peak", "price", "profit", "project", "recurring", "resale", "revenue"}
    | {"sales", "total", "value"}
    | {"beyond", "break_even_month", "cost_to_acquire", "cost_to_serve", "effort"}
    | {"running_profit"}
)


# shorter names and ids are words and numbers as well
SHORTEST = 4


@dataclass(frozen=True)
class Hidden:
    """What must not be seen; false where nothing is hidden."""

    names: bool = False
    amounts: bool = False

    def __bool__(self) -> bool:
        return self.names or self.amounts


def chosen() -> Hidden:
    """What is hidden in this tab."""
    return Hidden(**{name: bool(st.session_state.get(f"hide_{name}")) for name in SWITCHES})


def draw() -> None:
    """The two switches in the sidebar; the URL (?hide=names,amounts) keeps them over a reload.

    They hold for the session, also where the page is left before they are drawn.
    """
    in_url = st.query_params.get("hide", "").split(",")
    for name, label in SWITCHES.items():
        key = f"hide_{name}"
        if key not in st.session_state:
            st.session_state[key] = name in in_url
        st.sidebar.toggle(label, key=key, help=HELP[name], persist_state="session")
    hidden = chosen()
    wanted = ",".join(name for name in SWITCHES if getattr(hidden, name))
    if wanted:
        st.query_params["hide"] = wanted
    else:
        st.query_params.pop("hide", None)


def closed(what: str, names: str = "as they stand in your files") -> None:
    """End the page with a sentence while something is hidden that it would show."""
    hidden = chosen()
    if hidden:
        on = " and ".join(f"“{SWITCHES[name]}”" for name in SWITCHES if getattr(hidden, name))
        st.info(
            f"{what} shows names and amounts {names}. Switch off {on} in the sidebar to go on.",
            icon=":material/visibility_off:",
        )
        ended.page()


def masked(answer: Any, labels: Mapping[str, str]) -> Any:
    """The answer without names. labels: a text that a customer goes by -> its label."""
    if isinstance(answer, pd.DataFrame):
        return _frame(answer, labels)
    if isinstance(answer, str):
        return labels.get(answer, answer)
    if isinstance(answer, Mapping):
        return {masked(key, labels): masked(value, labels) for key, value in answer.items()}
    if isinstance(answer, list | tuple | set | frozenset):
        return type(answer)(masked(one, labels) for one in answer)
    if is_dataclass(answer) and not isinstance(answer, type):
        known = {one.name: getattr(answer, one.name) for one in fields(answer) if one.init}
        return replace(answer, **{name: masked(value, labels) for name, value in known.items()})
    return answer


class _Inside(dict[str, str]):
    """Labels that are looked up wherever a text holds a name, not only where it is one."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__(labels)
        usable = (name for name in labels if len(name) >= SHORTEST and not name.isdigit())
        self._longest_first = sorted(usable, key=len, reverse=True)
        self._folded = [name.casefold() for name in self._longest_first]

    def get(self, text: str, default: Any = None) -> Any:
        if text in self:
            return self[text]
        folded = text.casefold()
        here = [place for place, name in enumerate(self._folded) if name in folded]
        for name in (self._longest_first[place] for place in here):
            whole = rf"(?<!\w){re.escape(name)}(?!\w)"
            text = re.sub(whole, self[name], text, flags=re.IGNORECASE)
        return text if here else default


def masked_texts(answer: Any, labels: Mapping[str, str]) -> Any:
    """The answer without names, also where a text of somebody's holds one."""
    return masked(answer, _Inside(labels))


def real(value: Any, ids: Mapping[str, str]) -> Any:
    """The argument of a question with real ids again. ids: label -> customer_id."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list | tuple):
        return type(value)(real(one, ids) for one in value)
    return value


def amounts(frame: pd.DataFrame, columns: Iterable[str] = MONEY) -> pd.DataFrame:
    """The frame as it may be drawn: of each amount, the end of its band that is nearer to zero."""
    if not chosen().amounts:
        return frame
    found = [name for name in columns if name in frame and is_numeric_dtype(frame[name])]
    return frame.assign(
        **{name: bands.floor(frame[name].to_numpy(dtype=float, na_value=np.nan)) for name in found}
    )


def unlisted(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with "Prospect #3" for those who are no customers (`listed` says) and so have no
    label, where names are hidden; the numbers tell no order."""
    strangers = frame["listed"] != "customers"
    if not chosen().names or not strangers.any():
        return frame
    ids = frame.loc[strangers, "customer_id"]
    places = pd.Series(pd.util.hash_array(ids.to_numpy(dtype=object)), ids.index).rank(
        method="first"
    )
    label = "Prospect #" + places.astype(int).astype(str)
    return frame.assign(
        customer_id=frame["customer_id"].where(~strangers, label),
        name=frame["name"].where(~strangers, label),
    )


def _frame(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    def hide(value: object) -> object:
        return masked(value, labels)

    texts = frame.select_dtypes(exclude=["number", "bool", "datetime"]).columns
    shown = frame.assign(**{name: frame[name].map(hide) for name in texts})
    if {"customer_id", "name"} <= set(frame):
        shown["name"] = shown["customer_id"]  # two customers may bear one name
    if is_string_dtype(frame.index):
        shown.index = frame.index.map(hide)
    return shown
