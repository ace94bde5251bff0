"""What the reader can answer besides a table, and the limits it keeps."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

MAX_CELL = 32_767
MAX_COLUMNS = 1_000
MAX_HEADER = 120
MAX_UNPACKED = 400_000_000
MAX_PARTS = 5_000
MAX_LINE = 16_000_000
ALL_SHEETS = "*"  # Excel allows no sheet of this name


class Unreadable(Exception):
    """The file is not a table we can read; the message is the sentence to show."""


class Undecided(Exception):
    """The file leaves a choice open: option, sentence, choices."""

    def __init__(self, option: str, sentence: str, choices: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.option = option
        self.choices = dict(choices)


class Record(NamedTuple):
    """A row of the file: its number as a spreadsheet counts, its cells, and why it cannot count."""

    row_no: int
    cells: list[str]
    refusal: str | None = None


def filled(cells: list[str]) -> int:
    """How many cells are not blank."""
    return sum(1 for cell in cells if cell and not cell.isspace())


def preview(cells: list[str], width: int = 100) -> str:
    """A row as one short line."""
    text = " | ".join(" ".join(cell.split()) for cell in cells[:12])
    return text if len(text) <= width else text[: width - 3] + "..."


def tell(target: Path, rows: int, share: float = 0.0) -> None:
    """Say beside the target how many rows are read so far, and which share of the file (0-1)."""
    target.with_name("progress").write_text(f"{rows} {share:.4f}")


def told(folder: Path) -> tuple[int, float | None]:
    """What was said last: rows, and the share of the file, None where that cannot be told."""
    try:
        rows, share = (folder / "progress").read_text().split()
    except (OSError, ValueError):  # not there yet, or just being written
        return 0, None
    return int(rows), float(share) or None
