"""Ask your best: the five most successful customers to call, why each, and what to ask them."""

import pandas as pd
import streamlit as st

from icp import hypotheses, interview_guide, interviews, successful
from ui import guide_panel, interviewer, links, open_customer, sorter, state, views, words


def draw() -> None:
    """Draw whom to call and the guide."""
    found = successful.signs(state.ask(successful.known, state.as_of()), sorter.tally())
    offered = [sign for sign in successful.SIGNS if found[sign].any()]
    if offered:
        _calls(found, offered)
    else:
        _nobody()
    st.subheader("What to ask them", anchor=False)
    st.write(
        "How they came to you and what became better is what you look for in the next ones. Ask, "
        "wait, and write down their words."
    )
    with state.connect() as conn:
        tested = hypotheses.listing(conn)
    guide_panel.draw(interview_guide.customers(guide_panel.listen_for(), tested), "customers")


def _nobody() -> None:
    st.info(
        "Nothing says yet who your most successful customers are.",
        icon=":material/person_search:",
    )
    st.write("Any one of these is enough:")
    st.markdown("\n".join(f"- {one.title}: {one.need}" for one in successful.SIGNS.values()))
    with st.container(horizontal=True):
        links.to("upload")
        links.to("segmentation")
    st.write("Or ask people who are no customers yet: choose Hypotheses above.")


def _calls(found: pd.DataFrame, offered: list[str]) -> None:
    sign = st.segmented_control(
        "Whom to ask",
        offered,
        format_func=lambda name: successful.SIGNS[name].title,
        default=_usual(found, offered),
        required=True,
        **views.keep("interviews_sign"),
    )
    with state.connect() as conn:
        asked = {one.company.company_id for one in interviews.listing(conn)}
    passed = st.session_state.setdefault(_passed(), [])
    calls = successful.first(found, sign, [*passed, *filter(None, asked)])
    many = len(calls.customers)
    st.subheader(f"Call these {many}" if many else "Nobody is left to call", anchor=False)
    st.write(_rule(found, sign, calls))
    for row in calls.customers.to_dict("records"):
        _card(row)
    _aside(found, sign, passed, {one for one in asked if one})


def _usual(found: pd.DataFrame, offered: list[str]) -> str:
    """The first sign that at least five customers have, else the one that most have."""
    enough = [sign for sign in offered if found[sign].sum() >= successful.MANY]
    return enough[0] if enough else max(offered, key=lambda sign: int(found[sign].sum()))


def _rule(found: pd.DataFrame, sign: str, calls: successful.Calls) -> str:
    """Who is among them, who comes first, and where only a lot could tell."""
    said = (
        f"{words.plural(calls.of, 'customer')} {'is' if calls.of == 1 else 'are'} "
        if sign in ("listed", "best")
        else f"{words.plural(calls.of, 'customer')} "
    )
    said += (
        f"{successful.SIGNS[sign].about}. Who has more of the other signs comes first, "
        "then who has more points of A to D."
    )
    if calls.equals:
        said += (
            f" {calls.equals} have the same signs and points, so {calls.drawn} of them "
            f"{'was' if calls.drawn == 1 else 'were'} drawn by lot: any of them will do."
        )
    if found.attrs["left_out"]:
        said += f" Left out: {found.attrs['left_out']:,} sorted as bad."
    return said


def _card(row: dict[str, object]) -> None:
    customer_id = str(row["customer_id"])
    with st.container(border=True):
        st.markdown(f"**{words.md(row['name'])}**  \n{words.md(_because(row))}")
        with st.container(horizontal=True):
            if st.button(
                "Record it", key=f"interviews_record_{customer_id}", icon=":material/mic:"
            ):
                name = str(row["name"])
                interviewer.begin(interviews.Company("customer", customer_id, name))
            st.button(
                "Somebody else instead",
                key=f"interviews_pass_{customer_id}",
                icon=":material/swap_horiz:",
                on_click=_pass,
                args=(customer_id,),
            )
            if st.button(
                "All about them",
                key=f"interviews_customer_{customer_id}",
                type="tertiary",
                icon=":material/person:",
            ):
                open_customer.go(customer_id)


def _because(row: dict[str, object]) -> str:
    told = "; ".join(successful.why(row))
    return told[:1].upper() + told[1:]


def _passed() -> str:
    return f"interviews_passed_{state.workspace().name}"


def _pass(customer_id: str) -> None:
    st.session_state[_passed()].append(customer_id)


def _forget() -> None:
    st.session_state[_passed()] = []


def _aside(found: pd.DataFrame, sign: str, passed: list[str], asked: set[str]) -> None:
    """Who is not in the list because of an earlier click or interview."""
    having = found[found[sign]].set_index("customer_id")["name"]
    done = [str(having[one]) for one in having.index if one in asked]
    if done:
        shown = ", ".join(done[:5]) + (f" and {len(done) - 5:,} more" if len(done) > 5 else "")
        st.caption(words.md(f"Interviewed already: {shown}."))
    replaced = [str(having[one]) for one in passed if one in having.index]
    if replaced:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.md(f"Passed over: {', '.join(replaced)}."))
            st.button("Take them back", key="interviews_unpass", type="tertiary", on_click=_forget)
