"""A file on its way in: where it comes from, and how far the user is with it."""

from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.typing import UploadedFile

from icp import db, errors, ingest, joins, plans, rows, shapes, staging
from ui import state


@dataclass(frozen=True)
class Source:
    """What is to be loaded: `content` under the name it is shown by; `key` tells it from others.

    content: a file, or the sources of orders and of their lines, to be joined.
    """

    key: str
    name: str
    content: "UploadedFile | Path | tuple[Source, Source]"

    @property
    def parts(self) -> "tuple[Source, ...]":
        """The sources that are joined in this one, and itself."""
        return (*self.content, self) if isinstance(self.content, tuple) else (self,)


@dataclass
class Draft:
    """How far the user is with a file: staged, shaped for a kind, checked by a plan, loaded."""

    staged: staging.Staged | None = None
    shaped: staging.Staged | None = None
    shaped_for: tuple[str | None, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    failed: tuple[dict[str, str], errors.IcpError] | None = None
    plan: plans.Plan | None = None
    checked: rows.Checked | None = None
    result: ingest.Result | None = None

    def forget(self, option: str) -> None:
        """Take an answer back; the file is read again where the reader had asked."""
        del self.answers[option]
        if option in staging.OPTIONS:
            self.stage_again()

    def stage_again(self) -> None:
        """Drop the staged rows, so that the next run reads the file anew."""
        if self.staged:
            staging.discard(self.staged)
        self.staged = self.shaped = self.checked = None

    def stage(self, conn: db.Connection, source: Source) -> staging.Staged:
        """The source staged as text, read once; where that failed, once for the same answers."""
        reading = {name: self.answers[name] for name in staging.OPTIONS if name in self.answers}
        if self.failed and self.failed[0] == reading:
            raise self.failed[1].with_traceback(None)
        if self.staged is None:
            try:
                self.staged = _staged(conn, source, reading)
            except errors.IcpError as error:
                self.failed = reading, error
                raise
        return self.staged

    def shape(self, conn: db.Connection, source: Source, kind: str) -> staging.Staged:
        """The staged rows as the kind needs them, made once for a kind and its answers."""
        answers = {name: self.answers.get(name) for name in shapes.ANSWERS}
        wanted = (kind, *answers.values())
        if self.shaped is None or self.shaped_for != wanted:
            self.checked = None
            self.shaped = shapes.reshape(conn, self.stage(conn, source), kind, **answers)
            self.shaped_for = wanted
        return self.shaped


def _staged(conn: db.Connection, source: Source, reading: dict[str, str]) -> staging.Staged:
    if isinstance(source.content, tuple):
        orders, lines = (of(one).stage(conn, one) for one in source.content)
        return joins.join(conn, orders, lines)
    return ingest.stage(conn, source.content, source.name, **reading)


def of(source: Source) -> Draft:
    """How far the user is with the source in the chosen data."""
    drafts: dict[tuple[str, str], Draft] = st.session_state.setdefault("upload_drafts", {})
    return drafts.setdefault((state.workspace().name, source.key), Draft())


def forget_all() -> None:
    """Drop what was staged; the files are loaded or gone."""
    for one in st.session_state.pop("upload_drafts", {}).values():
        one.stage_again()
