"""Where each customer stands: new, active, at risk, gone, won back, or never one yet."""

from datetime import date

import pandas as pd
import streamlit as st

from icp import advice, db, facts, status, status_limits
from ui import (
    figures,
    figures_models,
    open_customer,
    privacy,
    state,
    tables,
    views,
    words,
)

TITLES = {name: f"{name[0].upper()}{name[1:]}" for name in status.STATUSES}
COLORS = {
    **dict.fromkeys([TITLES[name] for name in status.BUYING], figures.HEAD),
    TITLES[status.AT_RISK]: figures.LINE,
    **dict.fromkeys([TITLES[name] for name in status.GONE], figures.MARK),
}
FIRST = (status.AT_RISK, status.LAPSED, status.WON_BACK, status.NEW, status.ACTIVE, status.LOST)
INPUTS = {
    "new_months": "New: months since the first order",
    "active_days": "Active: days since the last order",
    "usual": "or so many times their usual wait",
    "lapsed_months": "Lapsed after months",
    "lost_months": "Lost after months",
    "back_months": "Won back: months since the return",
}


def draw() -> None:
    """Draw the statuses by the chosen lengths of time."""
    answer = st.container()
    with st.expander("What each status means, and how long it lasts"):
        windows = _windows()
    as_of = state.as_of()
    frame = state.ask(classified, as_of, windows)
    with answer:
        _answer(status.summary(frame))
        _trap(frame, as_of)
    frame = privacy.unlisted(frame)
    for sentence in status_limits.sentences(frame, as_of, windows):
        st.caption(words.md(sentence))
    _everyone(frame, as_of)


def classified(_conn: db.Connection, as_of: date, windows: status.Windows) -> pd.DataFrame:
    """Everybody by these windows; what the orders say is asked once for all of them."""
    return status.apply(known(as_of, windows.back_months), as_of, windows)


def known(as_of: date, back_months: int) -> pd.DataFrame:
    """What `status.known` gives; the orders are asked once for all windows."""
    waits = state.ask(status.waits, as_of)
    return status.beside(waits, state.ask(status.back, as_of, back_months))


def _windows() -> status.Windows:
    start = vars(status.DEFAULT)
    with st.grid(3, min_column_width=200):
        chosen = {
            name: st.number_input(title, 1, 3_650, int(start[name]), **views.keep(f"status_{name}"))
            for name, title in INPUTS.items()
        }
    windows = status.Windows(**chosen)
    st.markdown("\n".join(f"- **{TITLES[name]}**: {rule}" for name, rule in _rules(windows)))
    return windows


def windows() -> status.Windows:
    """The lengths of time as chosen last."""
    start = vars(status.DEFAULT)
    return status.Windows(
        **{name: st.session_state.get(f"status_{name}", start[name]) for name in INPUTS}
    )


def of(customer_id: str) -> pd.DataFrame:
    """The customer by the lengths of time as chosen last, with the reason; no row if unknown."""
    frame = state.ask(classified, state.as_of(), windows())
    found = frame[frame["customer_id"] == customer_id]
    return found.assign(reason=status.reasons(found, state.as_of()))


def _rules(windows: status.Windows) -> list[tuple[str, str]]:
    lapsed, lost = windows.lapsed_months, windows.lost_months
    return [
        (status.NEW, f"first order within the last {words.plural(windows.new_months, 'month')}."),
        (
            status.ACTIVE,
            f"last order within {words.plural(windows.active_days, 'day')}; for those who buy less "
            f"often, within {windows.usual:g} times their usual wait.",
        ),
        (
            status.WON_BACK,
            "active again, after a silence that was long enough to be lapsed and ended in the last "
            f"{words.plural(windows.back_months, 'month')}.",
        ),
        (status.AT_RISK, f"silent for longer than that, up to {words.plural(lapsed, 'month')}."),
        (status.LAPSED, f"silent for longer than {words.plural(lapsed, 'month')}."),
        (
            status.LOST,
            f"silent for longer than {words.plural(lost, 'month')}. Whose usual wait is so long "
            "that they would be active beyond lapsed has twice the time of active before.",
        ),
        (status.PROSPECT, "on your list of prospects or customers, and never bought."),
        (
            status.UNKNOWN,
            "a customer since some day by your list, but none of their orders is here.",
        ),
    ]


def _answer(summary: pd.DataFrame) -> None:
    counts = summary.set_index("status")["customers"]
    ever = int(counts[list(FIRST)].sum())
    st.subheader(_sentence(counts, ever), anchor=False)
    if ever:
        shown = summary[summary["status"].isin(FIRST)]
        picture = figures_models.kind_bars(
            privacy.amounts(
                shown.assign(kind=shown["status"].map(TITLES), money=shown["year_revenue"])
            ),
            f"{words.plural(ever, 'customer')} who bought, by status<br>"
            f"and {state.in_currency('revenue')} of a year up to the last order",
            "in the 12 months up to their last order",
            COLORS,
        )
        open_customer.narrow(picture, "status_bars", "status_picked", TITLES)


def _sentence(counts: pd.Series, ever: int) -> str:
    buying, gone = (int(counts[list(names)].sum()) for names in (status.BUYING, status.GONE))
    parts = ", ".join(f"{words.number(counts[name])} {name}" for name in status.BUYING)
    said = (
        f"{words.number(buying)} of {words.plural(ever, 'customer')} buy ({parts}), "
        f"{words.number(counts[status.AT_RISK])} {'is' if counts[status.AT_RISK] == 1 else 'are'} "
        f"at risk, {words.number(gone)} {'is' if gone == 1 else 'are'} gone."
    )
    never = int(counts[status.PROSPECT])
    return f"{said} {words.number(never)} never bought yet." if never else said


def _trap(frame: pd.DataFrame, as_of: date) -> None:
    """Where monthly invoices make everybody look active, who is quiet beside them."""
    trap = advice.trap(state.ask(facts.habits, as_of, 12), as_of)
    if not trap:
        return
    quiet = int(frame["quiet"].sum())
    st.warning(
        f"{words.number(trap.n)} of {words.plural(trap.of, 'customer')} order nearly every month, "
        "so active may only say that a contract runs. "
        f"{words.plural(quiet, 'customer')} who buy had no project or resale for longer than they "
        "usually do: choose Only the quiet ones below to see who.",
        icon=":material/event_repeat:",
    )


def _everyone(frame: pd.DataFrame, as_of: date) -> None:
    st.subheader("Everybody", anchor=False)
    picked = views.several("Status", TITLES, "status_picked")
    quiet = st.toggle(
        "Only the quiet ones",
        **views.keep("status_quiet"),
        help="They buy, but no project or resale for longer than is usual for them.",
    )
    found = frame[frame["status"].isin(picked)] if picked else frame
    found = found[found["quiet"]] if quiet else found

    def with_reasons(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(reason=status.reasons(rows, as_of))

    chosen = tables.customers(
        _sorted(found),
        "status",
        _columns(),
        "customers-by-status",
        with_reasons,
        "customers and prospects",
    )
    if chosen:
        one = with_reasons(found[found["customer_id"] == chosen]).iloc[0]
        _open(one)


def _sorted(found: pd.DataFrame) -> pd.DataFrame:
    """Those at risk first, in each status the largest first."""
    order = {name: place for place, name in enumerate((*FIRST, status.UNKNOWN, status.PROSPECT))}
    return (
        found.assign(place=found["status"].map(order), said=found["status"].map(TITLES))
        .sort_values(["place", "year_revenue", "customer_id"], ascending=[True, False, True])
        .drop(columns="place")
    )


def _open(one: pd.Series) -> None:
    if one["listed"] == "customers":
        open_customer.go(one["customer_id"])
    else:
        st.info(f"{words.md(one['name'])}: on your list of prospects, never bought.")


def _columns() -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "name": text("Customer", pinned=True),
        "said": text("Status"),
        "reason": text("Why", width="large"),
        "year_revenue": number(
            state.in_currency("A year's revenue"),
            format="accounting",
            help="What they brought in the 12 months up to their last order.",
        ),
        "silent_days": number("Days since last order", format="localized"),
        "usual_days": number("Usual wait, days", format="localized"),
        "orders": number("Orders", format="localized"),
        "revenue": number(state.in_currency("Revenue, all"), format="accounting"),
    }
