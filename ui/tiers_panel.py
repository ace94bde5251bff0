"""A to D: who is among the best, with visible weights and reasons per customer."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from icp import tiers
from ui import customer_card, figures, state, tables, words

TITLES = {
    "revenue": "Revenue",
    "tenure": "Loyalty: years as a customer",
    "regularity": "Buys regularly",
    "payment": "Pays on time",
}
CHOICES = [*tiers.TIERS, tiers.NOT_ENOUGH]


def draw() -> None:
    """Draw the tiers by the chosen weights."""
    weights = st.container()
    rules = _rules(weights)
    frame = state.ask(tiers.classify, state.as_of(), rules)
    if frame.empty:
        st.info(
            "There is no positive revenue by the day in the sidebar, and refunds or orders of zero "
            "alone make no tiers: choose a later day, or load more orders."
        )
        return
    summary = tiers.summary(frame)
    st.subheader(_sentence(summary), anchor=False)
    picture = figures.tier_bars(summary)
    st.plotly_chart(picture.figure, alt=picture.alt, key="tiers_bars")
    _everyone(frame, rules)


def _rules(place: st.delta_generator.DeltaGenerator) -> tiers.Rules:
    """The balanced rules with the weights that the user chose."""
    with place.expander("What counts, and how much"), st.grid(4, min_column_width=180):
        measures = [
            replace(
                measure,
                weight=st.slider(
                    TITLES[measure.name],
                    0,
                    100,
                    int(measure.weight),
                    5,
                    key=f"tiers_weight_{measure.name}",
                    help=_steps(measure),
                ),
            )
            for measure in tiers.BALANCED.measures
        ]
    rules = replace(tiers.BALANCED, measures=tuple(measures))
    a, b, c = (words.number(bound) for bound in rules.boundaries)
    place.caption(
        f"Each measure gives 0 to 100 points, weighted as you choose. A from {a} points, B from "
        f"{b}, C from {c}. What is not known is left out; below "
        f"{words.percent(rules.minimum_coverage)} known, there is no tier."
    )
    return rules


def _steps(measure: tiers.Measure) -> str:
    parts = "; ".join(
        f"{words.number(points)} points from {threshold:g}"
        if measure.best == "high"
        else f"{words.number(points)} points up to {threshold:g}"
        for threshold, points in measure.steps
    )
    return f"{measure.unit}: {parts}; otherwise 0."


def _sentence(summary: pd.DataFrame) -> str:
    best = summary.set_index("tier").loc["A"]
    everyone = int(summary["customers"].sum())
    return (
        f"{words.number(int(best['customers']))} of {words.plural(everyone, 'customer')} are A and "
        f"bring {words.percent(best['revenue_share'])} of revenue in the last 12 months."
    )


def _everyone(frame: pd.DataFrame, rules: tiers.Rules) -> None:
    st.subheader("Every customer", anchor=False)
    picked = st.pills("Tiers", CHOICES, selection_mode="multi", key="tiers_picked")
    found = frame[frame["tier"].isin(picked)] if picked else frame
    found = found.sort_values(["points", "customer_id"], ascending=[False, True])
    points = {
        f"{measure.name}_points": st.column_config.NumberColumn(
            f"{TITLES[measure.name].split(':')[0]}: points of {measure.weight:g}", format="%.1f"
        )
        for measure in rules.weighted
    }
    card = st.container()
    chosen = tables.customers(
        found.assign(why=found["reasons"].map("; ".join)),
        "tiers",
        {
            "name": st.column_config.TextColumn("Customer", pinned=True),
            "tier": st.column_config.TextColumn("Tier"),
            "points": st.column_config.NumberColumn("Points", format="%.1f"),
            "coverage": st.column_config.NumberColumn("Known", format="percent"),
            "revenue": st.column_config.NumberColumn(
                state.in_currency("Revenue, 12 months"), format="accounting"
            ),
            **points,
            "why": st.column_config.TextColumn("Why", width="large"),
        },
        "customers-by-tier",
    )
    if chosen:
        one = frame.set_index("customer_id").loc[chosen]
        with card:
            customer_card.draw(chosen, one["name"], one["reasons"])
