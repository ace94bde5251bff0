"""A profile as it reads: criteria with their evidence, then what is written; and its downloads."""

import streamlit as st

from icp import criteria, export, persona, persona_fields, persona_text
from ui import words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(one: persona.Persona) -> None:
    """Draw all that is filled in."""
    if one.stands_for:
        st.caption(f"Stands for: {words.md(one.stands_for)}")
    shares = criteria.shares(one.criteria)
    for group, title in criteria.GROUPS.items():
        own = [each for each in one.criteria if each.group == group]
        if own:
            lines = [line for each in own for line in _criterion(each, shares[each.number])]
            st.markdown("\n".join([f"**{title}**", "", *lines]))
    for title, members in persona_fields.GROUPS.items():
        filled = [field for field in members if one.texts.get(field.key)]
        if filled:
            lines = [f"- {field.title}: {words.md(one.texts[field.key])}" for field in filled]
            st.markdown("\n".join([f"**{title}**", "", *lines]))
    if not one.criteria and not one.texts:
        st.info("Nothing is filled in yet.")


def downloads(one: persona.Persona) -> None:
    """Buttons for the profile as Markdown and its criteria as Excel."""
    with st.container(horizontal=True):
        st.download_button(
            "Download as Markdown",
            data=lambda: persona_text.markdown(one),
            file_name=f"profile-{one.persona_id}.md",
            mime="text/markdown",
            key=f"persona_md_{one.persona_id}",
            icon=":material/download:",
            on_click="ignore",
        )
        if one.criteria:
            st.download_button(
                "Download criteria as XLSX",
                data=lambda: export.xlsx(persona_text.table(one), "Criteria"),
                file_name=f"profile-{one.persona_id}-criteria.xlsx",
                mime=XLSX,
                key=f"persona_xlsx_{one.persona_id}",
                icon=":material/download:",
                on_click="ignore",
            )


def _criterion(one: criteria.Criterion, share: float | None) -> list[str]:
    owner = f", owner: {words.md(one.owner)}" if one.owner else ""
    evidence = [f"    - {words.md(persona_text.said(each))}" for each in one.evidence]
    return [f"- **{words.md(one.text)}** ({persona_text.counts(one, share)}{owner})", *evidence]
