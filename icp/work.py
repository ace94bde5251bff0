"""Work that may take long: done in a thread of its own, watched and stopped from others."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from icp import db, errors
from icp.reading import Reading

AGAIN = 0.05  # seconds between two tries to stop

Outcome = TypeVar("Outcome")


class Stopped(errors.IcpError):
    """The user stopped the work; all it had done is taken back."""


class Work(Generic[Outcome]):
    """A step on a connection of its own to the workspace at `path`, begun at once.

    The step gets the connection and the work itself, to tell what it waits for and where it is.
    """

    def __init__(
        self, path: Path, step: "Callable[[db.Connection, Work[Outcome]], Outcome]"
    ) -> None:
        self._path, self._step = path, step
        self._outcome: list[Outcome] = []
        self._error: BaseException | None = None
        self._conn: db.Connection | None = None
        self._reading: Reading | None = None
        self._span, self._furthest = (0.0, 1.0), 0.0
        self._stopping = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def watch(self, reading: Reading) -> None:
        """Follow a file that is being read; for `staging.stage`."""
        self._reading = reading
        if self._stopping:
            reading.stop()

    def at(self, begin: float, end: float) -> None:
        """Say that what comes next is the part of the work from `begin` to `end` (0-1)."""
        self._reading = None
        self._span = (begin, end)

    def over(self, seconds: float = 0.0) -> bool:
        """Whether the work is done, or will be in that time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> Outcome:
        """What the step gave or raised; Stopped if it was stopped before its end."""
        self._thread.join()
        if self._error and self._stopping:
            raise Stopped("Stopped: nothing was stored.") from self._error
        if self._error:
            raise self._error
        return self._outcome[0]

    def stop(self, seconds: float = 5.0) -> None:
        """Have the step end before its time, unless it is too late for that."""
        self._stopping = True
        for _ in range(round(seconds / AGAIN)):
            if self._reading:
                self._reading.stop()
            if self._conn:
                db.interrupt(self._conn)  # one between two queries would be lost
            if self.over(AGAIN):
                return

    def progress(self) -> tuple[int | None, float | None]:
        """Rows read so far while a file is read, and the share of the work done (0-1) if known."""
        if self._reading:
            return self._reading.progress()
        share = db.progress(self._conn) if self._conn else None
        if share is not None:
            begin, end = self._span
            self._furthest = max(self._furthest, begin + (end - begin) * share)
        return None, self._furthest or None

    def _run(self) -> None:
        try:
            with db.open(self._path) as self._conn:
                db.watch(self._conn)
                self._outcome.append(self._step(self._conn, self))
        except BaseException as error:
            self._error = error
