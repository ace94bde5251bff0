"""Fixtures that every test module may use."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from hypothesis import settings
from playwright.sync_api import Browser
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from icp import daily, db, ingest, workspaces
from tests import quick_reader, serving

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("SWEETSPOT_REAL_DATA", ROOT.parent / "shared" / "data"))

# a server looks for components and compiles a page once, AppTest at every turn
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
app_test.ScriptCache = local_script_runner.ScriptCache = cache(app_test.ScriptCache)

# the gate gives one answer for one state of the code; SWEETSPOT_RANDOM=1 looks for new cases
settings.register_profile("gate", derandomize=not os.environ.get("SWEETSPOT_RANDOM"))
settings.load_profile("gate")


class Memory:
    """A workspace in memory that is emptied after each test, which costs a tenth of a new one."""

    NAMES = "select table_name from duckdb_tables() where database_name = current_database()"

    def __init__(self) -> None:
        self.anew()

    def anew(self) -> None:
        self._first = db.open(":memory:")  # keeps it while others come and go
        self._tables = self._first.execute(self.NAMES).fetchall()
        self._meta = self._first.execute("from meta").fetchall()

    def open(self) -> db.Connection:
        conn = self._first.cursor()
        conn.execute("use workspace")
        return conn

    def wipe(self) -> None:
        """Empty all tables; what a test made beside them takes a new workspace."""
        if self._first.execute(self.NAMES).fetchall() != self._tables:
            self.anew()
            return
        self._first.execute(";".join(f"delete from {name}" for (name,) in self._tables))
        self._first.executemany("insert into meta values (?, ?, ?, ?, ?)", self._meta)


@pytest.fixture(scope="session")
def memory() -> Memory:
    return Memory()


@pytest.fixture(scope="session", autouse=True)
def quick() -> Iterator[None]:
    """Reads files in forks where the system has them: see tests/reader_forks.py."""
    with quick_reader.forking() if sys.platform == "linux" else nullcontext():
        yield


@pytest.fixture
def empty(memory: Memory) -> Iterator[db.Connection]:
    """A workspace in memory with nothing in it."""
    with memory.open() as conn:
        yield conn
    memory.wipe()


@pytest.fixture
def tidy(empty: db.Connection) -> Iterator[None]:
    """Sees to it that the test leaves nothing in the folder for staged files."""
    before = set(db.scratch(empty).iterdir())
    yield
    assert set(db.scratch(empty).iterdir()) == before


@pytest.fixture(scope="session")
def sample_company() -> Iterator[db.Connection]:
    """The sample company with all of its files, loaded once; to be read only."""
    with db.open(":memory:") as conn:
        for name in ("customers", "invoices", "deals", "prospects", "support"):
            ingest.load(conn, ROOT / "data" / "sample" / f"{name}.csv", at=datetime(2026, 11, 1))
        yield conn


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real data sets; tests that need it are skipped where it is missing."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"no real data in {REAL_DATA}: set SWEETSPOT_REAL_DATA")
    return REAL_DATA


Line = tuple[str, str, date, float]


def book(conn: db.Connection, lines: list[Line], **columns: list[object]) -> None:
    """Put order lines (order id, customer id, date, amount) straight into the tables.

    `columns` gives further columns of order_lines, one value a line.
    """
    names = ["import_id", "row_no", "order_id", "customer_id", "order_on", "amount", *columns]
    marks = ", ".join("?" for _ in names)
    rows = [
        (1, number, *line, *(values[number - 1] for values in columns.values()))
        for number, line in enumerate(lines, start=1)
    ]
    if rows:
        conn.executemany(f"insert into order_lines ({', '.join(names)}) values ({marks})", rows)
    daily.refresh(conn)


class App:
    """The whole app on a folder of its own, with one empty workspace and one with orders."""

    EMPTY, FILLED = "empty-books-1", "filled-books-2"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for file in _books().glob("*.duckdb"):
            shutil.copy(file, folder)
        self.filled = next(one for one in workspaces.listing(folder) if one.name == self.FILLED)

    def visit(self, page: str = "start", data: str = FILLED) -> AppTest:
        """`pages/<page>.py` after its first run on the workspace `data`."""
        at = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=30)
        at.query_params["data"] = data
        at.run()
        return at if page == "start" else at.switch_page(f"../pages/{page}.py").run()


@cache
def _books() -> Path:
    """A folder with the two workspaces, made once: a copy costs less than half as much."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    for label, token in (("Empty books", "1"), ("Filled books", "2")):
        made = workspaces.create(folder, label, token)
        if made.name == App.FILLED:
            fill(made.path)
    for made in workspaces.listing(folder):
        db.close(made.path)
    return folder


def fill(path: Path) -> None:
    """Sixty orders of twelve customers over twenty months, each a little larger than the last."""
    lines = [
        (f"o{n}", f"c{n % 12 + 1}", date(2024, 1, 15) + timedelta(days=10 * n), 100.0 + n)
        for n in range(60)
    ]
    with db.open(path) as conn:
        book(conn, lines)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The app to be driven without a browser."""
    monkeypatch.setenv("SWEETSPOT_DATA", str(tmp_path))
    monkeypatch.setattr("ui.waiting.PATIENCE", 60.0)  # no browser looks again
    yield App(tmp_path)
    db.close_all()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """A running server with the workspaces of `App`, shared by all tests of a session."""
    folder = App(tmp_path_factory.mktemp("served")).folder
    for workspace in workspaces.listing(folder):
        db.close(workspace.path)
    with serving.serving(folder) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with serving.browsing() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[serving.Tab]:
    """A new tab, without a memory of those before."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield serving.Tab(context.new_page())
    context.close()
