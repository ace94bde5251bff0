"""Asks the data beside the page, in a thread, so that answers are there when they are wanted."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import streamlit as st

from ui import state

NAME = "asks beside the page"

Ask = Callable[..., Any]

_ending = threading.Event()


def begin(questions: Callable[..., None], *args: Any) -> None:
    """Have `questions(ask, *args)` ask the chosen data as it stands, once for each state of it."""
    _begun(state.data(), _name(questions), args, questions)


def one(question: Callable[..., Any], *args: Any) -> None:
    """Begin to ask one question of them."""
    _begun(state.data(), _name(question), args, lambda ask, *args: ask(question, *args))


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def stop() -> None:
    """Let no more be asked and wait for the last answer, before the files are closed."""
    _ending.set()
    for thread in threading.enumerate():
        if thread.name == NAME:
            thread.join()
    _ending.clear()


@st.cache_resource(max_entries=20, show_spinner=False)
def _begun(data: state.Data, name: str, args: Any, _questions: Callable[..., None]) -> None:  # noqa: ARG001
    def ask(question: Callable[..., Any], *args: Any) -> Any:
        if _ending.is_set():
            raise InterruptedError
        return state.answer(data, question, *args)

    def work() -> None:
        with suppress(Exception):  # the page asks anew, and says what is wrong
            _questions(ask, *args)

    threading.Thread(target=work, name=NAME).start()
