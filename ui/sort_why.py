"""Why somebody is good, OK or bad: about the customer just sorted, while the next one is there."""

from datetime import date

import pandas as pd
import streamlit as st

from icp import sorting
from icp.sorting import Sort
from ui import sorter, state, words

QUESTIONS = {"good": "Why good?", "ok": "Why OK?", "bad": "Why bad?"}
MONTHS = {3: "in 3 months", 6: "in 6 months", 12: "in a year"}


def draw(customers: pd.DataFrame, who: str, mine: dict[str, Sort]) -> None:
    """The reasons of the customer sorted last, to be tapped; nothing has to be."""
    last = next(reversed(mine.values()), None)
    if last is None or last.verdict not in sorting.VERDICTS:
        return
    name = customers.loc[customers["customer_id"] == last.customer_id, "name"]
    with st.container(border=True):
        st.markdown(
            f"**{words.md(name.iloc[0] if len(name) else last.customer_id)}** is "
            f"{sorting.VERDICTS[last.verdict].replace('Good', 'good').replace('Bad', 'bad')}."
        )
        _reasons(who, last)
        if last.verdict == "ok":
            _look_again(who, last)
        if last.verdict == "bad":
            _action(who, last)
        _more(who, last)


def _reasons(who: str, last: Sort) -> None:
    with state.connect() as conn:
        own = sorting.own_reasons(conn)[last.verdict]
    key = _start(f"sort_reasons_{last.act}", list(last.reasons))
    st.pills(
        QUESTIONS[last.verdict],
        list(dict.fromkeys([*sorting.REASONS[last.verdict], *own, *last.reasons])),
        format_func=words.md,
        selection_mode="multi",
        key=key,
        on_change=_keep,
        args=(who, last),
    )


def _look_again(who: str, last: Sort) -> None:
    st.pills(
        f"Look again on {words.day(last.look_again_on)}, or",
        list(MONTHS),
        format_func=MONTHS.__getitem__,
        key=f"sort_again_{last.act}",
        on_change=_keep,
        args=(who, last),
    )


def _action(who: str, last: Sort) -> None:
    st.pills(
        "What to do",
        list(sorting.ACTIONS),
        format_func=lambda one: sorting.ACTIONS[one].capitalize(),
        key=_start(f"sort_action_{last.act}", last.action),
        on_change=_keep,
        args=(who, last),
    )


def _more(who: str, last: Sort) -> None:
    with st.popover("Another reason, or a note", type="tertiary"):
        st.text_input(
            "Another reason",
            max_chars=sorting.MAX_REASON,
            key=f"sort_own_{last.act}",
            on_change=_keep,
            args=(who, last),
            help="It is offered for the next ones, too.",
        )
        st.text_area(
            "Note",
            max_chars=sorting.MAX_NOTE,
            key=_start(f"sort_note_{last.act}", last.note),
            on_change=_keep,
            args=(who, last),
        )


def _start(key: str, value: object) -> str:
    """The key, whose widget begins with the value: what is on disk, as after a reload."""
    st.session_state.setdefault(key, value)
    return key


def _keep(who: str, last: Sort) -> None:
    """Put on disk what the widgets about the customer say, as part of the same act."""
    said = st.session_state
    reasons = list(said[f"sort_reasons_{last.act}"])
    if own := said[f"sort_own_{last.act}"].strip():
        reasons.append(own)
        said[f"sort_reasons_{last.act}"], said[f"sort_own_{last.act}"] = reasons, ""
    again = said.get(f"sort_again_{last.act}")
    changed = Sort(
        last.customer_id,
        last.verdict,
        tuple(reasons),
        said[f"sort_note_{last.act}"],
        _months_on(again) if again else last.look_again_on,
        said.get(f"sort_action_{last.act}"),
    )
    sorter.keep(who, [changed], last.act)


def _months_on(months: int) -> date:
    later = pd.Timestamp(state.now().date()) + pd.DateOffset(months=months)
    return later.date()
