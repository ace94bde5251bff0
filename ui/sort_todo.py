"""What follows from the sort: OK customers to look at again, and what to do about the bad ones."""

import pandas as pd
import streamlit as st

from icp import sorting
from ui import open_customer, sorter, state, tables, words


def draw(customers: pd.DataFrame) -> None:
    """Who is due to be looked at again, then the other bad and OK ones, each with what to do."""
    tally = sorter.tally()
    found = tally[tally["verdict"].isin(["ok", "bad"])]
    found = found.merge(customers[["customer_id", "name"]], on="customer_id")
    if found.empty:
        st.info("Nobody is sorted as OK or bad yet, so there is nothing to do here.")
        return
    today = pd.Timestamp(state.now().date())
    due = (found["verdict"] == "ok") & (found["look_again_on"] <= today)
    open_ = (found["verdict"] == "bad") & found["actions"].map(lambda actions: not len(actions))
    st.subheader(_headline(int(due.sum()), int(open_.sum())), anchor=False)
    st.caption("By what most of you say; the table is where dates and actions are changed.")
    order = found.assign(later=~due, ok=found["verdict"] == "ok").sort_values(
        ["later", "ok", "look_again_on", "customer_id"]
    )
    _table(order)


def _headline(due: int, undecided: int) -> str:
    again = words.plural(due, "OK customer is", "OK customers are")
    bad = words.plural(undecided, "bad one", "bad ones")
    return f"{again} due to be looked at again; what to do is not decided for {bad}."


def _table(found: pd.DataFrame) -> None:
    shown = found.assign(
        called=found["verdict"].map(sorting.VERDICTS),
        # of a customer that somebody else called otherwise, only what goes with the verdict
        again=found["look_again_on"].where(found["verdict"] == "ok"),
        action=[_actions(row) for row in found.to_dict("records")],
        why=found["reasons"].map(", ".join),
        said=found["notes"].map("; ".join),
    )
    chosen = tables.customers(
        shown,
        "sort_todo",
        {
            "name": st.column_config.TextColumn("Customer", pinned=True),
            "called": st.column_config.TextColumn("Sorted as"),
            "again": st.column_config.DateColumn("Look again on", format="D MMM YYYY"),
            "action": st.column_config.TextColumn("What to do"),
            "why": st.column_config.TextColumn("Your reasons", width="medium"),
            "said": st.column_config.TextColumn("Notes", width="medium"),
        },
        "what-to-do",
    )
    if chosen:
        open_customer.go(chosen)


def _actions(row: dict[str, list[str]]) -> str:
    if row["verdict"] == "ok":
        return "look again"
    return ", ".join(sorting.ACTIONS[one] for one in row["actions"]) or "not decided"
