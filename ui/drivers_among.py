"""The customers or deals behind one trait."""

import pandas as pd
import streamlit as st

from icp import drivers, pareto
from icp.ideals import Ideals
from ui import drivers_words, open_customer, state, tables, words


def draw(known: drivers.Known, row: pd.Series, best: Ideals) -> None:
    """Show those who have the trait (all of the row's codes), the best first."""
    has = pd.Series(True, index=known.units.index)
    for code in row["codes"]:
        has &= (known.codes == code).any(axis=1)
    units = known.units[has & known.units["unit_id"].isin(list(best.among))]
    units = units.assign(best=units["unit_id"].isin(list(best.ids)).map({True: "yes", False: "no"}))
    title = drivers_words.label(row)
    if best.unit == "deal":
        _deals(title, units)
        return
    money = state.ask(pareto.curve, state.as_of(), "net", 12).set_index("customer_id")["value"]
    shown = units.assign(value=units["customer_id"].map(money))
    open_customer.among(
        title,
        shown.sort_values(["best", "value"], ascending=[False, False]),
        {
            "name": st.column_config.TextColumn("Customer", pinned=True),
            "best": st.column_config.TextColumn("Among the best"),
            "value": st.column_config.NumberColumn(
                state.in_currency("Revenue, 12 months"), format="accounting"
            ),
        },
    )


@st.dialog("Deals", width="large", on_dismiss="rerun")
def _deals(title: str, deals: pd.DataFrame) -> None:
    st.subheader(words.md(title), anchor=False)
    shown = deals.assign(name=deals["name"].fillna("not a customer"))
    columns = {
        "unit_id": st.column_config.TextColumn("Deal", pinned=True),
        "name": st.column_config.TextColumn("With"),
        "best": st.column_config.TextColumn("Won"),
    }
    tables.rows(
        shown.sort_values(["best", "unit_id"], ascending=[False, True]),
        "drivers_deals",
        columns,
        "deals",
    )
