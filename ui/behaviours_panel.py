"""How customers behave: lookers, bargain hunters, buyers and the others, each with its rule."""

from datetime import date

import pandas as pd
import streamlit as st

from icp import behaviour_kinds as kinds
from icp import behaviours, db, status
from ui import (
    ahead,
    figures,
    figures_models,
    open_customer,
    privacy,
    state,
    status_panel,
    tables,
    views,
    words,
)

TITLES = {
    kinds.DISSATISFIED: "Dissatisfied",
    kinds.NEW: "New",
    kinds.BARGAIN: "Bargain hunters",
    kinds.LOYAL: "Loyal",
    kinds.BUYER: "Buyers",
    kinds.RESEARCHER: "Researchers",
    kinds.LOOKER: "Lookers",
    kinds.UNKNOWN: "Can't tell",
}
SAID = {
    kinds.LOYAL: "loyal",
    kinds.BUYER: "who simply buy",
    kinds.DISSATISFIED: "dissatisfied",
    kinds.NEW: "new",
}
COLORS = {
    TITLES[kinds.DISSATISFIED]: figures.MARK,
    TITLES[kinds.LOYAL]: figures.HEAD,
    TITLES[kinds.BUYER]: figures.HEAD,
    TITLES[kinds.NEW]: figures.LINE,
}
INPUTS = {
    "unhappy_nps": "Unhappy: NPS up to",
    "refund_percent": "Unhappy: gave back, % of a year",
    "late_days": "Pays late: days on average",
    "ticket_times": "Tickets: times as many as before",
    "discount_percent": "Bargain hunter: discount from %",
    "loyal_years": "Loyal: years as a customer",
    "research_days": "Researcher: days a deal is open",
}


def draw() -> None:
    """Draw the kinds by the chosen rules."""
    answer = st.container()
    ahead.also(behaviours.signs, state.as_of())
    with st.expander("The rule of each kind"):
        rules = _rules()
    frame = privacy.unlisted(state.ask(_classified, state.as_of(), rules))
    needed = dict(behaviours.missing(frame, state.as_of(), rules))
    with answer:
        _answer(behaviours.summary(frame), needed)
    _everyone(frame, rules)


def _classified(_conn: db.Connection, as_of: date, rules: behaviours.Rules) -> pd.DataFrame:
    """Everybody by these rules; what is known is asked once for all of them."""
    return behaviours.apply(state.ask(_known, as_of), as_of, rules)


def _known(_conn: db.Connection, as_of: date) -> pd.DataFrame:
    """What `behaviours.known` gives; where each stands is asked once for Status too."""
    known = status_panel.known(as_of, status.DEFAULT.back_months)
    return behaviours.beside(state.ask(behaviours.signs, as_of), known, as_of)


def _rules() -> behaviours.Rules:
    start = vars(behaviours.DEFAULT)
    with st.grid(4, min_column_width=200):
        chosen = {
            name: st.number_input(
                title, 0, 3_650, int(start[name]), **views.keep(f"behaviours_{name}")
            )
            for name, title in INPUTS.items()
        }
    rules = behaviours.Rules(**chosen)
    said = [f"- **{TITLES[kind]}**: {rule}" for kind, rule in _in_words(rules).items()]
    st.markdown("\n".join(said))
    st.caption("Each has the first kind of this list that fits; the others stand beside it.")
    return rules


def of(customer_id: str) -> pd.DataFrame:
    """The customer by the rules as chosen last, with the reason; no row if unknown."""
    start = vars(behaviours.DEFAULT)
    rules = behaviours.Rules(
        **{name: st.session_state.get(f"behaviours_{name}", start[name]) for name in INPUTS}
    )
    frame = state.ask(_classified, state.as_of(), rules)
    found = frame[frame["customer_id"] == customer_id]
    return found.assign(reason=behaviours.reasons(found, state.as_of(), rules))


def _in_words(rules: behaviours.Rules) -> dict[str, str]:
    return {
        kinds.DISSATISFIED: (
            f"answered NPS {rules.unhappy_nps:g} or less, or gave back {rules.refund_percent:g} % "
            "of what they bought in 12 months; or two of these: low result, pays "
            f"{rules.late_days:g} days late or more, {rules.ticket_times:g} times as many tickets "
            "in the last 3 months as before."
        ),
        kinds.NEW: "first order within the last 3 months.",
        kinds.BARGAIN: f"has a discount of {rules.discount_percent:g} % or more.",
        kinds.LOYAL: (
            f"a customer for {rules.loyal_years:g} years or more who still buys, and not only what "
            "is invoiced every month."
        ),
        kinds.BUYER: "bought in the last 12 months.",
        kinds.RESEARCHER: (
            "asked and has not bought: more than once, or a deal has been open for longer than "
            f"{rules.research_days:g} days and than won deals usually take."
        ),
        kinds.LOOKER: "asked once, did not buy, and the deal is lost.",
        kinds.UNKNOWN: "nothing we know fits.",
    }


def _answer(summary: pd.DataFrame, needed: dict[str, str]) -> None:
    """The sentence, the chart, and what would be needed for kinds that nobody can be told to be."""
    untold = summary["kind"].isin(needed) & (summary["customers"] == 0)
    told = summary[~untold]
    st.subheader(_sentence(told.set_index("kind")["customers"]), anchor=False)
    picture = figures_models.kind_bars(
        privacy.amounts(told.assign(kind=told["kind"].map(TITLES), money=told["year_revenue"])),
        f"{words.plural(int(told['customers'].sum()), 'customer')} and companies that asked<br>"
        f"and {state.in_currency('revenue')} of a year up to the last order",
        "in the 12 months up to their last order",
        COLORS,
    )
    open_customer.narrow(picture, "behaviours_bars", "behaviours_picked", TITLES)
    if needed:
        lines = [f"- **{TITLES[kind]}**: needs {words.md(what)}." for kind, what in needed.items()]
        st.info("\n".join(["Can't tell from your data:", "", *lines]), icon=":material/help:")


def _sentence(counts: pd.Series) -> str:
    """What is told of each kind; one that cannot be told is not called zero."""
    said = [f"{words.number(counts[kind])} {SAID[kind]}" for kind in SAID if kind in counts]
    asked = [kind for kind in (kinds.RESEARCHER, kinds.LOOKER) if kind in counts]
    if asked:
        said.append(f"{words.number(counts[asked].sum())} asked and did not buy")
    return f"{', '.join(said)}."


def _everyone(frame: pd.DataFrame, rules: behaviours.Rules) -> None:
    st.subheader("Everybody", anchor=False)
    picked = views.several("Kinds", TITLES, "behaviours_picked")
    found = frame[frame["kind"].isin(picked)] if picked else frame
    found = found.assign(said=found["kind"].map(TITLES))

    def with_reasons(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(reason=behaviours.reasons(rows, state.as_of(), rules))

    chosen = tables.customers(
        found.sort_values("year_revenue", ascending=False, kind="stable"),  # equals stay by id
        "behaviours",
        _columns(),
        "customers-by-behaviour",
        with_reasons,
        "customers and companies that asked",
    )
    if chosen:
        _open(with_reasons(found[found["customer_id"] == chosen]).iloc[0])


def _open(one: pd.Series) -> None:
    if one["listed"] == "customers":
        open_customer.go(one["customer_id"])
    else:
        st.info(f"{words.md(one['name'])}: {words.md(one['reason'])}. Known from your deals only.")


def _columns() -> dict[str, object]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "name": text("Customer", pinned=True),
        "said": text("Kind"),
        "reason": text("Why", width="large"),
        "also": text("Also"),
        "year_revenue": number(
            state.in_currency("A year's revenue"),
            format="accounting",
            help="What they brought in the 12 months up to their last order.",
        ),
        "asked": number("Deals", format="localized"),
        "lost": number("of these lost", format="localized"),
        "nps": number("NPS", format="localized"),
    }
