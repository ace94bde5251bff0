"""Hypotheses: what we believe, what would prove it wrong, and which stand after the interviews."""

import streamlit as st

from icp import hypotheses, interview_guide, interviews, standing
from icp.hypotheses import Draft, Hypothesis
from ui import guide_panel, hypothesis_edit, links, state, words

COLORS = {
    "stands": "green",
    "falls": "red",
    "differ": "orange",
    "unanswered": "gray",
    "early": "gray",
}


def draw() -> None:
    """Draw the hypotheses by group with how they stand, and the guide that tests them."""
    with state.connect() as conn:
        known, held = hypotheses.listing(conn), interviews.listing(conn)
    if not known:
        st.write(
            "No broad base of customers yet, or not sure what they share? Write down what you "
            "believe of those you want, and what would prove it wrong. Then ask people, customers "
            "or not, and see what stands."
        )
        st.caption(
            "For example: Law firms with 10 to 49 people have no IT person of their own. Wrong if: "
            "of five firms, two name one."
        )
    if not state.summary().customers:
        links.to("upload", "You have customers, or a list of prospects? Upload them")
    hypothesis_edit.bring_back()
    if not hypothesis_edit.form():
        with st.container(horizontal=True):
            st.button(
                "Write a hypothesis",
                type="secondary" if known else "primary",
                key="hypotheses_new",
                icon=":material/add:",
                on_click=hypothesis_edit.open_form,
                args=(Draft("problem", "", ""),),
            )
            hypothesis_edit.from_profiles(known)
    for group, title in hypotheses.GROUPS.items():
        members = [one for one in known if one.group == group]
        if members:
            st.subheader(title, anchor=False)
        for one in members:
            if not hypothesis_edit.form(one):
                _card(one, held)
    if known:
        _rule()
        st.subheader("What to ask", anchor=False)
        guide_panel.draw(interview_guide.prospects(known), "prospects")


def _card(one: Hypothesis, held: list[interviews.Interview]) -> None:
    found = standing.of(one, held)
    with st.container(border=True):
        st.markdown(f"**{words.md(one.text)}**")
        st.caption(words.md(f"Wrong if: {one.wrong_if}"))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(standing.VERDICTS[found.verdict], color=COLORS[found.verdict])
            st.markdown(standing.sentence(found))
        if found.asked:
            st.write(found.reason)
        _doubts(one, found)
        _who(one, held)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.md(f"{one.author}, {words.day(one.written_at)}"))
            hypothesis_edit.buttons(one)


def _doubts(one: Hypothesis, found: standing.Standing) -> None:
    if found.unmarked and found.asked:
        st.caption(
            f"{words.plural(found.unmarked, 'interview')} not looked through for it yet: open "
            "them below."
        )
    if found.before:
        st.caption(
            f"Its words were changed on {words.day(one.worded_at)}, after "
            f"{found.before} of {words.plural(found.asked, 'answer')}: look whether they still fit."
        )
    if problem := interview_guide.leading(interview_guide.question(one), one.text):
        st.warning(words.md(f"The question: {problem[:1].lower()}{problem[1:]}"))


def _who(one: Hypothesis, held: list[interviews.Interview]) -> None:
    """Who says what, each with the day."""
    said = [(held_one, held_one.findings.get(one.hypothesis_id)) for held_one in held]
    if not any(found for _, found in said):
        return
    with st.expander("Who says what", key=f"hypotheses_who_{one.hypothesis_id}"):
        for name, title in interviews.FINDINGS.items():
            names = [
                f"{held_one.company.name} ({interviews.KINDS[held_one.company.kind]}, "
                f"{words.day(held_one.held_on)})"
                for held_one, found in said
                if found == name
            ]
            if names:
                st.markdown(f"{title}: {words.md('; '.join(names))}")


def _rule() -> None:
    with st.expander("When does a hypothesis stand?", key="hypotheses_rule"):
        st.write(
            f"While fewer than {standing.ENOUGH} different companies say something, it is too "
            "early to say. Where more than half of the interviews say nothing, it is not answered. "
            "It stands where at most a quarter of those that say something contradict it: 1 of 5, "
            "2 of 8, 3 of 12. It does not stand where at most a quarter support it. Otherwise they "
            "disagree. It is a rule of thumb for few interviews, no proof."
        )
