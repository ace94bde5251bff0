"""Who is behind a part of a chart of the groups."""

import pandas as pd
import streamlit as st

from ui import open_customer, rfm_words, state
from ui.rfm_choice import Choice


def draw(choice: Choice, title: str, found: pd.DataFrame) -> None:
    """Show these of the choice's customers, the largest first, to open one of them."""
    titles = choice.titles()
    shown = found.assign(group=found["segment"].map(titles)).drop(columns="first_on")
    shown = shown.sort_values(["monetary", "customer_id"], ascending=[False, True])
    shared = {"group"} if shown["group"].nunique() == 1 else set()
    wanted = {name: one for name, one in columns(choice).items() if name not in shared}
    open_customer.among(title, shown, wanted)


def columns(choice: Choice) -> dict[str, object]:
    """The columns of a table of the choice's scores, with their group."""
    number = st.column_config.NumberColumn
    return {
        "name": st.column_config.TextColumn("Customer", pinned=True),
        "group": st.column_config.TextColumn("Group"),
        "recency_days": number(rfm_words.RECENCIES[choice.frequency], format="localized"),
        "frequency": number(rfm_words.FREQUENCIES[choice.frequency], format="localized"),
        "monetary": number(state.in_currency("Revenue"), format="accounting"),
        "r": number("Recently", help="1-5, 5 is best"),
        "f": number("Often", help="1-5, 5 is best"),
        "m": number("Much", help="1-5, 5 is best"),
    }
