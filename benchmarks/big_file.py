"""Times a big billing export from file to loaded, beside a bare DuckDB import of the same file.

python benchmarks/big_file.py [LINES]    (5,000,000 order lines without an argument)

bare: `create table as select * from read_csv(...)` into a database file, until that is closed.
ours: the phases of `ingest.load` into a new workspace, until the import is committed. Both run in
processes of their own, in turn, three times; the best of each counts, as other programs only ever
make it slower. CPU seconds are of all threads and processes. Memory is the sum over all processes
(proportional set size where the system tells it, sampled ten times a second).

plain: ids, ISO dates, amounts with cents; the 180 MB of benchmarks/reading.py. as people write it:
a name with accents besides, US dates, and amounts such as $1,234.50.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from reading import ORDERS as PLAIN

ROOT = Path(__file__).resolve().parent.parent
PHASES = ("read", "plan", "check", "load", "days")
ROUNDS = 3

WRITTEN = """
copy (
    select
        'INV-' || (100000 + i // 3) as "Invoice number",
        'Café Zoë ' || (hash(i // 3) % 20000) as "Customer",
        strftime(date '2021-01-01' + (i // 3 % 1500)::int, '%m/%d/%Y') as "Invoice date",
        format('${{:t,}}.{{:02}}', hash(i) % 3000, hash(i, 1) % 100) as "Amount"
    from range($lines) lines(i)
) to '{file}' (header)
"""
TIMER = """
import json, os, resource, sys, time
def used():
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)
found = {}
class phase:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        self.begin, self.used = time.perf_counter(), used()
    def __exit__(self, *_):
        found[self.name] = (time.perf_counter() - self.begin, used() - self.used)
file, database = sys.argv[1:3]
"""
BARE = """
import duckdb
with phase("bare"):
    with duckdb.connect(database) as conn:
        conn.execute(f"create table orders as select * from read_csv('{file}')").fetchall()
print(json.dumps(found))
"""
OURS = """
sys.path.insert(0, sys.argv[3])
from icp import daily, db, ingest, plans, rows
refresh = daily.refresh
def timed(conn):
    with phase("days"):
        refresh(conn)
daily.refresh = timed
with db.open(database) as conn:
    with phase("read"):
        staged = ingest.stage(conn, file)
    with phase("plan"):
        plan = plans.make(conn, staged)
    with phase("check"):
        checked = rows.check(conn, staged, plan)
    with phase("load"):
        result = ingest.commit(conn, staged, plan, checked)
    days = db.one(conn, "select count(*) from customer_day")
found["load"] = tuple(whole - part for whole, part in zip(found["load"], found["days"]))
print(json.dumps(found | {"rows": result.rows_loaded, "customer_days": days}))
"""


def generate(query: str, file: Path, lines: int) -> None:
    statement = query.format(file=file)
    code = f"import duckdb; duckdb.execute('''{statement}''', {{'lines': {lines}}})"
    subprocess.run([sys.executable, "-c", code], check=True)  # its memory is not to be counted


class Memory(threading.Thread):
    """The largest sum of memory of a process and its children while it runs, in MB."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__(daemon=True)
        self._process, self._over = process, threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        while not self._over.wait(0.1):
            self.peak = max(self.peak, sum(map(_size, _family(self._process.pid))) / 1024)

    def end(self) -> float:
        self._over.set()
        self.join()
        return self.peak


def _family(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return [pid]
    return [pid, *(one for child in text.split() for one in _family(int(child)))]


def _size(pid: int) -> int:
    """Kilobytes of a process; what is shared is counted once among those that share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def measured(code: str, file: Path, folder: Path) -> dict[str, Any]:
    """What the code found, and the peak of memory, run in a process of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        command = [sys.executable, "-c", TIMER + code, str(file), f"{name}/b.duckdb", str(ROOT)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            memory = Memory(process)
            memory.start()
            said, _ = process.communicate()
            peak = memory.end()
    assert not process.returncode, "the import failed"
    answer = next(line for line in said.splitlines() if line.startswith("{"))  # no progress bar
    return {**json.loads(answer), "peak": peak}


def ours(found: dict[str, Any]) -> tuple[float, float]:
    """Seconds and CPU seconds of all phases."""
    seconds, cpu = zip(*(found[name] for name in PHASES), strict=True)
    return sum(seconds), sum(cpu)


def report(title: str, query: str, lines: int, folder: Path) -> None:
    file = folder / "orders.csv"
    generate(query, file, lines)
    runs = [(measured(BARE, file, folder), measured(OURS, file, folder)) for _ in range(ROUNDS)]
    bare = min((run[0] for run in runs), key=lambda found: found["bare"][0])
    best = min((run[1] for run in runs), key=lambda found: ours(found)[0])
    assert best["rows"] == lines, f"{best['rows']:,} rows loaded of {lines:,}"
    print(f"\n## {title}: {lines:,} lines, {file.stat().st_size / 1e6:.0f} MB\n")
    print("| | seconds | CPU seconds |\n|---|---|---|")
    print(f"| bare DuckDB import | {bare['bare'][0]:.2f} | {bare['bare'][1]:.2f} |")
    for name in PHASES:
        print(f"| {name} | {best[name][0]:.2f} | {best[name][1]:.2f} |")
    seconds, cpu = ours(best)
    print(f"| **all of ours** | **{seconds:.2f}** | **{cpu:.2f}** |")
    print(f"| times bare | {seconds / bare['bare'][0]:.1f} | {cpu / bare['bare'][1]:.1f} |")
    print(f"\nPeak memory: bare {bare['peak']:.0f} MB, ours {best['peak']:.0f} MB.", end=" ")
    print(f"customer x day: {best['customer_days']:,} rows.")


def main(lines: int) -> None:
    """Print the phases, the ratio and the memory for both files."""
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f} at the start"
    )
    with tempfile.TemporaryDirectory() as name:
        report("plain", PLAIN, lines, Path(name))
        report("as people write it", WRITTEN, lines, Path(name))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
