"""The customers most like one, with what they share and what they bring."""

import streamlit as st

from icp import facts, similar
from ui import open_customer, state, words

MOST, NAMED = 20, 5


def draw(customer_id: str) -> None:
    """Draw the nearest, each with the facts it shares, to be opened."""
    found = state.ask(similar.to, customer_id)
    if not found.can_tell:
        st.write(
            f"Can't tell: we know {words.plural(found.facts, 'fact')} that can be compared with "
            f"other customers, and it takes {similar.KNOWN}."
        )
        return
    if found.customers.empty:
        st.write(f"Nobody shares {similar.SHARED} of the {found.facts} facts we can compare.")
        return
    year = state.ask(facts.customers, state.as_of(), "net", 12)
    money = dict(zip(year["customer_id"], year["money"], strict=True))
    for one in found.customers.head(MOST).itertuples():
        if st.button(
            words.md(one.name),
            key=f"similar_{one.customer_id}",
            icon=":material/person:",
            type="tertiary",
        ):
            open_customer.go(one.customer_id)
        st.caption(
            f"Shares {len(one.shared)} of {words.plural(one.known, 'known fact')}: "
            f"{words.md(_some(one.shared))}. "
            f"{state.money(money.get(one.customer_id, 0.0))} in the last 12 months."
        )
    if (more := len(found.customers) - MOST) > 0:
        st.caption(f"And {words.number(more)} more that are just as alike.")
    st.caption("A fact that few customers share counts more than one that many do.")


def _some(shared: list[str]) -> str:
    """The rarest of what is shared, and how many more there are."""
    more = len(shared) - NAMED
    return "; ".join(shared[:NAMED]) + (f" and {more} more" if more > 0 else "")
