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

    remembered: how an earlier file of the same headers was read, until the user starts afresh.
    """

    staged: staging.Staged | None = None
    answers: dict[str, str] = field(default_factory=dict)
    plan: plans.Plan | None = None
    checked: rows.Checked | None = None
    changed: changes.Changes | None = None
    result: ingest.Result | None = None
    remembered: imports.Remembered | None = None
    taken_back: set[str] = field(default_factory=set)
    fresh_starts: int = 0

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
            self.stage_again()

    def stage_again(self) -> None:
        """Drop the staged rows, so that the next run reads the file anew."""
        if self.staged:
            staging.discard(self.staged)
        self.staged = self.checked = None
