"""A file that is being read in a process of its own: how far it is, and the way to stop it."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from icp import reader_answers


@dataclass(frozen=True)
class Reading:
    """The process that reads, and the folder it writes to."""

    process: subprocess.Popen[bytes]
    folder: Path

    def stop(self) -> None:
        """End the process; whoever waits for it gets FileUnreadable."""
        self.process.kill()

    def progress(self) -> tuple[int, float | None]:
        """The rows read so far, and the share of the file (0-1) where that can be told."""
        return reader_answers.told(self.folder)


Watch = Callable[[Reading], None]
