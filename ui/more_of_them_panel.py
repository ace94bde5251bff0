"""More of them: who sent us whom, whom to ask for an introduction, where the best came from."""

import pandas as pd
import streamlit as st

from icp import measures, referrals, sorting
from ui import (
    came_from_panel,
    charts,
    figures_referrals,
    open_customer,
    privacy,
    state,
    status_panel,
    tables,
    views,
    words,
)

PARTS = ("Who sent us whom", "Whom to ask", "Where the best came from")


def draw() -> None:
    """Draw the chosen one of the three."""
    part = st.segmented_control(
        "Question",
        list(PARTS),
        default=PARTS[0],
        required=True,
        **views.keep("more_part"),
    )
    if part == PARTS[2]:
        came_from_panel.draw()
        return
    pairs = _named(state.ask(referrals.pairs, state.as_of()))
    if part == PARTS[0]:
        _sent(pairs)
    else:
        _ask(pairs)


def _named(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs without the names of those who are no customers, where names are hidden."""
    if not privacy.chosen().names:
        return pairs
    stranger = pairs["customer_id"].fillna("a company that did not buy")
    return pairs.assign(referrer=pairs["referrer_id"], name=stranger)


def _sent(pairs: pd.DataFrame) -> None:
    if pairs.empty:
        st.info(
            "No file says who sent us whom. Upload a customer list or deals with a column such as "
            "“Referred by”, and it appears here."
        )
        return
    senders = referrals.senders(pairs)
    st.subheader(words.md(_sentence(senders)), anchor=False)
    st.caption(
        "Money is the revenue of the last 12 months. Who was sent and did not buy counts as sent "
        "and brings nothing; whose “Referred by” is blank or no customer of yours is not counted."
    )
    if (pairs["money"] > 0).any():
        picture = figures_referrals.chains(
            privacy.amounts(pairs),
            f"Who sent us most, in the {state.in_currency('revenue')}<br>"
            "of those they sent, of the last 12 months",
            "in 12 months",
        )
        if (clicked := charts.draw(picture, "more_chains")) and clicked.get("customdata"):
            open_customer.go(clicked["customdata"][1])
        st.caption("Each piece of a bar is a customer who was sent: click it to open them.")
    _senders(senders)
    _pairs(pairs)


def _sentence(senders: pd.DataFrame) -> str:
    first = senders.iloc[0]
    brings = "brings" if first["bought"] == 1 else "bring"
    return (
        f"{words.plural(len(senders), 'customer')} sent us "
        f"{words.plural(int(senders['sent'].sum()), 'company', 'companies')}. "
        f"{first['name']} sent {words.number(first['sent'])}: {words.number(first['bought'])} "
        f"bought and {brings} {state.money(first['money'])} a year."
    )


def _senders(senders: pd.DataFrame) -> None:
    st.subheader("Who sends others", anchor=False)
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "name": text("Customer", pinned=True),
        "sent": number("Sent", format="localized"),
        "bought": number("Bought", format="localized"),
        "money": number(state.in_currency("These bring, 12 months"), format="accounting"),
    }
    if senders["further"].any():
        columns |= {
            "further": number(
                "Came by these", format="localized", help="Whom those they sent have sent in turn."
            ),
            "further_money": number(state.in_currency("Those bring"), format="accounting"),
        }
    if ticked := tables.customers(senders, "more_senders", columns, "who-sends-others"):
        open_customer.go(ticked)


def _pairs(pairs: pd.DataFrame) -> None:
    with st.expander(f"Everybody who was sent ({len(pairs):,})"):
        text, number = st.column_config.TextColumn, st.column_config.NumberColumn
        columns = {
            "referrer": text("Who sent", pinned=True),
            "name": text("Whom"),
            "said": text("Bought"),
            "money": number(state.in_currency("Bring, 12 months"), format="accounting"),
        }
        frame = pairs.assign(said=pairs["bought"].map({True: "yes", False: "no"}))
        tables.rows(frame, "more_pairs", columns, "who-sent-whom")


def _ask(pairs: pd.DataFrame) -> None:
    with state.connect() as conn:  # it changes with every tap
        tally = state.masked(sorting.tally(conn))
    known = state.ask(measures.customers, state.as_of())
    statuses = state.ask(status_panel.classified, state.as_of(), status_panel.windows())
    frame = referrals.to_ask(known, statuses, tally, pairs)
    if frame.empty:
        st.info(
            "Nobody shows yet that they would: sort customers by hand under Customers, or upload a "
            "customer list with NPS, testimonials, or who referred whom."
        )
        return
    never = int((frame["sent"] == 0).sum())
    sent = int((frame["sent"] > 0).sum())
    said = f"{words.plural(len(frame), 'customer')} could introduce us to others"
    parts = [f"{words.number(sent)} did so before"] if sent else []
    parts += [f"{words.number(never)} like us and never did"] if never else []
    st.subheader(words.md(f"{said}: {', '.join(parts)}." if parts else f"{said}."), anchor=False)
    st.caption(
        "They buy, and speak well of us by at least one sign; those with most signs come first, "
        "then whose introductions bought. Nobody whom most of you sorted as bad."
        + ("" if len(pairs) else " No file says who sent us whom.")
    )
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    ticked = tables.customers(
        frame,
        "more_ask",
        {
            "name": text("Customer", pinned=True),
            "why": text("Why ask them", width="large"),
            "signs": number("Signs", format="localized", help="Of 5: see why."),
            "money": number(state.in_currency("Revenue, 12 months"), format="accounting"),
        },
        "whom-to-ask",
        lambda rows: rows.assign(why=referrals.reasons(rows)),
    )
    if ticked:
        open_customer.go(ticked)
