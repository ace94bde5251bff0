"""Managing the files of data: new, rename, backup, restore, delete."""

import secrets

import streamlit as st

from icp import workspaces
from ui import alder_point, problems, state, words


def draw() -> None:
    """The buttons for the chosen workspace and a new one, and the files that cannot be opened."""
    chosen = state.workspace()
    st.subheader("Your data")
    st.write(
        f"You are looking at **{words.md(chosen.label)}**. What you load stays in "
        "one file on this computer; the sidebar has the choice if there are several."
    )
    with st.container(horizontal=True):
        if st.button("New", icon=":material/add:", key="start_new"):
            _new()
        if st.button("Rename", icon=":material/edit:", key="start_rename"):
            _rename(chosen)
        _download(chosen)
        if st.button("Restore a backup", icon=":material/restore:", key="start_restore"):
            _restore()
        if st.button("Delete", icon=":material/delete:", key="start_delete"):
            _delete(chosen)
    _offer_sample()
    for one in workspaces.listing(state.folder()):
        if one.problem:
            st.warning(words.md(one.problem), icon=":material/warning:")


def _download(chosen: workspaces.Workspace) -> None:
    st.download_button(
        "Download a backup",
        data=lambda: _backup(chosen),
        file_name=f"{chosen.name}-{state.now():%Y-%m-%d}.duckdb",
        mime="application/octet-stream",
        icon=":material/download:",
        key="start_backup",
        on_click="ignore",
    )


def _backup(chosen: workspaces.Workspace) -> bytes:
    copy = workspaces.backup(chosen.path, f"backup-{secrets.token_hex(8)}")
    try:
        return copy.read_bytes()
    finally:
        copy.unlink()


def _offer_sample() -> None:
    if not alder_point.file().exists() and st.button(
        "Bring back the sample company", key="start_sample"
    ):
        alder_point.ensure()
        state.switch_to(state.SAMPLE, "The sample company is back.")


@st.dialog("New data")
def _new() -> None:
    st.write("A new, empty place for customers and orders of their own.")
    with st.form("start_new_form", border=False):
        label = st.text_input("Name", max_chars=workspaces.LONGEST_LABEL, key="start_new_label")
        done = st.form_submit_button("Create", type="primary")
    if done:
        with problems.shown():
            made = workspaces.create(state.folder(), label, secrets.token_hex(4))
            state.switch_to(made.name, f"{words.md(made.label)} is ready: upload something.")


@st.dialog("Rename")
def _rename(chosen: workspaces.Workspace) -> None:
    with st.form("start_rename_form", border=False):
        label = st.text_input(
            "Name", chosen.label, max_chars=workspaces.LONGEST_LABEL, key="start_rename_label"
        )
        done = st.form_submit_button("Rename", type="primary")
    if done:
        with problems.shown():
            renamed = workspaces.rename(chosen.path, label)
            state.switch_to(renamed.name, f"It is called {words.md(renamed.label)} now.")


@st.dialog("Restore a backup")
def _restore() -> None:
    st.write("The backup becomes data of its own; what you have now stays as it is.")
    file = st.file_uploader("Backup", type="duckdb", key="start_restore_file")
    if file and st.button("Restore", type="primary", key="start_restore_go"):
        with problems.shown():
            restored = workspaces.restore(state.folder(), file, secrets.token_hex(4))
            state.switch_to(restored.name, f"{words.md(restored.label)} is restored.")


@st.dialog("Delete")
def _delete(chosen: workspaces.Workspace) -> None:
    label = words.md(chosen.label)
    st.write(
        f"This deletes **{label}** with all of its customers, orders and profiles, for everybody. "
        "It cannot be undone: download a backup first if you may want it again."
    )
    with st.form("start_delete_form", border=False):
        typed = st.text_input("Type its name to confirm", key="start_delete_label")
        done = st.form_submit_button("Delete for good", type="primary")
    if done and " ".join(typed.split()) != chosen.label:
        st.error("That is not its name, so nothing was deleted.")
    elif done:
        workspaces.delete(chosen.path)
        state.forget()
        state.switch_to("", f"{label} is deleted.")
