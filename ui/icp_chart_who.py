"""Which customers stand in the chart: the largest, the most profitable, the ideal, or picked."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from icp import icp_chart, ideal
from ui import sorter, state, views, words

BY = {
    "revenue": "Most revenue",
    "left": "Most profit",
    "ideal": "The ideal list",
    "picked": "Hand-picked",
}
PICKED, FOUND = "icp_chart_picked", 200
NUDGES = 3


def choose(everyone: pd.DataFrame) -> list[str]:
    """Draw the choice and give the customers, best first; none where there are none, said why."""
    by = st.segmented_control(
        "Whose chart",
        list(BY),
        format_func=BY.__getitem__,
        default="revenue",
        required=True,
        **views.keep("icp_chart_by"),
        help="Revenue and profit are those of the 12 months up to the day in the sidebar.",
    )
    if by == "picked":
        return _picked(everyone)
    wanted = st.number_input(
        "How many", value=icp_chart.USUAL, width=120, **views.keep("icp_chart_count")
    )
    count = min(max(int(wanted or 0), icp_chart.FEWEST), icp_chart.MOST)
    if count != wanted:
        st.warning(
            f"A chart takes {icp_chart.FEWEST} to {icp_chart.MOST} customers: it shows {count}.",
            icon=":material/info:",
        )
    found = _ideal() if by == "ideal" else icp_chart.largest(everyone, by, len(everyone))
    st.session_state["icp_chart_shown"] = found[:count]
    if not found:
        st.info(_nobody(by))
    elif len(found) < count:
        st.caption(f"There {'is' if len(found) == 1 else 'are'} only {len(found)}.")
    return found[:count]


def losing(everyone: pd.DataFrame, called: Mapping[str, str]) -> None:
    """Say which of those in the chart lose money, where that is known, and offer who leaves most.

    called: customer_id -> its name in the chart.
    """
    known = everyone[everyone["customer_id"].isin(list(called))]
    lost = known[known["after_support"] & (known["left"] < 0)].sort_values("left")
    if lost.empty:
        return
    verb = "loses" if len(lost) == 1 else "lose"
    who = ", ".join(called[one] for one in lost["customer_id"])
    st.warning(
        words.md(
            f"{len(lost)} of these {len(called)} {verb} money once what serving them costs is "
            f"taken off (estimate, 12 months): {who}."
        ),
        icon=":material/trending_down:",
    )
    if st.session_state["icp_chart_by"] != "left":
        st.button(
            "Show those with most profit",
            key="icp_chart_most_profit",
            on_click=_most_profit,
            type="tertiary",
            icon=":material/arrow_forward:",
        )


def _most_profit() -> None:
    st.session_state["icp_chart_by"] = "left"


def overlooked(everyone: pd.DataFrame, shown: Sequence[str]) -> None:
    """Name loyal customers who were left out although they refer others or are fans."""
    tally = sorter.tally()
    bad = list(tally.loc[tally["verdict"] == "bad", "customer_id"])
    found = icp_chart.overlooked(everyone, shown, bad)
    if found.empty:
        return
    st.write(
        "**Loyal, and they send you others or would recommend you**, though they spend less: such "
        "customers are valuable too."
    )
    first = found.head(NUDGES).to_dict("records")
    told = (f"{one['name']}, rank {one['rank']:.0f} by revenue, {_why(one)}" for one in first)
    st.markdown("\n".join(f"- {words.md(one)}" for one in told))
    full = len(shown) >= icp_chart.MOST
    with st.container(horizontal=True):
        for place, one in enumerate(first):
            st.button(
                words.md(f"Add {one['name']}"),
                key=f"icp_chart_add_{place}",
                icon=":material/add:",
                disabled=full,
                help=f"{icp_chart.MOST} is the most: take one out first." if full else None,
                on_click=_pick,
                args=([*shown, one["customer_id"]],),
            )
    if len(found) > NUDGES:
        st.caption(f"And {words.number(len(found) - NUDGES)} more; pick them by hand.")


def _why(one: dict[str, float]) -> str:
    said = []
    if one["referred_money"] > 0:
        sent = words.plural(int(one["referrals"]), "company", "companies")
        brought = state.money(one["referred_money"])
        said.append(f"sent you {sent}, which brought {brought} in 12 months")
    if one["nps"] >= icp_chart.PROMOTER:
        said.append(f"answered {one['nps']:.0f} of 10 when asked whether they'd recommend you")
    return " and ".join(said)


def _pick(ids: list[str]) -> None:
    st.session_state[PICKED] = ids
    st.session_state["icp_chart_by"] = "picked"


def _picked(everyone: pd.DataFrame) -> list[str]:
    """The customers picked by hand; they begin with those that were in the chart before."""
    before = st.session_state.get(PICKED, st.session_state.get("icp_chart_shown", []))
    names = everyone.set_index("customer_id")["name"]
    kept = [one for one in map(state.as_shown, before) if one in names.index]
    st.session_state[PICKED] = kept
    wanted = ""
    if len(everyone) > FOUND:
        wanted = st.text_input(
            "Find a customer by name", icon=":material/search:", **views.keep("icp_chart_find")
        )
    options = dict.fromkeys([*kept, *_found(everyone, wanted)])
    picked = st.multiselect(
        f"Customers in the chart, up to {icp_chart.MOST}",
        list(options),
        format_func=lambda one: str(names.get(one, one)),
        max_selections=icp_chart.MOST,
        **views.keep(PICKED),
    )
    if not picked:
        st.info("Pick the customers to compare; three to five are usual.")
    return picked


def _found(everyone: pd.DataFrame, wanted: str) -> list[str]:
    """The largest customers whose name has the text."""
    low = everyone["name"].astype("string").str.lower()
    has = everyone[low.str.contains(wanted.strip().lower(), regex=False)]
    return list(has.sort_values("revenue", ascending=False)["customer_id"].head(FOUND))


def _ideal() -> list[str]:
    """Sorted as good, and profitable or referring: by what they leave."""
    good = ideal.among_good(sorter.tally(), state.ask(ideal.worth, state.as_of()))
    return list(good.loc[good["ideal"], "customer_id"])


def _nobody(by: str) -> str:
    if by == "ideal":
        return (
            "Nobody is on the ideal list yet: sort some customers as good under Customers, Sort by "
            "hand. Ideal are those that are profitable or refer others."
        )
    if by == "left":
        return "Profit is not known: upload orders with a column of cost, or choose revenue."
    return "Nobody bought anything in the 12 months up to the day in the sidebar: choose another."
