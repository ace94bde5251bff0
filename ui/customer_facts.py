"""What is known of a customer, each fact with where it came from."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from icp import customer
from ui import links, state, words


def draw(customer_id: str) -> None:
    """Draw the facts as a table, and when the files were loaded."""
    known = state.ask(customer.facts, customer_id)
    if not known:
        st.write("Nothing is known but the orders: upload a customer list for industry and size.")
        links.to("upload")
        return
    table = pd.DataFrame(
        [(one.title, one.value, _where(one.origin)) for one in known],
        columns=["Fact", "What we know", "Where from"],
    ).map(words.md)
    st.table(table, border="horizontal", hide_index=True, alt="Facts with where they came from")
    if loaded := _loaded(known):
        st.caption(f"Loaded: {words.md(loaded)}.")


def _where(origin: customer.Origin | customer.Typed | None) -> str:
    if isinstance(origin, customer.Origin):
        return f"{origin.file_name}, row {words.number(origin.row)}"
    if isinstance(origin, customer.Typed):
        return f"typed by {origin.author or 'you'}, {words.day(origin.typed_at)}"
    return words.UNKNOWN


def _loaded(known: Sequence[customer.Fact]) -> str:
    """Each file with the day it was loaded, where that is known."""
    files = {
        one.origin.file_name: one.origin.imported_at
        for one in known
        if isinstance(one.origin, customer.Origin) and one.origin.imported_at
    }
    return ", ".join(f"{name} on {words.day(at)}" for name, at in sorted(files.items()))
