"""The one writer of small changes."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from icp import db, errors, writer


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "books.duckdb"
    writer.stop()
    db.close_all()


def insert(number: int) -> writer.Change:
    def change(conn: db.Connection) -> int:
        conn.execute(
            "insert into personas values ($n, 1, 'x', timestamp '2025-01-01')", {"n": number}
        )
        return number

    return change


def written(path: Path) -> set[int]:
    with db.open(path) as conn:
        return {n for (n,) in conn.execute("select persona_id from personas").fetchall()}


def in_one_group(path: Path, *changes: writer.Change) -> list[writer.Future]:
    """The futures of changes that wait together, as the writer is busy with another one first."""
    go_on = threading.Event()
    busy = writer.submit(path, lambda conn: go_on.wait(20))
    while not busy.running():
        pass
    futures = [writer.submit(path, change) for change in changes]
    go_on.set()
    return futures


def test_what_is_acknowledged_is_committed(path):
    for number in range(20):
        assert writer.submit(path, insert(number)).result(20) == number
        assert number in written(path)


def test_fifty_threads_lose_nothing(path):
    def save(client: int) -> list[int]:
        futures = [writer.submit(path, insert(client * 100 + n)) for n in range(20)]
        return [future.result(60) for future in futures]

    with ThreadPoolExecutor(50) as threads:
        acknowledged = [number for numbers in threads.map(save, range(50)) for number in numbers]
    assert len(acknowledged) == 1000
    assert written(path) == set(acknowledged)


def test_changes_that_wait_together_are_one_transaction(path):
    def transaction_id(conn: db.Connection) -> int:
        return db.one(conn, "select txid_current()")

    ids = {future.result(20) for future in in_one_group(path, *[transaction_id] * 5)}
    assert len(ids) == 1


def test_one_bad_change_fails_alone(path):
    def bad(conn: db.Connection) -> None:
        conn.execute("insert into personas values (99, 1, 'half', timestamp '2025-01-01')")
        conn.execute("insert into no_such_table values (1)")

    first, faulty, last = in_one_group(path, insert(1), bad, insert(2))
    assert (first.result(20), last.result(20)) == (1, 2)
    with pytest.raises(duckdb.CatalogException, match="no_such_table"):
        faulty.result(20)
    assert written(path) == {1, 2}


def test_changes_to_two_workspaces_both_arrive(path):
    other = path.with_name("other.duckdb")
    futures = [writer.submit(where, insert(n)) for n in range(10) for where in (path, other)]
    assert [future.result(20) for future in futures] == [n for n in range(10) for _ in "ab"]
    assert written(path) == written(other) == set(range(10))


def test_stop_writes_what_waits_and_a_later_change_starts_anew(path):
    futures = in_one_group(path, *map(insert, range(50)))
    writer.stop()
    assert all(future.done() for future in futures)
    assert written(path) == set(range(50))
    assert writer.submit(path, insert(50)).result(20) == 50


def test_a_full_queue_says_try_again(path, monkeypatch):
    small = writer.Writer()
    small._jobs.maxsize = 2
    go_on = threading.Event()
    busy = small.submit(path, lambda conn: go_on.wait(20))
    while not busy.running():
        pass
    small.submit(path, insert(1))
    small.submit(path, insert(2))
    with pytest.raises(errors.WorkspaceUnavailable, match="try again in a moment"):
        small.submit(path, insert(3))
    go_on.set()
    small.stop()
    assert written(path) == {1, 2}


def test_a_file_that_cannot_be_opened_fails_its_future_only(path):
    bad = path.with_name("bad.duckdb")
    bad.write_text("not a database" * 1000)
    failing, good = writer.submit(bad, insert(1)), writer.submit(path, insert(1))
    with pytest.raises(errors.WorkspaceUnavailable):
        failing.result(20)
    assert good.result(20) == 1
