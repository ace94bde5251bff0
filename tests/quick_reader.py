"""Files read in the tests as in the app, without the time that Python takes to start."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from icp import reading, staging
from tests import reader_forks

Done = subprocess.CompletedProcess[bytes]


@contextmanager
def forking() -> Iterator[None]:
    """Readers are forks of a process that is ready; one that is watched is started as ever."""
    started, one_by_one = staging._run, threading.Lock()

    def run(file: Path, folder: Path, options: dict[str, str], watch: reading.Watch | None) -> Done:
        if watch:
            return started(file, folder, options, watch)
        wanted = json.dumps({**options, "memory": staging.MEMORY, "seconds": staging.SECONDS})
        arguments = [str(file), str(folder / "staged.parquet"), wanted]
        with one_by_one:
            forks.stdin.write(json.dumps([str(folder), arguments]) + "\n")
            forks.stdin.flush()
            ended = int(forks.stdout.readline())
        printed = [folder / name for name in reader_forks.PRINTED]
        done = Done(arguments, ended, *(path.read_bytes() for path in printed))
        for path in printed:
            path.unlink()
        return done

    with (
        subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", reader_forks.__file__],
            env=staging.ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as forks,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(staging, "_run", run)
        yield
