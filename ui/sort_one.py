"""One customer at a time: one tap or key each, the reasons afterwards if one likes."""

from datetime import datetime

import pandas as pd
import streamlit as st

from icp import sorting
from icp.sorting import Sort
from ui import sort_why, sorter, state, words

ICONS = {"good": "thumb_up", "ok": "thumbs_up_down", "bad": "thumb_down"}
KEYS = {"good": "G", "ok": "O", "bad": "B"}
TOO_SOON = 0.2  # seconds


@st.fragment
def draw(customers: pd.DataFrame, who: str) -> None:
    """The next customer with its three buttons, and why about the one before."""
    sorter.complain()
    mine = sorter.mine(who)
    ids = list(customers["customer_id"])
    left = sorting.upcoming(ids, mine)
    if left:
        place = ids.index(left[0])
        _card(customers.iloc[place], place, len(ids), len(ids) - len(left))
        _buttons(left[0], who, state.now())
    else:
        _finished(ids, mine)
    _around(left[0] if left else None, who, mine)
    sort_why.draw(customers, who, mine)


def _card(one: pd.Series, place: int, of: int, done: int) -> None:
    st.progress(
        done / of,
        text=f"Customer {words.number(place + 1)} of {words.number(of)}, the largest first",
    )
    # of one height, so that no button moves from one customer to the next
    with st.container(border=True, height=155, gap="xsmall", key="sort_card"):
        st.subheader(words.md(one["name"]), anchor=False)
        st.write(_money(one))
        st.caption(" · ".join(_facts(one)))


def _money(one: pd.Series) -> str:
    if pd.isna(one["money"]):
        return "No revenue in the last 12 months"
    return f"**{state.money(one['money'])}** in the last 12 months"


def _facts(one: pd.Series) -> list[str]:
    facts = []
    if not pd.isna(one["first_on"]):
        facts.append(f"Customer since {one['first_on']:%Y}")
    if not pd.isna(one["last_on"]):
        facts.append(f"last order {words.day(one['last_on'])}")
    facts += [words.md(one[fact]) for fact in ("industry", "employees") if not pd.isna(one[fact])]
    return facts or ["Nothing else is known"]


def _buttons(customer_id: str, who: str, drawn: datetime) -> None:
    # a key for each customer: a late tap on the one before must not count for the next
    with st.container(horizontal=True, gap="xsmall"):
        for verdict, label in sorting.VERDICTS.items():
            st.button(
                label,
                key=f"sort_{verdict}_{customer_id}",
                on_click=_say,
                args=(who, customer_id, verdict, drawn),
                icon=f":material/{ICONS[verdict]}:",
                shortcut=KEYS[verdict],
                type="primary",
                width="stretch",
            )


def _say(who: str, customer_id: str, verdict: str, drawn: datetime) -> None:
    if not sorter.too_soon(drawn, TOO_SOON):
        sorter.keep(who, [Sort(customer_id, verdict)])


def _around(customer_id: str | None, who: str, mine: dict[str, Sort]) -> None:
    with st.container(horizontal=True):
        if customer_id:
            st.button(
                "Skip",
                key=f"sort_skip_{customer_id}",
                on_click=_say,
                args=(who, customer_id, sorting.SKIPPED, state.now()),
                icon=":material/skip_next:",
                shortcut="S",
                help="It comes back at the end.",
            )
        st.button(
            "Undo",
            key="sort_undo",
            on_click=sorter.undo,
            args=(who,),
            icon=":material/undo:",
            shortcut="U",
            disabled=not mine,
            help="Takes back the last one, as often as you like.",
        )


def _finished(ids: list[str], mine: dict[str, Sort]) -> None:
    st.progress(1.0, text=f"All {words.number(len(ids))} are sorted")
    said = [mine[one].verdict for one in ids]
    counts = (
        f"{words.number(said.count(verdict))} {label if verdict == 'ok' else label.lower()}"
        for verdict, label in sorting.VERDICTS.items()
    )
    with st.container(border=True, key="sort_card"):
        st.subheader(f"Done: {', '.join(counts)}.", anchor=False)
        st.write("See who is ideal, and where the data sees it otherwise, in the views above.")
