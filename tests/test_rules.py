"""The rules of the house, checked by reading the source."""

import ast
import hashlib
import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import pytest

from tests.conftest import REAL_DATA, ROOT

ICP, UI, PAGES = (sorted((ROOT / name).glob("*.py")) for name in ("icp", "ui", "pages"))
SQL = sorted((ROOT / "icp" / "sql").glob("*.sql"))
SEVERAL_STATEMENTS = {"schema", "macros", "views"}
MAY_CREATE = {"schema", "macros", "views"}
# reader.py runs in a process of its own, where no root exists
MAY_CONNECT = {"db.py", *(path.name for path in (ROOT / "icp").glob("reader*.py"))}
PARAMETER = re.compile(r"\$([a-z_]\w*)")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """The modules a file imports, `from icp import db` as icp.db."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def top_level(path: Path) -> set[str]:
    return {module.partition(".")[0] for module in imports(path)}


def called(path: Path) -> set[str]:
    """What a file calls or reads, as `module.attribute`."""
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


@pytest.mark.parametrize("path", ICP, ids=name)
def test_the_package_knows_neither_screen_nor_pages(path):
    assert not top_level(path) & {"streamlit", "plotly", "ui", "pages", "app", "tests"}


@pytest.mark.parametrize("path", UI, ids=name)
def test_ui_does_not_know_the_pages(path):
    assert not top_level(path) & {"pages", "app", "tests", "duckdb"}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_know_neither_each_other_nor_the_database(path):
    assert not top_level(path) & {"pages", "app", "tests", "duckdb"}
    assert not imports(path) & {"icp.db", "ui.main"}


def test_topics_look_only_down():
    graph = {
        path.stem: {m.split(".")[1] for m in imports(path) if m.startswith("icp.")} & modules()
        for path in ICP
    }
    assert list(TopologicalSorter(graph).static_order())


def modules() -> set[str]:
    return {path.stem for path in ICP} - {"__init__"}


def test_every_page_is_registered():
    registry = next(
        ast.literal_eval(node.value)
        for node in tree(ROOT / "ui" / "main.py").body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    )
    registered = [entry[0] for entries in registry.values() for entry in entries]
    assert sorted(registered) == [path.stem for path in PAGES]


def test_no_module_of_ui_hides_another():
    # ui/ is the first folder on the path of the running app
    others = set(sys.stdlib_module_names) | set(importlib.metadata.packages_distributions())
    others |= {path.stem for path in ROOT.iterdir() if path.is_dir()} | {"app"}
    assert not {path.stem for path in UI} & others


@pytest.mark.parametrize("path", SQL, ids=name)
def test_every_statement_says_what_it_is(path):
    header = header_of(path)
    assert [line.split(":")[0] for line in header if ":" in line[:8]] == [
        "-- what",
        "-- in",
        "-- out",
    ]


@pytest.mark.parametrize("path", SQL, ids=name)
def test_every_file_is_one_statement(path):
    statements = duckdb.extract_statements(path.read_text(encoding="utf-8"))
    assert len(statements) == 1 or path.stem in SEVERAL_STATEMENTS


@pytest.mark.parametrize("path", SQL, ids=name)
def test_every_parameter_is_announced_and_used(path):
    announced = set(PARAMETER.findall("\n".join(header_of(path))))
    used = set(PARAMETER.findall(body_of(path)))
    assert announced == used


@pytest.mark.parametrize("path", SQL, ids=name)
def test_every_statement_has_a_caller_and_its_name(path):
    assert any(re.fullmatch(pattern, path.stem) for pattern in names_in_code())
    owner = max((m for m in modules() if path.stem.startswith(m)), key=len, default=None)
    assert owner or path.stem in SEVERAL_STATEMENTS


@cache
def names_in_code() -> set[str]:
    return {pattern for module in ICP for pattern in names_in(module)}


def names_in(path: Path) -> Iterator[str]:
    """A pattern for each string in a file: f-strings match whatever they may become."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch(r"\w+", node.value):
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
            if parts[0] and re.fullmatch(r"[a-z]+_\w*", parts[0]):
                yield "".join(r"\w+" if part is None else re.escape(part) for part in parts)


def header_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[: next((n for n, line in enumerate(lines) if not line.startswith("--")), None)]


def body_of(path: Path) -> str:
    return re.sub(r"--.*", "", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*ICP, *UI, *PAGES], ids=name)
def test_only_the_door_opens_the_database(path):
    attributes = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert path.name == "db.py" or "cursor" not in attributes
    assert path.name in MAY_CONNECT or "duckdb.connect" not in called(path)


CREATE = re.compile(
    r"\bcreate\s+(or|temp|table|view|macro|schema|index|sequence|type)", re.IGNORECASE
)


@pytest.mark.parametrize("path", SQL, ids=name)
def test_only_the_schema_creates(path):
    assert path.stem in MAY_CREATE or not CREATE.search(body_of(path))


@pytest.mark.parametrize("path", [*ICP, *UI, *PAGES], ids=name)
def test_no_code_creates(path):
    strings = [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not any(CREATE.search(text) for text in strings)


CLOCK = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "os.environ",
    "os.getenv",
    "random.random",
    "random.choice",
    "random.shuffle",
    "uuid.uuid4",
}


@pytest.mark.parametrize("path", ICP, ids=name)
def test_clock_environment_and_chance_come_in_as_arguments(path):
    assert not called(path) & CLOCK
    assert not top_level(path) & {"secrets", "uuid"}


@pytest.mark.parametrize("path", SQL, ids=name)
def test_statements_do_not_ask_the_clock(path):
    assert not re.search(r"current_(date|time)|\b(now|today|random|uuid)\(", body_of(path))


@pytest.mark.parametrize("path", [*UI, *PAGES], ids=name)
def test_no_page_is_stopped_by_what_leaves_the_server_and_the_browser_at_odds(path):
    assert "st.stop" not in called(path)


@pytest.mark.parametrize("path", [*UI, *PAGES], ids=name)
def test_nothing_is_drawn_as_html(path):
    text = path.read_text(encoding="utf-8")
    assert not called(path) & {"st.html", "st.iframe", "components.html", "components.iframe"}
    assert "unsafe_allow_html" not in text
    assert "unsafe_allow_javascript" not in text


def test_none_of_the_real_data_is_in_the_repository():
    if not REAL_DATA.is_dir() or not (ROOT / ".git").exists():
        pytest.skip("no real data here, or no repository")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tracked = [ROOT / file for file in listed.stdout.split("\0") if file]
    ours = {digest(file): name(file) for file in tracked if file.is_file() and file.stat().st_size}
    real = {digest(file) for file in REAL_DATA.rglob("*") if file.is_file()}
    assert not {file for key, file in ours.items() if key in real}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
