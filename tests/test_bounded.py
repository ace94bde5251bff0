"""A program that takes too much is ended, and what it wrote is not used."""

import shutil
import sys
import time

import pytest

from icp import bounded

TAKES_200_MB = "import time; kept = bytearray(200_000_000); time.sleep(60)"


def python(text, folder, **bounds):
    return bounded.run([sys.executable, "-c", text], folder, None, **bounds)


def test_what_a_program_writes_comes_back_with_how_it_ended(tmp_path):
    done = python("import sys; print('x' * 200_000); sys.exit(3)", tmp_path, seconds=30)
    assert (done.returncode, len(done.stdout)) == (3, 200_001)


def test_a_program_that_takes_too_long_is_ended(tmp_path):
    begin = time.monotonic()
    with pytest.raises(TimeoutError):
        python("import time; time.sleep(60)", tmp_path, seconds=1)
    assert time.monotonic() - begin < 20


@pytest.mark.skipif(not shutil.which("ps"), reason="no ps on this system")
def test_a_program_that_takes_too_much_memory_is_ended(tmp_path):
    begin = time.monotonic()
    with pytest.raises(MemoryError):
        python(TAKES_200_MB, tmp_path, seconds=50, memory=100_000_000)
    assert time.monotonic() - begin < 40
    assert python("pass", tmp_path, seconds=30, memory=100_000_000).returncode == 0
