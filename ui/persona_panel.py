"""A profile: whom it stands for, what they share, and the fields to fill in."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import streamlit as st

from icp import db, persona, traits, writer
from ui import group, problems, state, words

SHOWN_TRAITS, FEWEST = 8, 3


def show(one: persona.Persona) -> None:
    """A saved profile as it reads, with edit, download and delete."""
    with st.container(border=True):
        st.subheader(words.md(one.name), anchor=False)
        st.badge("DRAFT: not yet agreed by the team", color="orange")
        if one.stands_for:
            st.caption(f"Stands for {words.md(one.stands_for)}")
        for title, members in persona.GROUPS.items():
            filled = [field for field in members if one.texts.get(field.key)]
            if filled:
                lines = [f"- {field.title}: {words.md(one.texts[field.key])}" for field in filled]
                st.markdown("\n".join([f"**{title}**", "", *lines]))
        if one.found:
            with st.expander("More common among them than elsewhere, when this was written"):
                _list(one.found)
        _buttons(one)


def start(has_others: bool) -> None:
    """A new profile: choose the customers, see what they share, write."""
    st.subheader("A further profile" if has_others else "Your first profile", anchor=False)
    stands_for, ids = group.choose("persona")
    if not ids:
        st.info("Nobody is in this group: choose another.")
        return
    shared = _typical(ids)
    _show_traits(shared, len(ids))
    described = f"{stands_for} ({words.plural(len(ids), 'customer')})"
    if st.button("Write the profile", type="primary", key="persona_write", icon=":material/edit:"):
        suggested = {"industry": _top(shared, "Industry"), "size": _top(shared, "Employees")}
        texts = {key: text for key, text in suggested.items() if text}
        found = tuple(map(persona.trait_words, shared.itertuples()))
        _edit(persona.Persona(name="", stands_for=described, texts=texts, found=found))


def _typical(ids: tuple[str, ...]) -> pd.DataFrame:
    """The most typical value of each trait that is more common here than elsewhere."""
    found = state.ask(traits.typical, ids)
    more = found["share"] > found["others_share"].fillna(0)
    return found[more & (found["n"] >= FEWEST)].drop_duplicates("trait").head(SHOWN_TRAITS)


def _top(shared: pd.DataFrame, trait: str) -> str | None:
    found = shared[(shared["trait"] == trait) & (shared["share"] >= 0.5)]
    return str(found["value"].iloc[0]) if len(found) else None


def _show_traits(shared: pd.DataFrame, customers: int) -> None:
    st.markdown(f"**More common among these {words.plural(customers, 'customer')} than elsewhere**")
    if shared.empty:
        st.write("Nothing that we know of: upload a customer list with industry and size.")
        return
    _list(map(persona.trait_words, shared.itertuples()))
    st.caption("Counts of those where it is known. With few customers a difference can be chance.")


def _list(lines: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {words.md(line)}" for line in lines))


def _buttons(one: persona.Persona) -> None:
    with st.container(horizontal=True):
        if st.button("Edit", key=f"persona_edit_{one.persona_id}", icon=":material/edit:"):
            _edit(one)
        st.download_button(
            "Download as Markdown",
            data=persona.markdown(one),
            file_name=f"profile-{one.persona_id}.md",
            mime="text/markdown",
            key=f"persona_md_{one.persona_id}",
            icon=":material/download:",
            on_click="ignore",
        )
        if st.button("Delete", key=f"persona_delete_{one.persona_id}", icon=":material/delete:"):
            _delete(one)


@st.dialog("Profile", width="large")
def _edit(one: persona.Persona) -> None:
    """The form; what stays empty is left out."""
    if one.found:
        st.caption("More common among them: " + words.md("; ".join(one.found)))
    name = st.text_input("Name", one.name, key="persona_name", placeholder="Law firms, 10-49")
    texts = {}
    for title, members in persona.GROUPS.items():
        with st.expander(title, expanded=title.startswith("The company")):
            for field in members:
                texts[field.key] = st.text_area(
                    field.title,
                    one.texts.get(field.key, ""),
                    placeholder=f"for example: {field.example}",
                    key=f"persona_{one.persona_id}_{field.key}",
                    height=68,
                )
    if st.button("Save", type="primary", key="persona_save"):
        filled = {key: text.strip() for key, text in texts.items() if text.strip()}
        _save(replace(one, name=name.strip(), texts=filled))


def _save(one: persona.Persona) -> None:
    at = state.now()

    def change(conn: db.Connection) -> int:
        return persona.save(conn, one, at)

    with problems.shown():
        writer.submit(state.workspace().path, change).result()
        st.rerun()


@st.dialog("Delete this profile?")
def _delete(one: persona.Persona) -> None:
    st.write(f"{words.md(one.name)} is gone for good then. Download it first if you may need it.")
    if st.button("Delete the profile", type="primary", key="persona_delete_yes"):

        def change(conn: db.Connection) -> None:
            persona.delete(conn, one.persona_id or 0)

        writer.submit(state.workspace().path, change).result()
        st.rerun()
