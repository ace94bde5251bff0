"""Reads files as icp/reader.py does, each in a process forked from one that has its libraries.

To start Python and load them for each of the two thousand files of the tests took a fifth of their
time. What bounds the reader is set in the fork, as it is in the app. Run by file path; takes a
line of JSON for each file, the folder to work in and the reader's arguments, and answers with how
the fork ended; what it printed is in two files in that folder.
"""

import json
import os
import sys
import traceback
from pathlib import Path

if __name__ == "__main__":  # -I keeps the project off the path
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from icp import reader, reader_parquet, reader_text, reader_workbook  # noqa: F401

PRINTED = "printed", "complained"


def _fork(folder: str, arguments: list[str]) -> int:
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        os.chdir(folder)
        for stream, name in enumerate(PRINTED, start=1):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT, 0o600), stream)
        reader.run(arguments, reader.main)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    for line in sys.stdin:
        print(_fork(*json.loads(line)), flush=True)
