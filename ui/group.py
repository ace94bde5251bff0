"""Which customers a profile stands for: a tier, a group, or the top of the revenue."""

import streamlit as st

from icp import advice, cutting, facts, measuring, pareto, presets, rfm, tiers
from ui import rfm_choice, state

KINDS = {"tier": "Tier A to D", "segment": "Group by how they buy", "top": "The largest 20 %"}


def choose(key: str) -> tuple[str, tuple[str, ...]]:
    """Draw the choice and give it in words, with the customers' ids."""
    kind = st.segmented_control(
        "Whom does it stand for?",
        list(KINDS),
        format_func=KINDS.__getitem__,
        default="tier",
        required=True,
        key=f"{key}_kind",
    )
    if kind == "tier":
        return _tier(key)
    if kind == "segment":
        return _segment(key)
    curve = state.ask(pareto.curve, state.as_of(), "net", 12)
    count = state.ask(pareto.summary, state.as_of(), "net", 12).top_20_customers
    return "the largest 20 % by revenue", tuple(curve["customer_id"].head(count))


def _tier(key: str) -> tuple[str, tuple[str, ...]]:
    frame = state.ask(tiers.classify, state.as_of(), state.ask(presets.default).rules)
    tier = st.pills("Tier", tiers.TIERS, default="A", required=True, key=f"{key}_tier")
    return f"tier {tier}", tuple(frame.loc[frame["tier"] == tier, "customer_id"])


def _segment(key: str) -> tuple[str, tuple[str, ...]]:
    start, groups = state.ask(facts.customers, state.as_of(), "net", 12), rfm_choice.groups()
    suggested = advice.suggested(start, state.as_of())
    values = measuring.measure(start, suggested.frequency)
    scores = rfm.apply(values, cutting.cut(values, suggested.method), groups.named)
    titles = {name: one.title for name, one in groups.known.items()}
    name = st.selectbox("Group", list(titles), format_func=titles.get, key=f"{key}_segment")
    return titles[name].lower(), tuple(scores.loc[scores["segment"] == name, "customer_id"])
