"""The name of whoever is here: asked once in a visit, and known wherever something is written."""

from collections.abc import Callable

import streamlit as st

from ui import words

MOST = 60
PLACEHOLDER = "so that others know whom to ask"


def logged_in() -> str | None:
    """The address of whoever signed in, where the app asks people to sign in."""
    return st.user.get("email") if st.user.get("is_logged_in") else None


def known() -> str:
    """The name, empty until it was given."""
    return " ".join(str(logged_in() or st.session_state.get("author") or "").split())


def remember(name: str) -> None:
    """Know the name for the rest of the visit; an empty one is asked for again."""
    st.session_state["author"] = name


def field(key: str, **look: object) -> str | None:
    """Draw a field for the name, in which it stands if it is known; None while it is empty."""
    st.text_input(
        "Your name",
        known(),
        key=key,
        max_chars=MOST,
        placeholder=PLACEHOLDER,
        disabled=bool(logged_in()),
        on_change=lambda: remember(st.session_state[key]),
        **look,
    )
    return known() or None


def then(act: Callable[[str], object]) -> None:
    """Do what needs a name, after asking for one if none is known."""
    if name := known():
        act(name)
    else:
        _ask(act)


def line() -> None:
    """Do what waited for the name; say which it is, with the way to another."""
    name = known()
    if act := st.session_state.pop("author_then", None):
        act(name)
    if not name or logged_in():
        return
    label = f"You write as {words.md(name)}. Somebody else?"
    if st.button(label, type="tertiary", key="author_other"):
        _ask(lambda _: None)


@st.dialog("Who is writing?")
def _ask(act: Callable[[str], object]) -> None:
    """Ask for the name; what needs it is done by `line`, when this is closed."""
    if "author_then" in st.session_state:
        st.rerun()
    with st.form("author_form", border=False):
        st.text_input("Your name", max_chars=MOST, placeholder=PLACEHOLDER, key="author_name")
        st.form_submit_button(
            "Go on", type="primary", key="author_go", on_click=_given, args=(act,)
        )
    if st.session_state.pop("author_missing", False):
        st.error("Type a name first: it stands beside what you write.", icon=":material/info:")


def _given(act: Callable[[str], object]) -> None:
    name = st.session_state["author_name"].strip()
    if name:
        remember(name)
    st.session_state["author_then" if name else "author_missing"] = act
