"""The interviews so far, and the place to begin one with anybody."""

import streamlit as st

from icp import hypotheses, interviews
from ui import interviewer, state, words

MOST = 10


def draw() -> None:
    """Draw a place to begin, and the interviews held, the latest first."""
    with state.connect() as conn:
        held, known = interviews.listing(conn), hypotheses.listing(conn)
    st.subheader(f"{words.plural(len(held), 'interview')} so far", anchor=False)
    _bring_back()
    _begin()
    many = st.session_state.get("interviews_most", MOST)
    for one in held[:many]:
        _show(one, {one.hypothesis_id for one in known})
    if len(held) > many and st.button(f"Show {len(held) - many:,} more", key="interviews_more"):
        st.session_state["interviews_most"] = len(held)
        st.rerun()


def _begin() -> None:
    with st.expander("Record an interview", icon=":material/mic:", key="interviews_begin"):
        typed = st.text_input(
            "With whom?",
            key="interviews_company",
            placeholder="A company: customer, prospect or anybody",
            max_chars=interviews.MAX_NAME,
        )
        if not (typed or "").strip():
            return
        with state.connect() as conn:
            found = interviews.companies(conn, typed)
        found.append(interviews.Company("other", None, typed))
        chosen = st.radio(
            "Which one?",
            range(len(found)),
            format_func=lambda place: _option(found[place]),
            key=f"interviews_which_{typed}",
        )
        if st.button("Begin", type="primary", key="interviews_begin_now"):
            interviewer.begin(found[chosen])


def _option(one: interviews.Company) -> str:
    number = f", number {one.company_id}" if one.company_id not in (None, one.name) else ""
    return words.md(f"{one.name} ({interviews.KINDS[one.kind]}{number})")


def _show(one: interviews.Interview, known: set[int]) -> None:
    quotes = "  \n".join(f"> {words.md(line)}" for line in one.quotes.splitlines() if line.strip())
    with_whom = f"{one.person}, " if one.person else ""
    held = f"{with_whom}{words.day(one.held_on)}, asked by {one.held_by}. {_holds(one)}"
    with st.container(border=True):
        st.markdown(f"**{words.md(one.company.name)}** ({interviews.KINDS[one.company.kind]})")
        st.caption(words.md(f"{held} {_findings(one, known)}"))
        if quotes:
            st.markdown(quotes)
        if st.button("Open", key=f"interviews_open_{one.interview_id}", icon=":material/edit:"):
            st.query_params["interview"] = str(one.interview_id)
            st.rerun()


def _holds(one: interviews.Interview) -> str:
    count = len(one.answers)
    return f"{words.plural(count, 'answer')}." if count else "No answer written down yet."


def _findings(one: interviews.Interview, known: set[int]) -> str:
    found = [finding for number, finding in one.findings.items() if number in known]
    counts = {
        "supports": f"supports {words.plural(found.count('supports'), 'hypothesis', 'hypotheses')}",
        "contradicts": f"contradicts {found.count('contradicts')}",
        "silent": f"says nothing on {found.count('silent')}",
    }
    told = ", ".join(text for name, text in counts.items() if name in found)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _bring_back() -> None:
    gone = st.session_state.get("interviews_gone")
    if not gone or gone[0] != state.workspace().name:
        return
    _, number, name = gone
    label = f"Bring back the interview with {words.md(name)}"
    if st.button(label, key="interviews_back", icon=":material/undo:"):
        at = state.now()
        interviewer.keep(
            lambda conn, by: interviews.bring_back(conn, number, at, by),
            "It is back.",
            lambda: st.session_state.pop("interviews_gone"),
        )
