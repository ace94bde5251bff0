"""A field that is saved when it is left: it shows what is stored, and only what is typed is saved.

It always begins with what is stored, so that it is right when it comes back after a while in which
it was not drawn; and only a change by hand in this very field is saved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from icp import errors
from ui import problems


@dataclass
class Field:
    """One field: what is stored as far as it knows, and what was typed last.

    turn: how often it was drawn anew; problem: why what was typed is not stored.
    """

    name: str
    stored: Any
    typed: Any = None
    turn: int = 0
    problem: Exception | None = None

    @property
    def key(self) -> str:
        return f"{self.name}_{self.turn}" if self.turn else self.name


def draw(
    name: str,
    stored: Any,
    widget: Callable[..., object],
    save: Callable[[Any, Any], object],
) -> None:
    """Draw the field, and say why what was typed is not stored.

    widget: draws it with its first value and the arguments given; save: puts on disk what was
    typed, given that and what stood there before.
    """
    field = _current(name, stored)
    begin = field.typed if field.problem else field.stored
    widget(begin, key=field.key, on_change=_keep, args=(field, save))
    if field.problem:
        problems.show(field.problem)


def _current(name: str, stored: Any) -> Field:
    """The field as it stands, or anew where another window has changed it; but what was refused
    stays there to be mended."""
    fields: dict[str, Field] = st.session_state.setdefault("saved_fields", {})
    field = fields.setdefault(name, Field(name, stored))
    if not field.problem and field.stored != stored:
        field.stored, field.turn = stored, field.turn + 1
    return field


def _keep(field: Field, save: Callable[[Any, Any], object]) -> None:
    """Save what was typed; a callback cannot draw, so a refusal waits for the next drawing."""
    field.typed, field.problem = st.session_state[field.key], None
    try:
        save(field.typed, field.stored)
    except errors.IcpError as error:
        field.problem = error
    else:
        field.stored = field.typed
