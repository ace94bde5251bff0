"""A profile while it is worked on: what was read, what it is now, kept until it is saved."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from icp import (
    criteria,
    criteria_data,
    db,
    errors,
    persona,
    persona_changes,
    persona_drafts,
    writer,
)
from ui import state

NEW = persona_drafts.NEW


@dataclass
class Draft:
    """What was read (`base`) and what it is `now`; `rounds` counts how often all was drawn anew.

    saved: the id under which it was stored, so that a second click of the same save is that save.
    """

    base: persona.Persona
    now: persona.Persona
    rounds: int = 0
    saved: int | None = None

    @property
    def changes(self) -> list[str]:
        """What is not saved yet, in words."""
        return persona_changes.between(self.base, self.now)

    def key(self, name: object) -> str:
        """A key for a widget whose value is a part of the draft."""
        return f"profile_{self.base.persona_id or NEW}_{self.rounds}_{name}"

    def change(self, **parts: Any) -> None:
        """Take over parts of the profile, such as its name."""
        self.now = replace(self.now, **parts)
        self.keep()

    def keep(self) -> None:
        """Store what is not saved, so that a reload does not lose it."""
        now, mine, changed, at = self.now, tab(), bool(self.changes), state.now()

        def change(conn: db.Connection) -> None:
            if changed:
                persona_drafts.keep(conn, now, mine, at)
            else:
                persona_drafts.drop(conn, now.persona_id, mine)

        try:
            writer.submit(state.workspace().path, change).result()
        except errors.IcpError as error:
            st.session_state["profile_problem"] = error

    def write(self, key: str, text: str) -> None:
        """Take over a text; an empty one is none."""
        texts = {name: one for name, one in self.now.texts.items() if name != key}
        self.change(texts=texts | ({key: text.strip()} if text.strip() else {}))

    def edit(self, number: int, **parts: Any) -> None:
        """Take over parts of a criterion."""
        for one in self.now.criteria:
            if one.number == number:
                self.replace(replace(one, **parts))

    def replace(self, one: criteria.Criterion) -> None:
        """Put a criterion in place of the one of its number."""
        every = self.now.criteria
        self.change(criteria=tuple(one if one.number == each.number else each for each in every))

    def remove(self, number: int) -> None:
        """Drop a criterion."""
        self.change(criteria=tuple(one for one in self.now.criteria if one.number != number))

    def next_number(self) -> int:
        """The number for a further criterion."""
        numbers = [one.number for every in (self.base, self.now) for one in every.criteria]
        return max(numbers, default=0) + 1

    def add(self, one: criteria.Criterion) -> None:
        """Put a criterion last; the second click of a double-click adds nothing."""
        if one.number not in {each.number for each in self.now.criteria}:
            self.change(criteria=(*self.now.criteria, one))

    def has(self, offer: criteria_data.Offer) -> bool:
        """Whether a criterion looks for the same."""
        return any(set(one.rules) == set(offer.rules) for one in self.now.criteria)

    def start_over(self, base: persona.Persona, now: persona.Persona) -> None:
        """Go on from other words; all widgets are drawn anew."""
        self.base, self.now, self.rounds = base, now, self.rounds + 1
        self.keep()


def tab() -> str:
    """What tells this tab from the others, and from itself before a reload."""
    return str(st.session_state.setdefault("profile_tab", secrets.token_hex(8)))


def of(head: persona.Persona | None) -> Draft:
    """The draft of a saved profile, or of a new one; what nobody changed follows what is saved."""
    drafts: dict[tuple[str, int], Draft] = st.session_state.setdefault("profile_drafts", {})
    base = head or persona.Persona("")
    key = state.workspace().name, base.persona_id or NEW
    draft = drafts.setdefault(key, Draft(base, base))
    if draft.base.version != base.version and not draft.changes:
        draft.start_over(base, base)
    return draft


def forget(persona_id: int | None) -> None:
    """Drop what this tab has of a profile."""
    drafts = st.session_state.get("profile_drafts", {})
    drafts.pop((state.workspace().name, persona_id or NEW), None)
