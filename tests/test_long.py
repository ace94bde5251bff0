"""Kills and big files; run by `make long`."""

import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from icp import db, ingest, pareto

ROOT = Path(__file__).resolve().parent.parent
KILLS = 20
IMPORT = """
import sys
sys.path.insert(0, sys.argv[1])
from icp import db, ingest
with db.open(sys.argv[2]) as conn:
    print("ready", flush=True)
    ingest.load(conn, sys.argv[3])
    print("done", flush=True)
"""


def write_orders(path, rows, offset=0):
    with path.open("w") as file:
        file.write("Order ID,Customer ID,Order date,Amount\n")
        for number in range(rows):
            day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
            file.write(f"{offset}-{number // 3},{number % 997},{day},{number % 500}.25\n")


def counts(path):
    with db.open(path) as conn:
        tables = ("order_lines", "customer_day", "rejects", "imports")
        found = tuple(db.one(conn, f"select count(*) from {table}") for table in tables)
        lines = db.one(conn, "select coalesce(sum(amount), 0) from order_lines")
        days = db.one(conn, "select coalesce(sum(net), 0) from customer_day")
        assert lines == days
    db.close(path)
    return found


@pytest.mark.long
def test_a_kill_in_the_middle_of_an_import_leaves_old_or_new(tmp_path):
    path, first, second = (tmp_path / name for name in ("w.duckdb", "first.csv", "second.csv"))
    write_orders(first, 30_000)
    write_orders(second, 60_000, offset=1)
    with db.open(path) as conn:
        ingest.load(conn, first)
    db.close(path)
    old = counts(path)
    took, _ = _run(tmp_path / "probe.duckdb", second, None)
    chance, outcomes = random.Random(1), []
    for _ in range(4 * KILLS):
        _, killed = _run(path, second, chance.uniform(0.1, 0.9) * took)
        found = counts(path)
        assert found == old or (found[0], found[3]) == (old[0] + 60_000, old[3] + 1)
        if killed:
            outcomes.append("old" if found == old else "new")
        if found != old:
            with db.open(path) as conn:
                ingest.undo(conn, found[3])
                conn.execute("delete from imports where undone")
            db.close(path)
            assert counts(path) == old
        if len(outcomes) == KILLS:
            break
    old_ones, new_ones = outcomes.count("old"), outcomes.count("new")
    print(f"{KILLS} kills in imports of {took:.2f} s: {old_ones} old, {new_ones} new, 0 half")
    assert old_ones + new_ones == KILLS


def _run(path, file, kill_after):
    """Seconds from the start of the import to its end or the kill, and whether it was killed."""
    command = [sys.executable, "-c", IMPORT, str(ROOT), str(path), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        start = time.monotonic()
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        return time.monotonic() - start, process.returncode != 0


@pytest.mark.long
def test_a_million_lines_come_in_and_are_read_fast(tmp_path):
    path, file = tmp_path / "big.duckdb", tmp_path / "big.csv"
    write_orders(file, 1_000_000)
    with db.open(path) as conn:
        start = time.monotonic()
        found = ingest.load(conn, file)
        loading = time.monotonic() - start
        start = time.monotonic()
        summary = pareto.summary(conn, date(2026, 1, 1))
        reading = time.monotonic() - start
    db.close(path)
    print(f"1,000,000 rows loaded in {loading:.1f} s, Pareto of them in {reading:.3f} s")
    assert (found.rows_loaded, found.rows_refused) == (1_000_000, 0)
    assert summary.customers == 997
    assert loading < 30
    assert reading < 0.5
