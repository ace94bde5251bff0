"""Who moved between an earlier day and the day in the sidebar, by the same cuts."""

from datetime import date

import pandas as pd
import streamlit as st

from icp import advice, cutting, measuring, movement, rfm
from ui import (
    charts,
    figures_rfm,
    open_customer,
    rfm_choice,
    rfm_words,
    state,
    tables,
    views,
    window,
    words,
)
from ui.rfm_choice import Choice

BACK = {3: "3 months earlier", 6: "6 months earlier", 12: "12 months earlier", 0: "Another day"}
FEW = 20
KINDS = {
    "best": "Became best customers",
    "slid": "Slid to slipping",
    "left": "Left",
    "new": "New",
    "back": "Back",
    "moved": "In another group",
    "stayed": "In the same group",
}


def draw(choice: Choice) -> None:
    """Draw the choice of the earlier day, a sentence, the flow and the list."""
    earlier = _earlier(choice.as_of)
    values = measuring.measure(
        rfm_choice.customers(earlier, choice.months, choice.frequency), choice.frequency
    )
    if values.empty:
        st.info(
            f"Nobody can be scored on {words.day(earlier)}, "
            f"{window.in_words(choice.months)} before: choose a later day."
        )
        return
    frozen = choice.cuts.method == "own" or choice.saved
    cuts = choice.cuts if frozen else cutting.cut(values, choice.cuts.method)
    then = rfm.apply(values, cuts, choice.groups.named)
    now = rfm.apply(choice.scores[values.columns], cuts, choice.groups.named)
    moved = movement.between(then, now, earlier)
    blind = advice.blind(cuts, choice.months)
    st.subheader(_sentence(moved, choice, bool(blind)), anchor=False)
    st.caption(_sums(moved, earlier, choice.as_of))
    short = "" if frozen else rfm_choice.in_short(then, cuts, choice.frequency)
    for said in filter(None, (f"{_by_what(choice, earlier)} {short}", blind)):
        st.caption(words.md(said))
    if min(len(then), len(now)) < FEW:
        st.caption(f"Fewer than {FEW} customers on one of the days: read them by name.")
    titles = _titles(choice)
    days = f"{words.day(earlier)} (left) and {words.day(choice.as_of)} (right)"
    ink = "#e6edec" if st.context.theme.type == "dark" else figures_rfm.DARK
    picture = figures_rfm.movement_flow(movement.flows(moved), titles, days, ink)
    charts.show(picture, "rfm_flow")
    _list(moved, titles)


def usual(as_of: date) -> date:
    """The earlier day to begin with: a year before, or as long as there are orders."""
    return [_middle(as_of), *_possible(as_of).values()][-1]


def _earlier(as_of: date) -> date:
    """The earlier day as chosen."""
    possible = _possible(as_of)
    chosen = st.segmented_control(
        "Compared with",
        [*possible, 0],
        format_func=BACK.__getitem__,
        default=[0, *possible][-1],
        required=True,
        **views.keep(f"rfm_back_{len(possible)}"),
    )
    if chosen:
        return possible[chosen]
    middle = _middle(as_of)
    picked = st.date_input(
        "Day",
        middle,
        min_value=_first(as_of),
        max_value=as_of,
        **views.keep(f"rfm_back_day_{middle}"),
    )
    return picked or middle


def _possible(as_of: date) -> dict[int, date]:
    """Months back -> that day, where there were orders before."""
    days = {n: (pd.Timestamp(as_of) - pd.DateOffset(months=n)).date() for n in BACK if n}
    return {n: day for n, day in days.items() if day > _first(as_of)}


def _first(as_of: date) -> date:
    return state.summary().first_on or as_of


def _middle(as_of: date) -> date:
    first = _first(as_of)
    return first + (as_of - first) // 2


def _sentence(moved: pd.DataFrame, choice: Choice, blind: bool) -> str:
    """ "12 slid to slipping (340 k), 5 became best customers", and who came and went."""
    n, was = movement.by_kind(moved)[["customers", "money_was"]].to_dict().values()
    parts = []
    if not blind and set(movement.SLIPPING) & set(choice.groups.named.values()):
        brought = f" ({state.money(was['slid'])})" if n["slid"] else ""
        parts.append(f"{n['slid']:,} slid to slipping{brought}")
    if movement.BEST in choice.groups.named.values():
        best = "a best customer" if n["best"] == 1 else "best customers"
        parts.append(f"{n['best']:,} became {best}")
    gone = f" ({state.money(was['left'])})" if n["left"] else ""
    order = rfm_words.ORDERS[choice.frequency]
    now = f" {window.in_words(choice.months)}" if choice.months else ""
    parts += [f"{n['new']:,} new", f"{n['left']:,} without {_a(order)}{now}{gone}"]
    return words.md(", ".join(parts) + ".")


def _a(order: str) -> str:
    return f"an {order}" if order.startswith("o") else f"a {order}"


def _sums(moved: pd.DataFrame, earlier: date, as_of: date) -> str:
    n = movement.by_kind(moved)["customers"].to_dict()
    others = n["moved"] + n["slid"] + n["best"]
    then, now = n["stayed"] + others + n["left"], n["stayed"] + others + n["new"] + n["back"]
    return (
        f"{words.plural(then, 'customer')} on {words.day(earlier)}: {n['stayed']:,} are in "
        f"the same group, {others:,} in another, {n['left']:,} left. With {n['new']:,} new and "
        f"{n['back']:,} back it is {now:,} on {words.day(as_of)}. Money in brackets is what they "
        "brought in the window before the earlier day."
    )


def _by_what(choice: Choice, earlier: date) -> str:
    if choice.saved:
        return f"Both days are scored by the saved cuts {choice.saved.name}."
    if choice.cuts.method == "own":
        return "Both days are scored by the cuts you typed."
    return (
        f"Both days are scored by the cuts of {words.day(earlier)}, so that a group means the same "
        "on both; the map is cut anew and can differ."
    )


def _titles(choice: Choice) -> dict[str, str]:
    return {
        **choice.titles(),
        movement.NEW: "Not a customer yet",
        movement.OUT: f"No {rfm_words.ORDERS[choice.frequency]}",
    }


def _list(moved: pd.DataFrame, titles: dict[str, str]) -> None:
    counts = movement.by_kind(moved)["customers"].to_dict()
    picked = st.pills(
        "Who",
        [kind for kind in KINDS if counts[kind]],
        format_func=lambda kind: f"{KINDS[kind]} {counts[kind]:,}",
        selection_mode="multi",
        **views.keep("rfm_moved_kinds"),
    )
    found = moved[moved["kind"].isin(picked)] if picked else moved
    found = found.assign(
        how=found["kind"].map(KINDS),
        was=found["was"].map(titles),
        now=found["segment"].map(titles),
    ).drop(columns=["kind", "segment"])
    found = found.sort_values(["money_was", "customer_id"], ascending=[False, True])
    if chosen := tables.customers(found, "rfm_moved", _columns(), "customers-who-moved"):
        open_customer.go(chosen)


def _columns() -> dict[str, object]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    return {
        "name": text("Customer", pinned=True),
        "how": text("What happened"),
        "was": text("Group then"),
        "now": text("Group now"),
        "money_was": number(state.in_currency("Revenue then"), format="accounting"),
        "money": number(state.in_currency("Revenue now"), format="accounting"),
    }
