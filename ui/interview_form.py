"""An open interview: every part is saved as soon as its field is left."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from icp import hypotheses, interview_guide, interviews, writer
from ui import author, guide_panel, interviewer, saved_field, state, words


def opened() -> interviews.Interview | None:
    """The interview in the address, if it is there."""
    wanted = st.query_params.get("interview")
    if not wanted:
        return None
    with state.connect() as conn:
        found = [one for one in interviews.listing(conn) if str(one.interview_id) == wanted]
    if not found:
        del st.query_params["interview"]
        st.warning("This interview is not here (any more).", icon=":material/info:")
    return found[0] if found else None


def draw(one: interviews.Interview) -> None:
    """Draw all parts of the interview, and the way back."""
    _buttons(one, "top")
    st.subheader(words.md(one.company.name), anchor=False)
    st.caption("Each answer is saved as soon as you leave its field. Come back whenever you like.")
    with state.connect() as conn:
        tested = hypotheses.listing(conn)
    by = author.known() or one.held_by
    _head(one, by)
    for place, asked in enumerate(_guide(one, tested).questions, start=1):
        _answer(one, place, asked, by)
    _earlier(one, tested)
    st.subheader("In their words", anchor=False)
    st.caption("One quote a line, word for word.")
    _text(one, ("quotes", ""), "Quotes", one.quotes, by)
    if tested:
        st.subheader("What it says on your hypotheses", anchor=False)
    for belief in tested:
        _finding(one, belief, by)
    _buttons(one, "end")


def _guide(one: interviews.Interview, tested: list[hypotheses.Hypothesis]) -> interview_guide.Guide:
    if one.company.kind == "customer":
        return interview_guide.customers(guide_panel.listen_for(), tested)
    return interview_guide.prospects(tested)


def _head(one: interviews.Interview, by: str) -> None:
    with st.container(horizontal=True):
        _part(
            one,
            ("person", ""),
            one.person,
            partial(
                st.text_input,
                "Whom you talk with",
                placeholder="Name, title",
                max_chars=80,
                width=280,
            ),
            by,
        )
        _part(
            one,
            ("held_on", ""),
            one.held_on,
            partial(st.date_input, "On", format="YYYY-MM-DD", width=160),
            by,
        )
        _part(
            one,
            ("held_by", ""),
            one.held_by,
            partial(st.text_input, "Asked by", max_chars=60, width=200),
            by,
        )


def _answer(
    one: interviews.Interview, place: int, asked: interview_guide.Question, by: str
) -> None:
    st.markdown(f"**{place}. {words.md(asked.text)}**")
    guide_panel.hints(asked)
    _text(one, ("answer", asked.text), asked.text, one.answers.get(asked.text, ""), by)


def _earlier(one: interviews.Interview, tested: list[hypotheses.Hypothesis]) -> None:
    """Answers to questions that the guide has no longer: what was said stays."""
    asked = {question.text for question in _guide(one, tested).questions}
    for question, answer in one.answers.items():
        if question not in asked:
            st.markdown(f"**{words.md(question)}** (not in the guide any more)")
            st.markdown("  \n".join(words.md(line) for line in answer.splitlines()))


def _text(
    one: interviews.Interview, part: tuple[str, str], label: str, stored: str, by: str
) -> None:
    _part(
        one,
        part,
        stored,
        partial(st.text_area, words.md(label), height=100, label_visibility="collapsed"),
        by,
    )


def _finding(one: interviews.Interview, belief: hypotheses.Hypothesis, by: str) -> None:
    number = belief.hypothesis_id
    _part(
        one,
        ("finding", str(number)),
        one.findings.get(number),
        lambda begun, **given: st.segmented_control(
            words.md(belief.text),
            list(interviews.FINDINGS),
            format_func=interviews.FINDINGS.__getitem__,
            default=begun,
            **given,
        ),
        by,
    )
    st.caption(words.md(f"Wrong if: {belief.wrong_if}"))


def _part(
    one: interviews.Interview,
    part: tuple[str, str],
    stored: object,
    widget: Callable[..., object],
    by: str,
) -> None:
    """Draw a field whose text is saved when it is left."""

    def save(typed: object, before: object) -> None:
        text, was, entry = _plain(typed), _plain(before) or None, (state.now(), by)
        writer.submit(
            state.workspace().path,
            lambda conn: interviews.save(conn, one.interview_id, part, text, was, entry),
        ).result()

    name = f"interview_{state.workspace().name}_{one.interview_id}_{'_'.join(part)}"
    saved_field.draw(name, stored, widget, save)


def _plain(value: object) -> str:
    return "" if value is None else str(value).strip()


def _buttons(one: interviews.Interview, place: str) -> None:
    with st.container(horizontal=True):
        if st.button(
            "Back to all interviews", key=f"interview_close_{place}", icon=":material/arrow_back:"
        ):
            del st.query_params["interview"]
            st.rerun()
        if place == "end":
            _delete(one)


def _delete(one: interviews.Interview) -> None:
    def gone() -> None:
        st.session_state["interviews_gone"] = (
            state.workspace().name,
            one.interview_id,
            one.company.name,
        )
        del st.query_params["interview"]

    with st.popover("Delete", icon=":material/delete:", type="tertiary"):
        st.write(
            f"What {words.md(one.company.name)} said does not count for your hypotheses then. You "
            "can bring it back below the list, as long as this window is open."
        )
        if st.button("Yes, delete the interview", key="interview_delete"):
            at = state.now()
            interviewer.keep(
                lambda conn, by: interviews.take_back(conn, one.interview_id, at, by),
                "Deleted.",
                gone,
            )
