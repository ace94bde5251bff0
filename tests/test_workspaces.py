"""Files of data: list, create, rename, delete, back up, restore."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from icp import db, errors, workspaces


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    db.close_all()


def note(path: Path, text: str) -> None:
    with db.open(path) as conn:
        conn.execute(
            "insert into personas values (1, 1, $text, timestamp '2025-01-01')", {"text": text}
        )


def notes(path: Path) -> list[str]:
    with db.open(path) as conn:
        return [text for (text,) in conn.execute("select content from personas").fetchall()]


def test_the_list_is_sorted_by_label(folder):
    for number, label in enumerate(["beta", "Alpha", "gamma"]):
        workspaces.create(folder, label, f"{number}")
    assert [one.label for one in workspaces.listing(folder)] == ["Alpha", "beta", "gamma"]


def test_an_empty_folder_lists_nothing(folder):
    assert workspaces.listing(folder) == []


@pytest.mark.parametrize(
    "label", ["../../etc/passwd", "C:\\books", "a/b", "con", "ümläut & Söhne", "株式会社", ".."]
)
def test_a_label_never_becomes_a_path(folder, label):
    made = workspaces.create(folder, label, "0a")
    assert made.label == label
    assert made.path.parent == folder
    assert made.path.name.removesuffix("-0a.duckdb").replace("-", "").isalnum()
    assert [one.label for one in workspaces.listing(folder)] == [label]


def test_a_label_is_trimmed(folder):
    assert workspaces.create(folder, "  Our \n books ", "1").label == "Our books"


@pytest.mark.parametrize("label", ["", "   ", "x" * 81, "bell\a"])
def test_a_label_that_cannot_be_used_is_refused(folder, label):
    with pytest.raises(errors.RuleInvalid, match="a name of 1 to 80 characters"):
        workspaces.create(folder, label, "1")
    assert workspaces.listing(folder) == []


def test_two_workspaces_cannot_have_the_same_label(folder):
    first = workspaces.create(folder, "Our books", "1")
    second = workspaces.create(folder, "Others", "2")
    with pytest.raises(errors.RuleInvalid, match="already is data named OUR BOOKS"):
        workspaces.create(folder, "OUR BOOKS", "3")
    with pytest.raises(errors.RuleInvalid, match="already is data named our books"):
        workspaces.rename(second.path, "our books")
    assert workspaces.rename(first.path, "our Books").label == "our Books"


def test_a_new_label_survives_closing(folder):
    made = workspaces.create(folder, "Before", "1")
    renamed = workspaces.rename(made.path, "After")
    db.close_all()
    assert workspaces.listing(folder) == [renamed]
    assert renamed.path == made.path


def test_a_damaged_file_is_listed_with_its_problem(folder):
    good = workspaces.create(folder, "Good", "1")
    note(good.path, "x" * 50_000)
    whole = workspaces.backup(good.path, "copy").read_bytes()
    (folder / "text.duckdb").write_text("name,amount\n")
    (folder / "empty.duckdb").write_bytes(b"")
    flipped = bytes(255 - byte for byte in whole[9000:9200])
    (folder / "flipped.duckdb").write_bytes(whole[:9000] + flipped + whole[9200:])
    (folder / "short.duckdb").write_bytes(whole[:5000])
    (folder / "sqlite.duckdb").write_bytes(b"SQLite format 3\0" + bytes(4000))
    listed = {one.name: one.problem for one in workspaces.listing(folder)}
    assert listed.pop("good-1") is None
    assert sorted(listed) == ["empty", "flipped", "short", "sqlite", "text"]
    for name, problem in listed.items():
        assert problem is not None
        assert problem.startswith(f"{name}.duckdb ")


def test_a_deleted_workspace_leaves_no_trace(folder):
    made = workspaces.create(folder, "Secret", "1")
    note(made.path, "canary-4711")
    workspaces.delete(made.path)
    assert workspaces.listing(folder) == []
    left = [file for file in folder.rglob("*") if file.is_file()]
    assert not any(b"canary-4711" in file.read_bytes() for file in left)
    assert left == []


def test_a_deleted_name_can_be_used_again(folder):
    first = workspaces.create(folder, "Books", "1")
    note(first.path, "old")
    workspaces.delete(first.path)
    again = workspaces.create(folder, "Books", "1")
    assert notes(again.path) == []


def test_a_damaged_file_can_be_deleted(folder):
    path = folder / "bad.duckdb"
    path.write_text("bad")
    workspaces.delete(path)
    assert not path.exists()


def test_a_backup_holds_what_was_saved_and_can_be_restored_beside_it(folder):
    made = workspaces.create(folder, "Books", "1")
    note(made.path, "before")
    copy = workspaces.backup(made.path, "backup-1")
    note(made.path, "after")
    with copy.open("rb") as file:
        restored = workspaces.restore(folder, file, "2")
    with copy.open("rb") as file:
        twice = workspaces.restore(folder, file, "3")
    assert (restored.label, twice.label) == ("Books (restored)", "Books (restored 2)")
    assert notes(restored.path) == notes(twice.path) == ["before"]
    assert notes(made.path) == ["before", "after"]


def test_a_restored_workspace_keeps_its_label_where_it_is_free(folder, tmp_path_factory):
    made = workspaces.create(folder, "Books", "1")
    copy = workspaces.backup(made.path, "backup-1")
    with copy.open("rb") as file:
        assert workspaces.restore(tmp_path_factory.mktemp("new"), file, "2").label == "Books"


def test_a_crafted_backup_brings_no_view_of_its_own(folder, tmp_path_factory):
    made = workspaces.create(folder, "Books", "1")
    with db.open(made.path) as conn:
        conn.execute("create or replace view customers as select 'not ours' as customer_id")
    copy = workspaces.backup(made.path, "backup-1")
    with copy.open("rb") as file:
        restored = workspaces.restore(tmp_path_factory.mktemp("new"), file, "2")
    with db.open(restored.path) as conn:
        assert conn.execute("select name, industry from customers").fetchall() == []


def test_a_backup_is_not_listed(folder):
    made = workspaces.create(folder, "Books", "1")
    workspaces.backup(made.path, "backup-1")
    assert workspaces.listing(folder) == [made]


def test_a_file_that_is_no_backup_is_refused_and_leaves_nothing(folder):
    for content in (
        b"",
        b"name,amount\n" * 100,
        b"\0" * 8 + b"DUCK",
        b"\0" * 8 + b"DUCK" + b"x" * 9000,
    ):
        with pytest.raises(errors.IcpError):
            workspaces.restore(folder, io.BytesIO(content), "1")
    assert [file for file in folder.rglob("*") if file.is_file()] == []


def test_a_backup_name_is_never_a_path(folder):
    made = workspaces.create(folder, "Books", "1")
    with pytest.raises(ValueError, match="not a plain name"):
        workspaces.backup(made.path, "../out")


def test_what_a_cut_off_process_left_behind_is_removed(tmp_path):
    kept = workspaces.create(tmp_path, "Kept", "1")
    db.close(kept.path)
    staged = tmp_path / "tmp" / "import-1"
    staged.mkdir(parents=True)
    (staged / "upload").write_text("secret")
    (tmp_path / "restoring-1.part").write_text("secret")
    workspaces.tidy(tmp_path)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == [kept.path]
    assert [one.label for one in workspaces.listing(tmp_path)] == ["Kept"]
