"""One customer, wherever a table or a chart was clicked."""

import streamlit as st

from icp import customer
from ui import figures, privacy, state, tables, words


def draw(customer_id: str, name: str, reasons: list[str] | None = None) -> None:
    """What is known of the customer, and what it brought each month."""
    with st.container(border=True):
        st.subheader(words.md(name), anchor=False)
        for reason in reasons or []:
            st.write(f"- {words.md(reason)}")
        months = state.ask(customer.by_month, customer_id, state.as_of())
        if len(months):
            picture = figures.month_bars(
                privacy.amounts(months), name, state.in_currency("Revenue")
            )
            st.plotly_chart(picture.figure, alt=picture.alt, key=f"months_{customer_id}")
        known = state.ask(customer.known, customer_id)
        if known:
            st.table(
                {words.md(fact): words.md(value) for fact, value in known.items()},
                border="horizontal",
            )
        else:
            st.caption("Nothing else is known: upload a customer list to add industry and size.")
        if origin := state.ask(customer.came_from, customer_id):
            st.caption(_origin(origin))
        _orders(customer_id)


def _origin(origin: customer.Origin) -> str:
    loaded = f", loaded {words.day(origin.imported_at)}" if origin.imported_at else ""
    return f"From {words.md(origin.file_name)}, row {words.number(origin.row)}{loaded}"


def _orders(customer_id: str) -> None:
    """The customer's orders, each with the file and row it came from."""
    lines = state.ask(customer.lines, customer_id)
    if lines.empty:
        return
    with st.expander(f"Orders: {words.plural(len(lines), 'row')}"):
        tables.rows(
            lines,
            f"orders_{customer_id}",
            {
                "order_id": st.column_config.TextColumn("Order"),
                "order_on": st.column_config.DateColumn("Date"),
                "amount": st.column_config.NumberColumn(
                    state.in_currency("Amount"), format="accounting"
                ),
                "product": st.column_config.TextColumn("Product or service"),
                "file_name": st.column_config.TextColumn("From the file"),
                "row": st.column_config.NumberColumn("Row", format="localized"),
            },
            "orders",
        )
