"""The high-value customers: who they are by a stated rule, since when, and whether they are A."""

import numpy as np
import pandas as pd
import streamlit as st

from icp import by_id, high_value, measures, tiers
from ui import (
    ahead,
    charts,
    figures,
    figures_models,
    in_tiers,
    open_customer,
    privacy,
    state,
    tables,
    views,
    words,
)

BY = {
    "revenue": "Revenue, 12 months",
    "margin": "Margin, 12 months",
    "lifetime": "All they ever brought",
}
OF = {"revenue": "revenue", "margin": "margin", "lifetime": "all revenue so far"}
SHARES = {"Top 10 %": 0.1, "Top 20 %": 0.2}
AMOUNT = "From an amount on"
SHOWN = {
    "both": "High-value and A",
    "only_high": "High-value, not A",
    "only_a": "A, not high-value",
}


def draw() -> None:
    """Draw the high-value customers by the chosen rule."""
    ahead.also(measures.customers, state.as_of(), "net", in_tiers.window_months())
    rule = _rule()
    found = high_value.apply(state.ask(high_value.quarters, state.as_of()), rule)
    summary = high_value.summary(found)
    if not summary.high:
        st.info(_nobody(summary))
        return
    frame = _with_tiers(found)
    st.subheader(_sentence(summary, rule), anchor=False)
    _stay(summary, frame)
    by_tier = _by_tier(frame[frame["high"]])
    picture = figures_models.kind_bars(
        privacy.amounts(by_tier),
        f"{words.plural(summary.high, 'high-value customer')} by tier<br>"
        f"and their {state.in_currency(OF[rule.by])}",
        OF[rule.by],
        {"A": figures.HEAD},
    )
    charts.show(picture, "high_value_bars", by_tier, _tier_columns(rule))
    _everyone(frame, rule)


def _rule() -> high_value.Rule:
    by = st.segmented_control(
        "High-value by",
        list(BY),
        format_func=BY.__getitem__,
        default="revenue",
        required=True,
        **views.keep("high_value_of"),
        help="Margin is revenue less the cost that your file gives, before support.",
    )
    how = st.segmented_control(
        "Who counts",
        [*SHARES, AMOUNT],
        default="Top 20 %",
        required=True,
        **views.keep("high_value_rule"),
    )
    if how in SHARES:
        return high_value.Rule(by, SHARES[how])
    least = st.number_input(
        state.in_currency("From this amount on"),
        0.01,
        value=10_000.0,
        **views.keep("high_value_least"),
    )
    return high_value.Rule(by, None, least)


def _nobody(summary: high_value.Summary) -> str:
    if summary.unknown and not summary.customers:
        return (
            f"The margin of none of {words.plural(summary.unknown, 'customer')} is known: upload "
            "orders with a column of cost, or choose revenue."
        )
    return (
        f"None of {words.plural(summary.customers, 'customer')} reaches this: choose a lower "
        "amount, or a later day in the sidebar."
    )


def _sentence(summary: high_value.Summary, rule: high_value.Rule) -> str:
    when = "" if rule.by == "lifetime" else " of the last 12 months"
    said = (
        f"{words.number(summary.high)} of {words.plural(summary.customers, 'customer')} are "
        f"high-value: they bring {words.percent(summary.value_share)} of the "
        f"{OF[rule.by]}{when}, each {state.money(summary.bound)} or more."
    )
    return words.md(said)


def _stay(summary: high_value.Summary, frame: pd.DataFrame) -> None:
    best = frame["tier"] == "A"
    said = (
        f"{words.number(int((best & frame['high']).sum()))} of {int(best.sum()):,} A customers "
        "are among them."
    )
    if summary.before:
        said += (
            f" Of the {summary.before:,} that were high-value a year ago, {summary.kept:,} still "
            "are."
        )
    elif summary.before is None:
        said += " The orders do not reach back far enough to say who was high-value a year ago."
    st.write(said)
    if summary.unknown:
        st.caption(
            f"Left out: {words.plural(summary.unknown, 'customer')} whose margin is not known, "
            "because an order gives no cost."
        )


def _with_tiers(found: pd.DataFrame) -> pd.DataFrame:
    """The customers with their tier, and for how long they are high-value."""
    known = in_tiers.customers()[["customer_id", "tier"]]
    tier = by_id.beside(found["customer_id"], known)["tier"].fillna(tiers.NOT_ENOUGH)
    return found.assign(tier=tier, since=_since(found))


def _since(found: pd.DataFrame) -> np.ndarray:
    held, seen = found["held"].to_numpy(), found["seen"].to_numpy()
    words_of = np.array(
        [f"{n} quarter{'' if n == 1 else 's'}" for n in range(high_value.QUARTERS + 1)]
    )
    told = np.where((held == seen) & (seen > 1), "all ", "").astype(object) + words_of[held]
    return np.where(found["high"], told, "not now")


def _by_tier(high: pd.DataFrame) -> pd.DataFrame:
    sums = high.groupby("tier")["value"].agg(customers="size", money="sum")
    order = [tier for tier in (*tiers.TIERS, tiers.NOT_ENOUGH) if tier in sums.index]
    return sums.loc[order].rename_axis("kind").reset_index()


def _tier_columns(rule: high_value.Rule) -> dict[str, object]:
    number = st.column_config.NumberColumn
    return {
        "kind": st.column_config.TextColumn("Tier"),
        "customers": number("High-value customers"),
        "money": number(state.in_currency(BY[rule.by]), format="accounting"),
    }


def _everyone(frame: pd.DataFrame, rule: high_value.Rule) -> None:
    st.subheader("Every customer", anchor=False)
    picked = views.several("Show", SHOWN, "high_value_shown")
    best = frame["tier"] == "A"
    groups = {
        "both": frame["high"] & best,
        "only_high": frame["high"] & ~best,
        "only_a": best & ~frame["high"],
    }
    found = (
        frame[pd.concat([groups[one] for one in picked], axis=1).any(axis=1)] if picked else frame
    )
    found = found.sort_values("value", ascending=False, kind="stable")  # equals stay by id
    ticked = tables.customers(
        found,
        "high_value",
        _columns(rule),
        "high-value-customers",
        in_tiers.with_reasons,
    )
    if ticked:
        open_customer.go(ticked)


def _columns(rule: high_value.Rule) -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "name": text("Customer", pinned=True),
        "value": number(state.in_currency(BY[rule.by]), format="accounting"),
        "rank": number("Place", format="localized", help="1 = the most"),
        "since": text(
            "High-value for",
            help="At the end of so many quarters in a row, counted back from the day in the "
            "sidebar; all = as long as the orders can tell.",
        ),
        "tier": text("Tier"),
        "why": text("Why this tier", width="medium"),
    }
