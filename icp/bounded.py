"""Runs a program and ends it when it takes too long or too much memory."""

import subprocess
from pathlib import Path

from icp import reading

TICK = 0.5


def run(
    command: list[str],
    folder: Path,
    environment: dict[str, str] | None,
    seconds: float,
    memory: int | None = None,
    watch: reading.Watch | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """What the program wrote and how it ended, if it ended by itself.

    memory: the most it may hold, in bytes; None where the system bounds it. It is looked at twice
    a second, so a program that grows faster goes beyond it for that long. watch: called when it has
    begun. Raises TimeoutError and MemoryError after ending the program.
    """
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            if watch:
                watch(reading.Reading(process, folder))
            return _finished(process, seconds, memory)
        except BaseException:
            process.kill()
            raise


def _finished(
    process: subprocess.Popen[bytes], seconds: float, memory: int | None
) -> subprocess.CompletedProcess[bytes]:
    for _ in range(round(seconds / TICK)):
        try:
            out, err = process.communicate(timeout=TICK)
        except subprocess.TimeoutExpired:
            if memory is not None and _held(process.pid) > memory:
                raise MemoryError from None
        else:
            return subprocess.CompletedProcess(process.args, process.returncode, out, err)
    raise TimeoutError


def _held(pid: int) -> int:
    """The memory of a process in bytes, as `ps` tells it on every Unix; 0 when it has ended."""
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=False)  # noqa: S607
    return int(shown.stdout or 0) * 1024
