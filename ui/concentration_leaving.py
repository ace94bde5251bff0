"""What would be left of the revenue if some customers left."""

import pandas as pd
import streamlit as st

from icp import concentration
from icp.concentration import Concentration, Without
from ui import concentration_bands, state, views, words

KEY, SUGGESTED = "concentration_leaving", "concentration_suggested"
FIRST = 2
MOST = 1_000
NAMED = 3


def draw(curve: pd.DataFrame, found: Concentration) -> None:
    """Draw the choice of who leaves, and what the rest would look like."""
    st.subheader("What if they leave?", anchor=False)
    leaving = _who(curve)
    if not leaving:
        st.caption("Choose at least one customer to see what would be left.")
        return
    gone = concentration.without(curve, leaving)
    st.write(_sentence(curve, leaving, found, gone))
    if gone.left.total > 0 and gone.left.customers > 1:
        _compared(found, gone.left)
    elif gone.left.customers == 1:
        st.caption("One customer would be left, so nothing can be said about how it is spread.")


def falls(share: float) -> str:
    """ "falls 21 %", or "rises 3 %" without those who cost more than they bring."""
    if share < 0:
        return f"rises {words.percent(-share)}"
    return f"falls {words.percent(share)}"


def _who(curve: pd.DataFrame) -> list[str]:
    """Those who are chosen, the two largest to begin with; they follow the day until changed."""
    first = curve.head(MOST)
    titles = dict(
        zip(
            first["customer_id"],
            [f"#{rank} {name}" for rank, name in zip(first["rank"], first["name"], strict=True)],
            strict=True,
        )
    )
    suggested = list(titles)[: min(FIRST, max(1, len(curve) - 1))]
    chosen = st.session_state.get(KEY)
    if chosen is None or chosen == st.session_state.get(SUGGESTED):
        st.session_state[KEY] = suggested
    else:
        shown = [state.as_shown(one) for one in chosen]
        st.session_state[KEY] = [one for one in shown if one in titles]
    st.session_state[SUGGESTED] = suggested
    picked: list[str] = st.multiselect(
        "Who leaves",
        list(titles),
        format_func=titles.__getitem__,
        placeholder="Search by name or rank",
        help=f"Largest first; the {MOST:,} largest can be chosen." if len(curve) > MOST else None,
        **views.keep(KEY),
    )
    return picked


def _sentence(curve: pd.DataFrame, leaving: list[str], found: Concentration, gone: Without) -> str:
    named = curve[curve["customer_id"].isin(leaving)]
    who = " and ".join(words.md(name) for name in named["name"])
    if len(named) > NAMED:
        who = f"these {words.number(len(named))} customers"
    start = f"Without {who} revenue {falls(gone.lost_share)}"
    if gone.left.total <= 0:
        return f"{start}: of {state.money(found.total)} nothing above zero is left."
    rest = curve[~curve["customer_id"].isin(leaving)].iloc[0]
    return (
        f"{start}, from {state.money(found.total)} to {state.money(gone.left.total)} "
        f"({state.money(-gone.lost)}). The largest of the "
        f"{words.plural(gone.left.customers, 'customer')} left would be {words.md(rest['name'])} "
        f"with {words.percent(gone.left.top_shares[1])}, and it would be as if you had "
        f"{words.number(gone.left.effective_customers)} equal customers, "
        f"{words.number(found.effective_customers)} today."
    )


def _compared(now: Concentration, then: Concentration) -> None:
    tops = [top for top in concentration.TOPS if top < then.customers]
    frame = pd.DataFrame(
        {
            "who": [concentration_bands.title(top) for top in tops],
            "now": [now.top_shares[top] for top in tops],
            "then": [then.top_shares[top] for top in tops],
        }
    )
    number = st.column_config.NumberColumn
    st.dataframe(
        frame,
        hide_index=True,
        height="content",
        column_config={
            "who": st.column_config.TextColumn("Share of revenue", pinned=True),
            "now": number("Today", format="percent"),
            "then": number("Without them", format="percent", help="The largest of those left"),
        },
    )
