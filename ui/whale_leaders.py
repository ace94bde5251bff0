"""Who leads by revenue and who by profit: they are seldom the same customers."""

import math

import streamlit as st

from icp import slices, whale
from icp.whale import Whale
from ui import charts, figures_profit, open_spellings, state, views, words

TOP = 0.2
FEWEST = 5


def draw(found: Whale) -> None:
    """Draw what the largest customers by revenue are, beside the best by profit."""
    many = math.ceil(TOP * len(found.curve))
    if found.basis == "revenue" or len(found.curve) < FEWEST:
        return
    st.subheader("The largest, and the best", anchor=False)
    st.write(words.md(_sentence(found, many)))
    known = state.ask(slices.traits)
    if known.empty or many < 2:
        return
    titles = known.set_index("trait")["title"].to_dict()
    trait = st.selectbox(
        "What are they?",
        list(titles),
        list(titles).index("industry") if "industry" in titles else 0,
        titles.__getitem__,
        **views.keep("whale_trait"),
    )
    counts = whale.leaders(found.curve, many, state.ask(slices.values, trait))
    picture = figures_profit.leaders_chart(counts, many, titles[trait])
    columns = {
        "value": st.column_config.TextColumn(titles[trait]),
        "by_revenue": st.column_config.NumberColumn("Among the largest by revenue"),
        "by_profit": st.column_config.NumberColumn("Among the best by profit"),
    }
    charts.draw(picture, "whale_leaders", counts, columns)
    open_spellings.draw([trait], "whale")


def _sentence(found: Whale, many: int) -> str:
    largest, best = (whale.best(found.curve, many, by) for by in ("revenue", "profit"))
    both = len(largest.index.intersection(best.index))
    losing = int((largest["profit"] < 0).sum())
    if many == 1:
        same = "is also" if both else "is not"
        return f"The largest customer by revenue {same} the best by profit."
    return (
        f"Of the {words.number(many)} largest by revenue (a fifth of all) {words.number(both)} are "
        f"among the {words.number(many)} best by profit, and {words.number(losing)} lose money. "
        f"The largest leave {state.money(float(largest['profit'].sum()))}, the best "
        f"{state.money(float(best['profit'].sum()))}."
    )
