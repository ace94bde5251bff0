"""A file on its way in: where it comes from, and how far the user is with it."""

from dataclasses import dataclass, field
from pathlib import Path

from streamlit.typing import UploadedFile

from icp import changes, imports, ingest, plans, rows, staging


@dataclass(frozen=True)
class Source:
    """What is to be loaded: `content` under the name it is shown by; `key` tells it from others."""

    key: str
    name: str
    content: UploadedFile | Path


@dataclass
class Draft:
    """How far the user is with a file: staged, checked by a plan, loaded.

    edits: what was typed into left-out rows, row number -> header -> text; `tried` of it is laid
    over the file in `mended`.
    asked: what the check was about; it is done again where that has changed.
    remembered: how an earlier file of the same headers was read, until the user starts afresh.
    """

    staged: staging.Staged | None = None
    edits: dict[int, dict[str, str]] = field(default_factory=dict)
    tried: dict[int, dict[str, str]] = field(default_factory=dict)
    mended: staging.Staged | None = None
    rounds: int = 0
    samples: list[list[str]] | None = None
    answers: dict[str, str] = field(default_factory=dict)
    asked: object = None
    plan: plans.Plan | None = None
    checked: rows.Checked | None = None
    changed: changes.Changes | None = None
    result: ingest.Result | None = None
    remembered: imports.Remembered | None = None
    taken_back: set[str] = field(default_factory=set)
    fresh_starts: int = 0
    stopped: str = ""

    def go_on(self) -> None:
        """Do again what the user stopped."""
        self.stopped = ""

    def before(self) -> dict[str, str]:
        """The remembered answers that still stand."""
        answers = self.remembered.answers if self.remembered else {}
        return {name: answers[name] for name in answers.keys() - self.answers - self.taken_back}

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
                self.samples = None
            self.stage_again()

    def stage_again(self) -> None:
        """Drop the staged rows, so that the next run reads the file anew."""
        if self.staged:
            staging.discard(self.staged)
        self.staged = self.mended = self.checked = None

    def rows_key(self, key: str) -> str:
        """A key for widgets that hang on which rows of the file are read.

        Neither mended nor joined rows change it, nor the samples: a choice among columns that are
        shown with their samples would be lost with them.
        """
        read = [name for name in staging.OPTIONS if name != "surplus" and name in self.answers]
        return "_".join([key, *(self.answers[name] for name in read)])

    def untried(self) -> int:
        """How many rows were edited since the edits were last tried."""
        return sum(1 for row_no, row in self.edits.items() if self.tried.get(row_no) != row)

    def try_edits(self) -> None:
        """Have the next run check the file with all edits in it."""
        self.tried = {row_no: dict(row) for row_no, row in self.edits.items()}
        self.mended = self.checked = None
        self.rounds += 1

    def drop_edits(self) -> None:
        """Have the next run check the file as it was dropped."""
        self.edits.clear()
        self.try_edits()
