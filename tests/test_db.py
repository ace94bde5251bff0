"""The door to the database."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from icp import db, errors


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "books.duckdb"
    db.close_all()


def tables_in_root(path: Path) -> list[tuple[str, str]]:
    with db.open(path) as conn:
        return conn.execute(
            "select database_name, table_name from duckdb_tables()"
            " where database_name not like 'workspace_%'"
            " union all select database_name, view_name from duckdb_views()"
            " where database_name not like 'workspace_%' and not internal"
        ).fetchall()


def test_the_root_stays_empty(path):
    with db.open(path) as conn:
        conn.execute("create table mine (n integer)")
        conn.execute("create or replace view ours as select * from mine")
    assert tables_in_root(path) == []


def test_every_caller_sees_only_its_own_rows(path):
    db.open(path).close()

    def ask(number: int) -> bool:
        with db.open(path) as conn:
            rows = [conn.execute("select $n", {"n": number}).fetchone() for _ in range(50)]
        return rows == [(number,)] * 50

    with ThreadPoolExecutor(20) as threads:
        assert all(threads.map(ask, range(200)))


def test_two_workspaces_do_not_see_each_other(path):
    with db.open(path) as one, db.open(path.with_name("other.duckdb")) as other:
        one.execute("insert into personas values (1, 1, 'x', timestamp '2025-01-01')")
        assert db.one(one, "select count(*) from personas") == 1
        assert db.one(other, "select count(*) from personas") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/passwd')",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('../../../etc/passwd')",
        "copy (select 1) to '/tmp/sweetspot-leak.csv'",
        "attach '/tmp/sweetspot-leak.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "set allowed_directories = ['/']",
        "select * from read_csv('https://example.com/x.csv')",
    ],
)
def test_nothing_outside_the_folder_can_be_reached(path, statement):
    with db.open(path) as conn, pytest.raises(duckdb.Error):
        conn.execute(statement)


def test_rows_survive_closing_and_opening_again(path):
    with db.open(path) as conn:
        conn.execute("insert into personas values (1, 1, 'x', timestamp '2025-01-01')")
    db.close_all()
    with db.open(path) as conn:
        assert db.one(conn, "select content from personas") == "x"


def test_a_failing_change_leaves_nothing_behind(empty):
    def change() -> None:
        with db.transaction(empty):
            empty.execute("insert into personas values (1, 1, 'x', timestamp '2025-01-01')")
            empty.execute("insert into personas values ('not a number', 1, 'x', null)")

    with pytest.raises(duckdb.Error):
        change()
    assert db.one(empty, "select count(*) from personas") == 0


def test_a_second_process_is_told_who_has_the_file(path):
    db.open(path).close()
    other = subprocess.run(
        [sys.executable, "-c", "import sys; from icp import db; db.open(sys.argv[1])", str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    assert "books.duckdb is already open in another program (process " in other.stderr
    assert "close it there first" in other.stderr


def test_a_newer_file_is_refused_with_both_versions(path):
    with db.open(path) as conn:
        conn.execute("update meta set schema_version = 99, app_version = '7.5'")
    db.close_all()
    with pytest.raises(errors.WorkspaceUnavailable, match=r"7\.5.*newer than this one \(0\."):
        db.open(path)


def test_a_file_from_before_the_first_release_is_refused_in_words(path):
    with db.open(path) as conn:
        conn.execute("update meta set schema_version = 1")
        conn.execute("alter table billed_customers drop column first_order_on")
    db.close_all()
    with pytest.raises(errors.WorkspaceOlder, match="before the first release"):
        db.open(path)


def test_macros_and_views_of_another_version_are_made_anew(path, monkeypatch):
    db.open(path).close()
    db.close_all()
    others = {"macros": "create macro newer() as 1", "views": "select 1"}
    monkeypatch.setattr(db, "_definitions", lambda: "of another version")
    monkeypatch.setattr(db, "statement", others.get)
    with db.open(path) as conn:
        assert db.one(conn, "select newer()") == 1


@pytest.mark.parametrize(
    "content", [b"", b"name,amount\nA,1\n" * 500, b"\x89PNG\r\n" + b"\0" * 900]
)
def test_a_file_of_another_kind_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(errors.WorkspaceUnavailable, match="not a file of data of Sweetspot"):
        db.open(path)
    assert path.read_bytes() == content


def test_a_copy_made_while_open_is_complete_and_opens_again(path):
    copy = path.with_name("copy.duckdb")
    with db.open(path) as conn:
        conn.execute("insert into personas values (1, 1, 'x', timestamp '2025-01-01')")
        db.copy(path, copy)
        assert db.one(conn, "select count(*) from personas") == 1
    with db.open(copy) as conn:
        assert db.one(conn, "select content from personas") == "x"
        assert db.one(conn, "select count(*) from customers") == 0
    assert tables_in_root(path) == []


def test_a_copy_cannot_leave_the_folder(path, tmp_path_factory):
    db.open(path).close()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "copy.duckdb"
    with pytest.raises(duckdb.Error):
        db.copy(path, elsewhere)
    assert not elsewhere.exists()
