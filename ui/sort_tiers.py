"""The sort by hand beside A to D: where people and data see a customer otherwise."""

import pandas as pd
import streamlit as st

from icp import ideal, sorting, tiers
from ui import open_customer, sorter, state, tables, words

Cell = tuple[str, str]  # verdict, tier

TITLES = {**sorting.VERDICTS, "split": "Split"}


def draw(customers: pd.DataFrame) -> None:
    """The cross table, and the customers of the cells that oppose each other, each with why."""
    tally = sorter.tally().merge(customers[["customer_id", "name"]], on="customer_id")
    if tally.empty:
        st.info("Nobody is sorted yet: sort some customers first, one by one.")
        return
    both = ideal.beside(tally, state.ask(tiers.classify, state.as_of()))
    cells = _cells(both)
    st.subheader(_headline(cells), anchor=False)
    _crossed(both)
    chosen = st.selectbox(
        "Look at",
        list(cells),
        format_func=lambda cell: _sentence(cell, len(cells[cell])),
        key="sort_cell",
    )
    _customers(cells[chosen])


def _headline(cells: dict[Cell, pd.DataFrame]) -> str:
    opposed = [_sentence(cell, len(cells[cell])) for cell in ideal.OPPOSED if cell in cells]
    if not opposed:
        return "You and the data agree: nobody good is in C or D, and nobody bad in A or B."
    return f"{'. '.join(opposed[:2])}."


def _crossed(both: pd.DataFrame) -> None:
    table = ideal.crossed(both)
    table = table.loc[:, (table.sum() > 0) | table.columns.isin(tiers.TIERS)]
    st.table(
        table.rename(index=TITLES, columns=str.capitalize).rename_axis("You say, across: the data"),
        width="content",
    )
    st.caption(
        "Customers, by what most of you say and by A to D on the rules we ship. Split: no verdict "
        "has more votes than the others."
    )


def _cells(both: pd.DataFrame) -> dict[Cell, pd.DataFrame]:
    """The customers of each cell that has some; those that oppose each other come first."""
    others = ((verdict, tier) for verdict in ideal.ROWS for tier in ideal.COLUMNS)
    found = {
        (verdict, tier): both[(both["verdict"] == verdict) & (both["tier"] == tier)]
        for verdict, tier in dict.fromkeys([*ideal.OPPOSED, *others])
    }
    return {cell: customers for cell, customers in found.items() if len(customers)}


def _sentence(cell: Cell, count: int) -> str:
    """ "You call 7 customers good that the data puts in D"."""
    verdict, tier = cell
    who = words.plural(count, "customer")
    called = {
        "split": f"You are split over {who}",
        "ok": f"You call {who} OK",
    }.get(verdict, f"You call {who} {verdict}")
    where = {
        ideal.NO_ORDERS: "of whom there are no orders",
        tiers.NOT_ENOUGH: "of whom the data knows too little",
    }.get(tier, f"that the data puts in {tier}")
    return f"{called} {where}"


def _customers(found: pd.DataFrame) -> None:
    shown = found.assign(
        you=found["reasons"].map(", ".join),
        notes_words=found["notes"].map("; ".join),
        data=found["tier_reasons"].map(lambda why: "; ".join(why) if isinstance(why, list) else ""),
    )
    chosen = tables.customers(
        shown,
        "sort_tiers",
        {
            "name": st.column_config.TextColumn("Customer", pinned=True),
            "tier": st.column_config.TextColumn("Data"),
            "points": st.column_config.NumberColumn("Points", format="%.1f"),
            "you": st.column_config.TextColumn("Why, as you see it", width="medium"),
            "notes_words": st.column_config.TextColumn("Notes"),
            "data": st.column_config.TextColumn("Why, as the data sees it", width="large"),
        },
        "sorted-beside-tiers",
    )
    if chosen:
        open_customer.go(chosen)
