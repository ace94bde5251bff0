"""Why somebody is good, OK or bad: about the customer just sorted, while the next one is there."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from icp import sorting
from icp.sorting import Sort
from ui import saved_field, sorter, state, words

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
    offered = list(dict.fromkeys([*sorting.REASONS[last.verdict], *own, *last.reasons]))
    saved_field.draw(
        f"sort_reasons_{last.act}",
        list(last.reasons),
        lambda begin, **given: st.pills(
            QUESTIONS[last.verdict],
            offered,
            format_func=words.md,
            selection_mode="multi",
            default=begin,
            **given,
        ),
        lambda typed, _: _keep(who, last, reasons=tuple(typed)),
    )


def _look_again(who: str, last: Sort) -> None:
    st.pills(
        f"Look again on {words.day(last.look_again_on)}, or",
        list(MONTHS),
        format_func=MONTHS.__getitem__,
        key=f"sort_again_{last.act}",
        on_change=_keep_again,
        args=(who, last),
    )


def _action(who: str, last: Sort) -> None:
    saved_field.draw(
        f"sort_action_{last.act}",
        last.action,
        lambda begin, **given: st.pills(
            "What to do",
            list(sorting.ACTIONS),
            format_func=lambda one: sorting.ACTIONS[one].capitalize(),
            default=begin,
            **given,
        ),
        lambda typed, _: _keep(who, last, action=typed),
    )


def _more(who: str, last: Sort) -> None:
    with st.popover("Another reason, or a note", type="tertiary"):
        st.text_input(
            "Another reason",
            max_chars=sorting.MAX_REASON,
            key=f"sort_own_{last.act}",
            on_change=_keep_own,
            args=(who, last),
            help="It is offered for the next ones, too.",
        )
        saved_field.draw(
            f"sort_note_{last.act}",
            last.note or "",
            partial(st.text_area, "Note", max_chars=sorting.MAX_NOTE),
            lambda typed, _: _keep(who, last, note=typed),
        )


def _keep_again(who: str, last: Sort) -> None:
    if months := st.session_state[f"sort_again_{last.act}"]:
        _keep(who, last, look_again_on=_months_on(months))


def _keep_own(who: str, last: Sort) -> None:
    key = f"sort_own_{last.act}"
    if own := st.session_state[key].strip():
        _keep(who, last, reasons=(*_stored(who, last).reasons, own))
        st.session_state[key] = ""


def _keep(who: str, last: Sort, **said: Any) -> None:
    """Put on disk the one thing that was said, as part of the same act."""
    sorter.keep(who, [replace(_stored(who, last), **said)], last.act)


def _stored(who: str, last: Sort) -> Sort:
    """What is on disk of the customer: what was drawn may be older."""
    return sorter.mine(who).get(last.customer_id, last)


def _months_on(months: int) -> date:
    later = pd.Timestamp(state.now().date()) + pd.DateOffset(months=months)
    return later.date()
