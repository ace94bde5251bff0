"""Every measure: what it is, where it comes from, and for how many customers it is known."""

import pandas as pd
import streamlit as st

from icp import measures
from ui import words

SOURCES = {
    "orders": "orders",
    "support": "support and answers",
    "deals": "deals",
    "customers": "customer list",
    "judgement": "your people",
    "rates": "your costs (estimate)",
}


def draw(known: pd.DataFrame) -> None:
    """The table of all measures, folded away."""
    table = measures.coverage(known)
    some = int((table["known"] > 0).sum())
    title = f"Every measure: {words.number(some)} of {words.number(len(table))} have data"
    with st.expander(title, icon=":material/checklist:"):
        st.dataframe(
            pd.DataFrame(
                {
                    "Measure": table["title"],
                    "Known for": [
                        f"{words.number(row.known)} of {words.number(row.customers)}"
                        for row in table.itertuples()
                    ],
                    "Better": table["better"].map({"high": "more", "low": "less"}),
                    "From": table["source"].map(SOURCES),
                    "What it is": table["about"],
                    "To know it of more": table["need"].where(table["known"] < len(known), ""),
                }
            ),
            hide_index=True,
            alt="Every measure, with the number of customers it is known of",
            column_config={"Measure": st.column_config.TextColumn("Measure", pinned=True)},
        )
