"""The only door to the database: one locked-down root per data folder, a cursor per caller.

A workspace is one DuckDB file, attached to an in-memory root that cannot reach anything outside
its folder. `open` hands out cursors that already stand in their workspace; nobody else makes one,
because a plain cursor starts in the empty root, where a CREATE would silently be lost.
"""

import atexit
import hashlib
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from icp import __version__, errors

SCHEMA_VERSION = 2
BATCH = 500_000  # rows
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "async_threads": 2,
    "memory_limit": "1GB",
    "max_temp_directory_size": "10GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}

PROGRESS = {"enable_progress_bar_print": False, "enable_progress_bar": True}

Connection = duckdb.DuckDBPyConnection


class Root:
    """An in-memory database that may touch one folder and nothing else."""

    def __init__(self, folder: Path) -> None:
        scratch = folder / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        self._root = duckdb.connect(":memory:", config={**SETTINGS, "temp_directory": str(scratch)})
        self._root.execute("set allowed_directories = $folders", {"folders": [f"{folder}/"]})
        self._root.execute("set enable_external_access = false")
        self._root.execute("set allowed_configs = $names", {"names": list(PROGRESS)})
        self._root.execute("set lock_configuration = true")
        self._lock = threading.Lock()
        self._attached: set[str] = set()

    def cursor(self, path: str, alias: str) -> Connection:
        """A cursor that stands in the workspace at `path`, attached if it was not yet."""
        with self._lock:
            if alias not in self._attached:
                self._attach(path, alias)
                self._attached.add(alias)
        return self._stand_in(alias)

    def detach(self, alias: str) -> None:
        """Let go of a workspace's file; cursors that stand in it are of no use afterwards."""
        with self._lock:
            if alias in self._attached:
                self._root.execute(f"detach {quote(alias)}")
                self._attached.discard(alias)

    def copy(self, alias: str, target: Path) -> None:
        """Copy an attached workspace to the new file `target`."""
        copy = f"copy_{target.stem}"
        with self._root.cursor() as cursor:
            cursor.execute(f"attach $path as {quote(copy)}", {"path": str(target)})
            try:
                cursor.execute(f"copy from database {quote(alias)} to {quote(copy)}")
            finally:
                cursor.execute(f"detach {quote(copy)}")

    def detach_all(self) -> None:
        for alias in tuple(self._attached):
            self.detach(alias)

    def _stand_in(self, alias: str) -> Connection:
        cursor = self._root.cursor()
        cursor.execute(f"use {quote(alias)}")
        return cursor

    def _attach(self, path: str, alias: str) -> None:
        try:
            self._root.execute(f"attach $path as {quote(alias)}", {"path": path})
            with self._stand_in(alias) as conn:
                _prepare(conn, Path(path).stem)
        except BaseException as error:
            self._root.execute(f"detach database if exists {quote(alias)}")
            if isinstance(error, duckdb.Error):
                raise errors.WorkspaceUnavailable(_why_unavailable(path, str(error))) from error
            raise


_roots: dict[Path, Root] = {}
_roots_lock = threading.Lock()
_import_locks: dict[str, threading.Lock] = {}
_interrupts = threading.Lock()
_committing: set[int] = set()
_commits = Counter[str]()


def open(path: str | Path) -> Connection:
    """A connection to the workspace in the DuckDB file at `path`, made if it does not exist.

    `":memory:"` gives a new workspace of its own that is gone when the connection closes. A file
    stays attached, and closed to other processes, until `close(path)` or the end of the process.
    Connections are context managers, one for each thread; they share the file, not transactions.
    Raises WorkspaceUnavailable when the file is in use elsewhere, newer than this program or
    not a workspace.
    """
    if str(path) == ":memory:":
        return Root(_memory_folder()).cursor(":memory:", "workspace")
    file = Path(path).resolve()
    with _roots_lock:
        root = _roots.get(file.parent) or _roots.setdefault(file.parent, Root(file.parent))
    return root.cursor(str(file), _alias(file))


def close(path: str | Path) -> None:
    """Let go of the file at `path`, so that it can be moved, deleted or opened elsewhere."""
    file = Path(path).resolve()
    if root := _roots.get(file.parent):
        root.detach(_alias(file))


def copy(path: str | Path, target: str | Path) -> None:
    """Write a consistent copy of the workspace at `path` to the new file `target`.

    The copy is made while others go on working, and is complete without a journal; a file that is
    copied while open lacks the newest rows. `target` must lie in the folder of `path`.
    """
    file, target = Path(path).resolve(), Path(target).resolve()
    with open(file):
        _roots[file.parent].copy(_alias(file), target)


def close_all() -> None:
    """Let go of every file and forget the roots."""
    with _roots_lock:
        for root in _roots.values():
            root.detach_all()
        _roots.clear()


atexit.register(close_all)


@contextmanager
def transaction(conn: Connection) -> Iterator[Connection]:
    """All of the statements inside, or none of them."""
    conn.begin()
    try:
        yield conn
    except BaseException:
        conn.rollback()
        raise
    with _uninterrupted(conn):
        conn.commit()


@contextmanager
def _uninterrupted(conn: Connection) -> Iterator[None]:
    """No `interrupt` reaches the connection: a commit that is hit says so and may stand all the
    same."""
    with _interrupts:
        _committing.add(id(conn))
    try:
        yield
    finally:
        with _interrupts:
            _committing.discard(id(conn))
            _commits["tried"] += 1  # one that fails may stand all the same


def run(conn: Connection, name: str, **parameters: Any) -> Connection:
    """The result of `icp/sql/<name>.sql`, its `$named` parameters filled in."""
    return conn.execute(statement(name), parameters or None)


def reader(conn: Connection, name: str, **parameters: Any) -> Any:
    """The result of `icp/sql/<name>.sql` in Arrow's record batches, to be read to its end.

    Where there is a row for each customer and day it need never be in memory as a whole.
    """
    return conn.sql(statement(name), params=parameters or None).to_arrow_reader(BATCH)


@cache
def statement(name: str) -> str:
    """The text of `icp/sql/<name>.sql`."""
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def over(rows: str, called: str, name: str) -> str:
    """The SELECT `icp/sql/<name>.sql` over the SELECT `rows`, which it calls `called`.

    One text to be run at once: of a chain of relations DuckDB plans each step anew. Each use of the
    rows reads what it needs of them, which is quicker than to keep all of them.
    """
    return f"with {called} as not materialized ({rows}) from ({statement(name)})"


def one(conn: Connection, sql: str, **parameters: Any) -> Any:
    """The one value of a query that gives one row; read to its end, as DuckDB 2 wants."""
    [(value, *_)] = conn.execute(sql, parameters or None).fetchall()
    return value


def quote(name: str) -> str:
    """`name` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def commits() -> int:
    """A number that grows with every change of any workspace: nobody else has the files open."""
    return _commits["tried"]


def data_version(conn: Connection) -> int:
    """A number that grows with every change of the data; results hold as long as it stays."""
    entries = "(select count(*) from judgements)"  # appended one by one, beside running imports
    return int(one(conn, f"select data_version + {entries} from meta"))


def scratch(conn: Connection) -> Path:
    """The folder for staged files, the only one outside the workspace that `conn` can read."""
    return Path(one(conn, "select current_setting('temp_directory')"))


def watch(conn: Connection) -> None:
    """Have `progress` tell how far the queries on this connection are."""
    for name, value in PROGRESS.items():
        conn.execute(f"set {name} = {value}")


def progress(conn: Connection) -> float | None:
    """The share (0-1) of the query that runs on the connection in another thread, if it tells."""
    try:
        percent = conn.query_progress()
    except duckdb.Error:  # it was closed just now
        return None
    return percent / 100 if percent >= 0 else None


def interrupt(conn: Connection) -> None:
    """Have the query that runs on the connection in another thread end with an error.

    A commit is too late for that, and goes on.
    """
    with _interrupts, suppress(duckdb.Error):  # it was closed just now
        if id(conn) not in _committing:
            conn.interrupt()


def distrust(conn: Connection) -> None:
    """Have the macros and views made anew when the file is opened next: they may not be ours."""
    conn.execute("comment on table meta is null")


def import_lock(conn: Connection) -> threading.Lock:
    """The lock that keeps imports into one workspace one after the other."""
    name = one(conn, "select current_setting('temp_directory') || ' ' || current_database()")
    with _roots_lock:
        return _import_locks.setdefault(name, threading.Lock())


@cache
def _memory_folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="sweetspot-")
    atexit.register(folder.cleanup)
    return Path(folder.name).resolve()


def _alias(file: Path) -> str:
    return f"workspace_{file.stem}"


def _prepare(conn: Connection, label: str) -> None:
    tables = dict(
        conn.execute(
            "select table_name, comment from duckdb_tables()"
            " where database_name = current_database()"
        ).fetchall()
    )
    if "meta" in tables:
        _check_version(conn)
    elif tables:
        raise errors.WorkspaceUnavailable(not_ours(f"{label}.duckdb"))
    else:
        _create(conn, label)
    if tables.get("meta") != _definitions():
        _define(conn)


@cache
def _definitions() -> str:
    """What tells the macros and views of this program from those of another."""
    return hashlib.sha256((statement("macros") + statement("views")).encode()).hexdigest()


def _define(conn: Connection) -> None:
    """Make the macros and views anew, and note which they are: they are most of an opening."""
    with transaction(conn):
        conn.execute(statement("macros"))
        conn.execute(statement("views"))
        conn.execute(f"comment on table meta is '{_definitions()}'")


def _create(conn: Connection, label: str) -> None:
    with transaction(conn):
        schema = duckdb.extract_statements(statement("schema"))
        parameters = {
            "schema_version": SCHEMA_VERSION,
            "app_version": __version__,
            "label": label,
        }
        for part in schema:
            conn.execute(part, parameters if part.named_parameters else None)


def _check_version(conn: Connection) -> None:
    [(version, app_version)] = conn.execute(
        "select schema_version, app_version from meta"
    ).fetchall()
    if version > SCHEMA_VERSION:
        raise errors.WorkspaceNewer(
            f"This file of data was written by Sweetspot {app_version}, which is newer than this "
            f"one ({__version__}): update Sweetspot to open it."
        )
    if version < SCHEMA_VERSION:
        raise errors.WorkspaceOlder(
            "This file of data is from before the first release of Sweetspot, which keeps data "
            "otherwise: make new data and load your files into it."
        )


def _why_unavailable(path: str, message: str) -> str:
    name = Path(path).name
    if "Conflicting lock" in message or "being used by another process" in message:
        process = re.search(r"PID (\d+)", message)
        who = f" (process {process[1]})" if process else ""
        return (
            f"{name} is already open in another program{who}: close it there first, "
            "or use another data folder."
        )
    if "not a valid DuckDB" in message or "sqlite" in message.lower():
        return not_ours(name)
    return f"{name} is damaged and cannot be opened: restore a backup of it."


def not_ours(name: str) -> str:
    """What is said of a file of this name that is no workspace."""
    return f"{name} is not a file of data of Sweetspot: choose another, or restore a backup."
