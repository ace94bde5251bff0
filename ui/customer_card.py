"""One customer, wherever a table or a chart was clicked."""

import streamlit as st

from icp import customer
from ui import figures, state, words


def draw(customer_id: str, name: str, reasons: list[str] | None = None) -> None:
    """What is known of the customer, and what it brought each month."""
    with st.container(border=True):
        st.subheader(words.md(name), anchor=False)
        for reason in reasons or []:
            st.write(f"- {words.md(reason)}")
        months = state.ask(customer.by_month, customer_id, state.as_of())
        if len(months):
            picture = figures.month_bars(months, name, state.in_currency("Revenue"))
            st.plotly_chart(picture.figure, alt=picture.alt, key=f"months_{customer_id}")
        known = state.ask(customer.known, customer_id)
        if known:
            st.table(
                {words.md(fact): words.md(value) for fact, value in known.items()},
                border="horizontal",
            )
        else:
            st.caption("Nothing else is known: upload a customer list to add industry and size.")
