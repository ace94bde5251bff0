"""A file on its way in: where it comes from, and how far the user is with it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.typing import UploadedFile

from icp import (
    changes,
    db,
    errors,
    evidence,
    imports,
    ingest,
    joins,
    mending,
    plans,
    rows,
    shapes,
    staging,
    work,
)
from ui import state, waiting, words


@dataclass(frozen=True)
class Source:
    """What is to be loaded: `content` under the name it is shown by; `key` tells it from others.

    content: a file, or the sources of orders and of their lines, to be joined.
    """

    key: str
    name: str
    content: "UploadedFile | Path | tuple[Source, Source]"

    @property
    def files(self) -> "tuple[Source, ...]":
        """The sources that are files: those joined in this one, or itself."""
        return self.content if isinstance(self.content, tuple) else (self,)


@dataclass
class Draft:
    """How far the user is with a file: staged, shaped for its kind, checked by a plan, loaded.

    staged: the file, or of orders and their lines the file of lines; `joined` with its orders.
    shaped: the rows as `shaped_for`, a kind and the answers about its shape, needs them; samples
    are kept for each. failed: why the file could not be staged with which answers.
    edits: what was typed into left-out rows, row number -> header -> text; `tried` of it is laid
    over the file in `mended`.
    asked: what the check was about; it is done again where that has changed.
    remembered: how an earlier file of the same headers was read, until the user starts afresh.
    """

    staged: staging.Staged | None = None
    edits: dict[int, dict[str, str]] = field(default_factory=dict)
    tried: dict[int, dict[str, str]] = field(default_factory=dict)
    mended: staging.Staged | None = None
    joined: staging.Staged | None = None
    shaped: staging.Staged | None = None
    shaped_for: tuple[str | None, ...] = ()
    failed: tuple[dict[str, str], errors.IcpError] | None = None
    rounds: int = 0
    samples: dict[tuple[str | None, ...], list[list[str]]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    asked: object = None
    plan: plans.Plan | None = None
    checked: rows.Checked | None = None
    changed: changes.Changes | None = None
    result: ingest.Result | None = None
    remembered: imports.Remembered | None = None
    looked_back: bool = False
    taken_back: set[str] = field(default_factory=set)
    fresh_starts: int = 0
    stopped: str = ""

    def go_on(self) -> None:
        """Do again what the user stopped."""
        self.stopped = ""

    def before(self) -> dict[str, str]:
        """The remembered answers that still stand."""
        answers = self.remembered.answers if self.remembered else {}
        standing = answers.keys() & {*evidence.REMEMBERED} - self.answers.keys() - self.taken_back
        return {name: answers[name] for name in standing}

    def start_afresh(self) -> None:
        """Forget how the earlier file was read."""
        self.remembered = None
        self.fresh_starts += 1

    def forget(self, option: str) -> None:
        """Take an answer back; the file is read again where the reader had asked."""
        self.answers.pop(option, None)
        self.taken_back.add(option)
        if option in staging.OPTIONS:
            if option != "surplus":  # other rows then, which the edits do not fit
                self.drop_edits()
                self.samples.clear()
            self.stage_again()

    def stage_again(self) -> None:
        """Drop the staged rows, so that the next run reads the file anew."""
        if self.staged:
            staging.discard(self.staged)
        self.staged = self.failed = None
        self.looked_back = False
        self._check_again()

    def _check_again(self) -> None:
        if self.joined:
            staging.discard(self.joined)
        self.mended = self.joined = self.shaped = self.checked = None

    def rows_key(self, key: str) -> str:
        """A key for widgets that hang on which rows of the file are read.

        Neither mended nor joined rows change it, nor the samples: a choice among columns that are
        shown with their samples would be lost with them.
        """
        hang_on = (*staging.OPTIONS, "count")
        read = [name for name in hang_on if name != "surplus" and name in self.answers]
        return "_".join([key, *(self.answers[name] for name in read)])

    def untried(self) -> int:
        """How many rows were edited since the edits were last tried."""
        return sum(1 for row_no, row in self.edits.items() if self.tried.get(row_no) != row)

    def try_edits(self) -> None:
        """Have the next run check the file with all edits in it."""
        self.tried = {row_no: dict(row) for row_no, row in self.edits.items()}
        self._check_again()
        self.rounds += 1

    def drop_edits(self) -> None:
        """Have the next run check the file as it was dropped."""
        self.edits.clear()
        self.try_edits()

    def file(self, conn: db.Connection, source: Source) -> staging.Staged:
        """The file staged as text, with what was mended in it; of a pair the file of lines.

        Read once; where that failed, once for the same answers.
        """
        if self.staged is None:
            self.staged = self._staged(conn, source)
        if self.tried and self.mended is None:
            self.mended = mending.mend(conn, self.staged, self.tried)
        return self.mended or self.staged

    def table(self, conn: db.Connection, source: Source) -> staging.Staged:
        """The file, or the lines joined with their orders."""
        table = self.file(conn, source)
        if isinstance(source.content, tuple):
            orders = source.content[0]
            if self.joined is None:
                self.joined = joins.join(conn, of(orders).file(conn, orders), table)
            table = self.joined
        if not self.looked_back:
            self.remembered = ingest.remembered(conn, table.columns)
            self.looked_back = True
        return table

    def shape(self, conn: db.Connection, source: Source, kind: str) -> staging.Staged:
        """The table as the kind needs it, made once for a kind and the answers about its shape."""
        answers = {name: self.answers.get(name) for name in shapes.ANSWERS}
        wanted = (kind, *answers.values())
        if self.shaped is None or self.shaped_for != wanted:
            self.checked = None
            self.shaped = shapes.reshape(conn, self.table(conn, source), kind, **answers)
            self.shaped_for = wanted
            if wanted not in self.samples:
                self.samples[wanted] = staging.samples(conn, self.shaped)
        return self.shaped

    def _staged(self, conn: db.Connection, source: Source) -> staging.Staged:
        if isinstance(source.content, tuple):
            lines = source.content[1]
            return of(lines).file(conn, lines)
        reading = {name: self.answers[name] for name in staging.OPTIONS if name in self.answers}
        if self.failed and self.failed[0] == reading:
            raise self.failed[1].with_traceback(None)
        try:
            return _read(source, reading)
        except work.Stopped:
            raise
        except errors.IcpError as error:
            self.failed = reading, error
            raise


def _read(source: Source, options: dict[str, str]) -> staging.Staged:
    def step(conn: db.Connection, doing: work.Work[Any]) -> staging.Staged:
        return ingest.stage(conn, source.content, source.name, watch=doing.watch, **options)

    return waiting.outcome(
        waiting.key_of("read", source.key), f"Reading {words.md(source.name)}", None, step
    )


def of(source: Source) -> Draft:
    """How far the user is with the source in the chosen data."""
    drafts: dict[tuple[str, str], Draft] = st.session_state.setdefault("upload_drafts", {})
    return drafts.setdefault((state.workspace().name, source.key), Draft())


def any_loaded() -> bool:
    """Whether one of the files on their way into the chosen data is loaded already."""
    drafts: dict[tuple[str, str], Draft] = st.session_state.get("upload_drafts", {})
    name = state.workspace().name
    return any(one.result for (data, _), one in drafts.items() if data == name)


def forget_all() -> None:
    """Drop what was staged; the files are loaded or gone."""
    for one in st.session_state.pop("upload_drafts", {}).values():
        one.stage_again()
