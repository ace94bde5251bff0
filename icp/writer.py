"""One writer for all small changes: they queue, and are committed in groups.

Changes from many threads to one file would collide; one thread that commits what has gathered is
both safe and faster. A future resolves after the commit, so what was acknowledged is on disk.
Imports do not come here: each is one transaction on a connection of its own.
"""

import atexit
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

from icp import db, errors

QUEUE = 5_000
GROUP = 500

Change = Callable[[db.Connection], Any]


class Job(NamedTuple):
    path: Path
    change: Change
    future: Future[Any]


class Writer:
    """A thread that starts with the first change and ends with `stop`."""

    def __init__(self) -> None:
        self._jobs: queue.Queue[Job | None] = queue.Queue(QUEUE)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, path: str | Path, change: Change) -> Future[Any]:
        """A future of what `change(conn)` returns, resolved once that is committed.

        The change may run twice, when another of its group fails: it must touch nothing but the
        connection. Raises WorkspaceUnavailable while 5,000 changes are waiting.
        """
        job = Job(Path(path).resolve(), change, Future())
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
                self._thread.start()
            try:
                self._jobs.put_nowait(job)
            except queue.Full as error:
                raise errors.WorkspaceUnavailable(
                    "Too many changes are waiting to be saved: try again in a moment."
                ) from error
        return job.future

    def stop(self) -> None:
        """Return when everything submitted so far is written; a later change starts anew."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread:
                self._jobs.put(None)
                thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            waiting = [job]
            while len(waiting) < GROUP and not self._jobs.empty():
                if (job := self._jobs.get_nowait()) is None:
                    return _write(waiting)
                waiting.append(job)
            _write(waiting)
        return None


def _write(jobs: list[Job]) -> None:
    running = [job for job in jobs if job.future.set_running_or_notify_cancel()]
    for path in dict.fromkeys(job.path for job in running):
        _write_group(path, [job for job in running if job.path == path])


def _write_group(path: Path, group: list[Job]) -> None:
    try:
        results = _commit(path, [job.change for job in group])
    except Exception as error:
        if len(group) == 1:  # whoever waits for the future gets the error
            group[0].future.set_exception(error)
            return
        for job in group:
            _write_group(path, [job])
    else:
        for job, result in zip(group, results, strict=True):
            job.future.set_result(result)


def _commit(path: Path, changes: list[Change]) -> list[Any]:
    with db.open(path) as conn, db.transaction(conn):
        return [change(conn) for change in changes]


_writer = Writer()
submit = _writer.submit
stop = _writer.stop
atexit.register(stop)
