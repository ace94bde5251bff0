"""Around every page: whose data, and as of which day."""

from datetime import date, timedelta

import streamlit as st

from icp import errors, workspaces
from ui import alder_point, ended, state, views, words


def choose_workspace() -> None:
    """Draw the choice of data in the sidebar; the URL (?data=...) keeps it over a reload."""
    listed = _listing()
    usable = _usable(listed)
    if not usable and (not listed or state.SAMPLE in {one.name for one in listed}):
        with st.spinner("Loading the sample company ..."):
            alder_point.ensure()
        usable = _usable(_listing())
    if not usable:
        raise errors.WorkspaceUnavailable(" ".join(one.problem or "" for one in _listing()))
    default = state.SAMPLE if state.SAMPLE in usable else next(iter(usable))
    wanted = st.session_state.get("data") or st.query_params.get("data")
    wanted = st.session_state.pop("switch_to", wanted)
    gone = bool(wanted) and wanted not in usable
    st.session_state["data"] = default if gone or not wanted else wanted
    chosen = st.sidebar.selectbox(
        "Your data",
        list(usable),
        key="data",
        persist_state="session",  # also where the page is left before the sidebar is drawn
        format_func=lambda name: usable[name].label,
        help="Each entry has customers and orders of its own; Start makes, renames and "
        "deletes them.",
    )
    st.session_state["workspace"] = usable.get(chosen, usable[default])
    views.swap(state.workspace().name)
    _keep_in_url(state.workspace().name, default)
    if gone:
        problem = next((one.problem for one in listed if one.name == wanted), None)
        _say_gone(state.workspace().label, problem)


def _say_gone(instead: str, problem: str | None) -> None:
    """Data that was deleted, is in use elsewhere or never was must not turn into other unseen."""
    st.title("This data cannot be opened" if problem else "This data is not here")
    st.error(
        words.md(problem)
        if problem
        else "The data that this address or tab was about was deleted or never existed: choose "
        "another in the sidebar, or go on.",
        icon=":material/info:",
    )
    st.button(f"Go on with {words.md(instead)}", key="go_on_with_other_data")
    ended.page()


def choose_as_of() -> None:
    """Draw the day up to which everything counts, kept for each workspace."""
    summary = state.summary()
    default = state.default_as_of()
    name = state.workspace().name
    kept = st.session_state.get("as_of_kept", {})
    latest = max(default, summary.last_on or default) + timedelta(days=366)
    earliest = min(summary.first_on or default, default)
    st.session_state["as_of"] = min(max(kept.get(name, default), earliest), latest)
    if not summary.last_on:
        return
    st.sidebar.date_input(
        "As of",
        key="as_of",
        min_value=earliest,
        max_value=latest,
        on_change=_keep_as_of,
        args=(name,),
        format="YYYY-MM-DD",
        help="Orders after this day do not count, and how recently somebody bought is counted "
        "back from it.",
    )
    st.sidebar.caption(_about_as_of(state.as_of(), summary.last_on))
    if default <= summary.last_on:
        st.sidebar.warning(
            f"Orders are dated up to {words.day(summary.last_on)}, in the future: they do not "
            "count yet. Check their dates.",
            icon=":material/event_busy:",
        )


def _keep_as_of(name: str) -> None:
    if chosen := st.session_state["as_of"]:
        st.session_state.setdefault("as_of_kept", {})[name] = chosen


def _about_as_of(as_of: date, last_on: date) -> str:
    if as_of == last_on + timedelta(days=1):
        return f"The day after the newest order, {words.day(last_on)}."
    return f"Chosen by you; the newest order is of {words.day(last_on)}."


def say_where() -> None:
    """One line above the page, for when the sidebar is closed; and what was just done."""
    label = words.md(state.workspace().label)
    until = f" · as of {words.day(state.as_of())}" if state.summary().orders else ""
    st.caption(f"{label}{until}")
    if said := st.session_state.pop("said", None):
        st.toast(said, icon=":material/check:")


def _usable(listed: list[workspaces.Workspace]) -> dict[str, workspaces.Workspace]:
    return {one.name: one for one in listed if not one.problem}


def _listing() -> list[workspaces.Workspace]:
    return workspaces.listing(state.folder())


def _keep_in_url(name: str, default: str) -> None:
    in_url = st.query_params.get("data")
    if name == default:
        st.query_params.pop("data", None)
    elif name != in_url:
        st.query_params["data"] = name
