"""A guide to look at, to print and to take along."""

import streamlit as st

from icp import interview_guide, persona
from ui import state, words


def listen_for() -> dict[str, str]:
    """What the profiles say, by their fields: what to listen for."""
    with state.connect() as conn:
        profiles = persona.listing(conn)
    return interview_guide.listen_for(profiles)


def draw(guide: interview_guide.Guide, key: str) -> None:
    """The questions, and the guide as PDF and Markdown."""
    count = len(guide.questions)
    with st.expander(f"The guide: {words.plural(count, 'question')}", key=f"guide_{key}"):
        st.write(guide.opening)
        for number, one in enumerate(guide.questions, start=1):
            st.markdown(f"**{number}. {words.md(one.text)}**")
            hints(one)
    label = state.workspace().label
    with st.container(horizontal=True):
        for size, title in interview_guide.SIZES.items():
            st.download_button(
                f"Print it ({title}, PDF)",
                data=lambda size=size: interview_guide.pdf(guide, label, size),
                file_name=f"interview-{key}.pdf",
                mime="application/pdf",
                key=f"guide_pdf_{key}_{size}",
                icon=":material/print:",
                on_click="ignore",
            )
        st.download_button(
            "As Markdown",
            data=interview_guide.markdown(guide, label),
            file_name=f"interview-{key}.md",
            mime="text/markdown",
            key=f"guide_md_{key}",
            icon=":material/download:",
            on_click="ignore",
        )


def hints(one: interview_guide.Question) -> None:
    """What to dig for, and what to listen for without saying it."""
    if one.dig:
        st.caption(words.md(one.dig))
    for text in one.listen:
        st.caption(f"Listen for, don't say: {words.md(text)}")
    for _, belief, wrong in one.tests:
        st.caption(words.md(f"We believe, don't say: {belief} (wrong if: {wrong})"))
