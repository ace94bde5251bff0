"""How we get on with customers: groups from what the people who know them said."""

import pandas as pd
import streamlit as st

from icp import attitudes
from ui import (
    figures,
    figures_models,
    links,
    open_customer,
    privacy,
    state,
    tables,
    views,
    words,
)

TITLES = {name: group.title for name, group in attitudes.GROUPS.items()}
SAID = {
    "advocates": "who send us others",
    "partners": "who are partners",
    "price": "for whom the price comes first",
    "friends": "friends who get little",
    "demanding": "who get results but wear us out",
    "misfits": "wrong for us, as we are for them",
}
COLORS = {
    **dict.fromkeys([TITLES["advocates"], TITLES["partners"]], figures.HEAD),
    **dict.fromkeys([TITLES["friends"], TITLES["demanding"]], figures.LINE),
    TITLES["misfits"]: figures.MARK,
}


def draw() -> None:
    """Draw the groups, or say what to fill in."""
    frame = _classified()
    summary = attitudes.summary(frame)
    counts = summary.set_index("group")["customers"]
    if counts.sum() == counts[attitudes.UNKNOWN]:
        st.info(
            "Nobody has said yet how glad we are when a customer calls (1 to 5) and what result "
            f"they get (low, fair, high), so of {words.plural(int(counts.sum()), 'customer')} "
            "nothing can be told. Fill it in under Upload, Fill the gaps, or bring it in two "
            "columns of your customer list."
        )
        links.to("upload")
        return
    _answer(summary, counts)
    with st.expander("The rule of each group, and what to do"):
        for group in attitudes.GROUPS.values():
            st.markdown(f"**{group.title}**: {group.rule}. {group.action}")
        st.caption("Each customer is in the first of these groups that fits.")
    _everyone(frame)


def _classified() -> pd.DataFrame:
    """Everybody in a group; who was sorted by hand is read anew, as that is not remembered."""
    known = state.ask(attitudes.known, state.as_of())
    with state.connect() as conn:
        given = attitudes.given(conn)
    ids = list(known["customer_id"])
    shown = {
        one: given[real] for one, real in zip(ids, state.real(ids), strict=True) if real in given
    }
    return attitudes.apply(known, shown)


def _answer(summary: pd.DataFrame, counts: pd.Series) -> None:
    everybody, unknown = int(counts.sum()), int(counts[attitudes.UNKNOWN])
    said = ", ".join(f"{words.number(counts[name])} {text}" for name, text in SAID.items())
    st.subheader(f"How we get on: {said}.", anchor=False)
    picture = figures_models.kind_bars(
        privacy.amounts(summary.assign(kind=summary["group"].map(TITLES))),
        f"{words.plural(everybody, 'customer')} by how we get on<br>"
        f"and their {state.in_currency('revenue')} of 12 months",
        "in the last 12 months",
        COLORS,
    )
    open_customer.narrow(picture, "attitudes_bars", "attitudes_picked", TITLES)
    if unknown:
        st.caption(
            f"Of {unknown:,} of {everybody:,} we can't tell: fill in how glad we are when they "
            "call, and the result they get, under Upload, Fill the gaps."
        )


def _everyone(frame: pd.DataFrame) -> None:
    st.subheader("Every customer", anchor=False)
    picked = views.several("Groups", TITLES, "attitudes_picked")
    found = frame[frame["group"].isin(picked)] if picked else frame
    found = found.assign(said=found["group"].map(TITLES))
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    chosen = tables.customers(
        found.sort_values(["money", "customer_id"], ascending=[False, True]),
        "attitudes",
        {
            "name": text("Customer", pinned=True),
            "said": text("Group"),
            "reason": text("Why", width="medium"),
            "money": number(state.in_currency("Revenue, 12 months"), format="accounting"),
            "glad": number("Glad, 1-5", format="localized"),
            "result": text("Result"),
            "sent": number("Sent us", format="localized", help="Customers who came through them"),
        },
        "customers-by-attitude",
        lambda rows: rows.assign(reason=attitudes.reasons(rows)),
    )
    if chosen:
        open_customer.go(chosen)
