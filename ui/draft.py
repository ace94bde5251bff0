"""A file on its way in: where it comes from, and how far the user is with it."""

from dataclasses import dataclass, field
from pathlib import Path

from streamlit.typing import UploadedFile

from icp import ingest, plans, rows, staging


@dataclass(frozen=True)
class Source:
    """What is to be loaded: `content` under the name it is shown by; `key` tells it from others."""

    key: str
    name: str
    content: UploadedFile | Path


@dataclass
class Draft:
    """How far the user is with a file: staged, checked by a plan, loaded."""

    staged: staging.Staged | None = None
    answers: dict[str, str] = field(default_factory=dict)
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
        self.staged = self.checked = None
