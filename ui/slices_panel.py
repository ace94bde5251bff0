"""Customers by what is known of them: one trait, or two crossed, each share with its interval."""

import pandas as pd
import streamlit as st

from icp import slices
from ui import (
    charts,
    figures_models,
    in_tiers,
    links,
    open_customer,
    open_spellings,
    privacy,
    state,
    tables,
    views,
    window,
    words,
)

FEW = 5
HITS = {"buys": "who bought in this time", "tier": "who are A (A to D)"}
DID = {"buys": "bought", "tier": "are A"}


def draw() -> None:
    """Draw the slices by the chosen traits."""
    known = state.ask(slices.traits)
    if known.empty:
        st.info(
            "Nothing is known of your customers but their orders: upload a customer list with "
            "industry, size or place, or fill them in."
        )
        links.to("upload")
        return
    first, second = _traits(known)
    months = window.choose("slices_window")
    base = state.ask(slices.customers, state.as_of(), "net", months)
    if base.empty:
        st.info("Nobody bought by the day in the sidebar: choose a later one.")
        return
    count = st.segmented_control(
        "Count those",
        list(HITS),
        format_func=HITS.__getitem__,
        default="buys",
        required=True,
        **views.keep("slices_count"),
    )
    hit = _hit(base, count)
    titles = known.set_index("trait")["title"]
    if second is None:
        _one(base, first, titles[first], hit, DID[count])
    else:
        _two(base, (first, second), (titles[first], titles[second]), hit, DID[count])


def _traits(known: pd.DataFrame) -> tuple[str, str | None]:
    said = {
        row.trait: f"{row.title} (known of {words.number(row.known)})" for row in known.itertuples()
    }
    names = list(said)
    start = names.index("industry") if "industry" in said else 0
    one, two = st.columns(2)
    first = one.selectbox(
        "Slice by", names, index=start, format_func=said.__getitem__, **views.keep("slices_first")
    )
    second = two.selectbox(
        "and by",
        [name for name in names if name != first],
        index=None,
        format_func=said.__getitem__,
        placeholder="Nothing else",
        **views.keep("slices_second"),
    )
    return first, second


def _hit(base: pd.DataFrame, count: str) -> pd.Series:
    if count == "buys":
        return base["buys"]
    known = in_tiers.customers()
    return base["customer_id"].isin(known.loc[known["tier"] == "A", "customer_id"])


def _one(base: pd.DataFrame, trait: str, title: str, hit: pd.Series, did: str) -> None:
    value = state.ask(slices.values, trait)
    frame = slices.by(base, value, hit)
    told = frame[frame["value"] != slices.UNKNOWN]
    st.subheader(words.md(_sentence(frame, told, title)), anchor=False)
    if len(told):
        picture = figures_models.slice_bars(told, title, len(base))
        if clicked := charts.draw(picture, "slices_bars"):
            value_clicked = told["value"].iloc[clicked["point_index"]]
            st.session_state[f"slices_picked_{title}"] = [value_clicked]
        open_spellings.draw([trait], "slices")
    _table(frame, {"value": st.column_config.TextColumn(title, pinned=True)}, did)
    _members(base, {title: value}, list(frame["value"]))


def _sentence(frame: pd.DataFrame, told: pd.DataFrame, title: str) -> str:
    unknown = int(frame["customers"].sum() - told["customers"].sum())
    if told.empty:
        return f"{title} is known of none of the {words.plural(unknown, 'customer')} who bought."
    most = told.iloc[0]
    rest = f"; of {words.number(unknown)} it is not known" if unknown else ""
    if not most["revenue"] > 0:
        return f"{title}: no slice brought revenue in this time{rest}."
    return (
        f"{title}: {most['value']} brings most, {words.percent(most['revenue_share'])} of revenue "
        f"from {words.percent(most['customers_share'])} of "
        f"{words.plural(int(told['customers'].sum()), 'customer')}{rest}."
    )


def _two(
    base: pd.DataFrame,
    traits: tuple[str, str],
    titles: tuple[str, str],
    hit: pd.Series,
    did: str,
) -> None:
    first, second = (state.ask(slices.values, trait) for trait in traits)
    frame = slices.crossed(base, first, second, hit)
    told = frame[(frame["first"] != slices.UNKNOWN) & (frame["second"] != slices.UNKNOWN)]
    st.subheader(words.md(_pair_sentence(frame, told, titles)), anchor=False)
    if len(told):
        picture = figures_models.slice_map(privacy.amounts(told), titles)
        charts.show(picture, "slices_map")
        open_spellings.draw(traits, "slices")
    text = st.column_config.TextColumn
    _table(frame, {"first": text(titles[0], pinned=True), "second": text(titles[1])}, did)
    _members(base, dict(zip(titles, (first, second), strict=True)), sorted(set(frame["first"])))


def _pair_sentence(frame: pd.DataFrame, told: pd.DataFrame, titles: tuple[str, str]) -> str:
    both, everybody = int(told["customers"].sum()), int(frame["customers"].sum())
    if told.empty:
        return f"Both {titles[0]} and {titles[1]} are known of none of {everybody:,} customers."
    most = told.iloc[0]
    return (
        f"{most['first']}, {most['second']} brings most: {state.money(most['revenue'])} from "
        f"{words.plural(int(most['customers']), 'customer')}. Both are known of {both:,} of "
        f"{everybody:,}."
    )


def _table(frame: pd.DataFrame, names: dict[str, object], did: str) -> None:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    shares = {
        name: number(title, format="percent", help="Of those of whom it is known")
        for name, title in (
            ("customers_share", "Share of customers"),
            ("revenue_share", "Share of revenue"),
        )
        if name in frame
    }
    tables.rows(
        frame.assign(share=_shares(frame)),
        "slices",
        {
            **names,
            "customers": number("Customers", format="localized"),
            "share": text(f"How many {did}", help="and where the share likely lies (95 %)"),
            "revenue": number(state.in_currency("Revenue"), format="accounting"),
            **shares,
            "median": number(
                state.in_currency("Middle customer"),
                format="accounting",
                help="Of those who bought in this time, half bring less and half more.",
            ),
        },
        "slices",
    )
    few = int((frame["customers"] < FEW).sum())
    if few:
        st.caption(f"{words.plural(few, 'slice')} below {FEW} customers: read those by name.")


def _shares(frame: pd.DataFrame) -> list[str]:
    """ "15 of 24 (likely 43 to 79 %)"."""
    return [
        f"{row.hits:,} of {row.customers:,} (likely {words.percent(row.low)[:-2]} to "
        f"{words.percent(row.high)})"
        for row in frame.itertuples()
    ]


def _members(base: pd.DataFrame, by: dict[str, pd.DataFrame], choices: list[str]) -> None:
    st.subheader("Every customer", anchor=False)
    traits = {f"trait_{n}": slices.of(base, value) for n, value in enumerate(by.values())}
    title = next(iter(by))
    picked = st.multiselect(
        title, choices, **views.keep(f"slices_picked_{title}"), placeholder="All"
    )
    found = base.assign(**traits)
    found = found[found["trait_0"].isin(picked)] if picked else found
    text = st.column_config.TextColumn
    chosen = tables.customers(
        found.sort_values(["money", "customer_id"], ascending=[False, True]),
        "slices_customers",
        {
            "name": text("Customer", pinned=True),
            **{name: text(title) for name, title in zip(traits, by, strict=True)},
            "money": st.column_config.NumberColumn(
                state.in_currency("Revenue"), format="accounting"
            ),
        },
        "customers-by-slice",
    )
    if chosen:
        open_customer.go(chosen)
