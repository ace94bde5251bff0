"""Work beside the page: watched, stopped, and never half done."""

import threading
import time

import duckdb
import pytest

from icp import db, errors, ingest, plans, rows
from icp.work import Stopped, Work
from tests.test_long import write_orders

ENDLESS = "select count(*) from range(100000) a(i), range(100000) b(j) where hash(a.i, b.j) = 0"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "books.duckdb"
    yield path
    db.close(path)


@pytest.fixture
def checked(path, tmp_path):
    """A file of 30,000 order lines that is ready to be loaded."""
    write_orders(tmp_path / "orders.csv", 30_000)
    with db.open(path) as conn:
        staged = ingest.stage(conn, tmp_path / "orders.csv")
        plan = plans.make(conn, staged)
        return staged, plan, rows.check(conn, staged, plan)


def counts(path):
    with db.open(path) as conn:
        tables = ("order_lines", "customer_day", "rejects", "imports")
        return [db.one(conn, f"select count(*) from {table}") for table in tables]


def endless(conn, _):
    return conn.execute(ENDLESS).fetchall()


def test_a_step_gives_its_outcome_or_its_error(path):
    assert Work(path, lambda conn, _: db.one(conn, "select 7")).result() == 7

    def ask(conn, _):
        raise errors.Question("Which?", "sheet", {"a": "a"})

    with pytest.raises(errors.Question, match="Which"):
        Work(path, ask).result()


def test_a_query_is_stopped_and_said_so(path):
    work = Work(path, endless)
    assert not work.over(0.05)
    work.stop()
    with pytest.raises(Stopped, match="nothing was stored"):
        work.result()


def test_how_far_a_query_is_is_told_and_never_goes_back(path):
    def step(conn, work):
        work.at(0.5, 1.0)
        endless(conn, work)

    work, shares = Work(path, step), []
    while len(shares) < 3 and not work.over(0.02):
        share = work.progress()[1]
        shares += [share] if share else []
    work.stop()
    assert shares == sorted(shares)
    assert 0.5 <= shares[0] <= 1


def test_the_process_that_reads_is_ended(path, tmp_path):
    write_orders(tmp_path / "orders.csv", 300_000)
    seen, begun = [], threading.Event()

    def step(conn, work):
        def watch(reading):
            seen.append(reading)
            work.watch(reading)
            begun.set()

        return ingest.stage(conn, tmp_path / "orders.csv", watch=watch)

    work = Work(path, step)
    assert begun.wait(30)
    work.stop()
    with pytest.raises(Stopped):
        work.result()
    assert seen[0].process.returncode not in (None, 0)
    with db.open(path) as conn:
        assert not list(db.scratch(conn).glob("import-*"))


def test_the_rows_that_are_read_are_told(path, tmp_path):
    write_orders(tmp_path / "orders.csv", 50_000)
    seen = []
    with db.open(path) as conn:
        staged = ingest.stage(conn, tmp_path / "orders.csv", watch=seen.append)
        assert seen[0].progress()[0] == staged.rows == 50_000


def test_loading_that_is_stopped_leaves_all_or_nothing(path, checked, monkeypatch):
    before = counts(path)
    monkeypatch.setattr(ingest.daily, "refresh", lambda conn: endless(conn, None))
    work = Work(path, lambda conn, _: ingest.commit(conn, *checked))
    assert not work.over(0.5)
    work.stop()
    with pytest.raises(Stopped):
        work.result()
    assert counts(path) == before
    monkeypatch.undo()
    with db.open(path) as conn:  # and the lock is free
        assert ingest.commit(conn, *checked).rows_loaded == 30_000


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03, 0.06, 0.1, 0.2])
def test_stopped_at_any_moment_an_import_is_there_or_not(path, checked, after):
    work = Work(path, lambda conn, _: ingest.commit(conn, *checked))
    work.over(after)
    work.stop()
    try:
        loaded = work.result().rows_loaded
    except Stopped:
        loaded = 0
    lines, days, _, imports = counts(path)
    assert (lines, imports) == ((30_000, 1) if loaded else (0, 0))
    assert bool(days) == bool(loaded)
    if not loaded:
        with db.open(path) as conn:
            assert ingest.commit(conn, *checked).rows_loaded == 30_000


def test_work_that_nobody_waits_for_any_more_comes_to_its_end(path, checked):
    # a page that is reloaded in the middle forgets its work
    Work(path, lambda conn, _: ingest.commit(conn, *checked))
    end = time.monotonic() + 60
    while not counts(path)[3] and time.monotonic() < end:
        threading.Event().wait(0.05)
    assert counts(path)[0] == 30_000
    with db.open(path) as conn, db.import_lock(conn):
        pass


def test_settings_stay_locked_but_for_how_far_a_query_is(empty):
    db.watch(empty)
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        empty.execute("set threads = 1")
