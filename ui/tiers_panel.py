"""A to D: who is among the best and whether that holds, with visible rules and reasons."""

from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from icp import measures, stability, tiers
from ui import (
    costs_panel,
    figures,
    measures_panel,
    open_customer,
    privacy,
    state,
    tables,
    tiers_rules,
    views,
    words,
)

CHOICES = [*tiers.TIERS, tiers.NOT_ENOUGH]
FEW = 20


def draw() -> None:
    """Who the A's are and whether they hold; the rules; the picture; everybody with reasons."""
    answer = st.container()
    begin = tiers_rules.start()
    known = state.ask(measures.customers, state.as_of(), "net", begin.rules.window_months)
    if known.empty:
        st.info(
            "There is no positive revenue by the day in the sidebar, and refunds or orders of zero "
            "alone make no tiers: choose a later day, or load more orders."
        )
        return
    rules = tiers_rules.edit(begin, known)
    costs_panel.draw(known, rules.window_months)
    measures_panel.draw(known)
    frame = _judged(
        state.workspace().path, state.version(), state.as_of(), privacy.chosen(), rules, known
    )
    summary = tiers.summary(frame)
    with answer:
        st.subheader(_sentence(summary, rules), anchor=False)
        st.write(_stable(frame, rules))
    picture = figures.tier_bars(summary)
    open_customer.narrow(picture, "tiers_bars", "tiers_picked", {one: one for one in CHOICES})
    _everyone(frame, known, rules)


@st.cache_resource(max_entries=8, show_spinner=False)
def _judged(
    path: Path,  # noqa: ARG001
    version: int,  # noqa: ARG001
    as_of: date,  # noqa: ARG001
    hidden: privacy.Hidden,  # noqa: ARG001
    rules: tiers.Rules,
    _known: pd.DataFrame,
) -> pd.DataFrame:
    """What `tiers.judge` gives, most points first, with what `stability.sway` says of each."""
    frame = tiers.judge(_known, rules)
    swaying = stability.sway(_known, rules)
    frame["holds"], frame["sway"] = swaying["holds"], swaying["words"]
    frame["profit"] = _known["profit"]
    return frame.sort_values("points", ascending=False, kind="stable")  # equals stay by id


def _sentence(summary: pd.DataFrame, rules: tiers.Rules) -> str:
    best = summary.set_index("tier").loc["A"]
    everyone = int(summary["customers"].sum())
    return (
        f"{words.number(int(best['customers']))} of {words.plural(everyone, 'customer')} are A and "
        f"bring {words.percent(best['revenue_share'])} of revenue in the last "
        f"{rules.window_months} months."
    )


def _stable(frame: pd.DataFrame, rules: tiers.Rules) -> str:
    """Whether the A's hold when the weights move, and how that was tried."""
    holding, best = stability.holding(frame, "A")
    many = len(stability.weightings(rules))
    if not many:
        said = "One measure alone counts, so there are no weights to move."
    elif not best:
        said = "Nobody is an A by these rules: lower the points where A begins, or look at the B's."
    else:
        everybody = words.plural(best, "A", "A's")
        said = (
            f"**{words.number(holding)} of your {everybody} "
            f"{'holds' if holding == 1 else 'hold'} under every weighting**: each weight moved by "
            f"10 of 100 points up and down, the others in proportion ({many} weightings)."
        )
    if len(frame) < FEW:
        said += (
            f" With {words.plural(len(frame), 'customer')}, one more or less changes the averages: "
            "read them by name."
        )
    return said


def _everyone(frame: pd.DataFrame, known: pd.DataFrame, rules: tiers.Rules) -> None:
    st.subheader("Every customer", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.pills("Tiers", CHOICES, selection_mode="multi", **views.keep("tiers_picked"))
        moving = st.toggle("Only who would change with the weights", **views.keep("tiers_moving"))
    found = frame[frame["tier"].isin(picked)] if picked else frame
    found = found[~found["holds"]] if moving else found

    def with_reasons(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(why=["; ".join(one) for one in tiers.reasons(known, rules, rows.index)])

    chosen = tables.customers(
        found, "tiers", _columns(frame, rules), "customers-by-tier", with_reasons
    )
    if chosen:
        open_customer.go(chosen)


def _columns(frame: pd.DataFrame, rules: tiers.Rules) -> dict[str, object]:
    months = f"{rules.window_months} months"
    total = sum(measure.weight for measure in rules.weighted)
    money = {
        "revenue": f"Revenue, {months}",
        "profit": f"Profit after support (estimate), {months}",
    }
    if frame["profit"].isna().all():
        del money["profit"]
    return {
        "name": st.column_config.TextColumn("Customer", pinned=True),
        "tier": st.column_config.TextColumn("Tier"),
        "points": st.column_config.NumberColumn("Points", format="%.1f"),
        "sway": st.column_config.TextColumn("If weights move by 10"),
        **{
            name: st.column_config.NumberColumn(
                state.in_currency(title), width=230, format="accounting"
            )
            for name, title in money.items()
        },
        "why": st.column_config.TextColumn("Why", width="large"),
        "coverage": st.column_config.NumberColumn("Known", format="percent"),
        **{
            f"{one.name}_points": st.column_config.NumberColumn(
                f"{measures.ALL[one.name].title.split(':')[0]}: "
                f"points of {100 * one.weight / total:.3g}",
                format="%.1f",
            )
            for one in rules.weighted
        },
    }
