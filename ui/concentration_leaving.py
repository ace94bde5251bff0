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


def falls(share: float) -> str:
    """ "falls 21 %", or "rises 3 %" without those who cost more than they bring."""
    if share < 0:
        return f"rises {words.percent(-share)}"
    return f"falls {words.percent(share)}"


def as_if(found: Concentration) -> str:
    """ "as if you had 30 equal customers"; refunds can make it less than one."""
    many = round(found.effective_customers)
    return f"as if you had {f'{many:,} equal customers' if many > 1 else 'a single customer'}"


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
        # all labels are dear to look up, and wanted only when the switch "Hide names" was turned
        shown = [one if one in titles else state.as_shown(one) for one in chosen]
        st.session_state[KEY] = [one for one in shown if one in titles]
    st.session_state[SUGGESTED] = suggested
    picked: list[str] = st.multiselect(
        "Who leaves",
        list(titles),
        format_func=titles.__getitem__,
        placeholder="Search by name or rank",
        select_all=False,
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
    start += (
        f" ({state.difference(gone.left.total, found.total)}): {state.money(found.total)} now, "
        f"{state.money(gone.left.total)} without them."
    )
    rest = words.md(curve.loc[~curve["customer_id"].isin(leaving), "name"].iloc[0])
    if gone.left.customers == 1:
        return f"{start} Only {rest} is left, so nothing can be said about how it is spread."
    return (
        f"{start} The largest of the {words.number(gone.left.customers)} customers left is then "
        f"{rest} with {words.percent(gone.left.top_shares[1])}. Revenue would then be spread "
        f"{as_if(gone.left)}; today it is {as_if(found)}. The more, the less hangs on any one."
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
            "now": number("Now", format="percent"),
            "then": number("Without them", format="percent", help="The largest of those left"),
        },
    )
