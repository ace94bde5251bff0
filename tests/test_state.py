"""What is remembered of the chosen data, and until when."""

import shutil

import pytest

from icp import db, judgements, workspaces
from tests.conftest import App
from ui import state


@pytest.fixture
def chosen(app: App, monkeypatch):
    monkeypatch.setattr(state, "workspace", lambda: app.filled)
    return app.filled.path


def change(path) -> None:
    with db.open(path) as conn, db.transaction(conn):
        judgements.save(conn, "c1", "Support", "light", state.now())


def test_the_version_grows_with_a_change_and_stays_without_one(chosen):
    before = state.version()
    assert state.version() == before
    change(chosen)
    assert state.version() == before + 1


def test_what_takes_the_place_of_deleted_data_is_not_taken_for_it(chosen, tmp_path):
    db.close(chosen)
    copy = shutil.copy(chosen, tmp_path / "copy")
    change(chosen)
    after = state.version()
    workspaces.delete(chosen)
    shutil.move(copy, chosen)
    state.forget()
    assert state.version() == after - 1


def test_data_of_the_same_version_is_read_anew_once_the_old_is_deleted(app, chosen):
    assert state.summary().customers == 12
    empty = app.folder / f"{App.EMPTY}.duckdb"
    with db.open(empty) as conn:
        conn.execute("update meta set data_version = $version", {"version": state.version()})
    db.close(empty)
    workspaces.delete(chosen)
    shutil.copy(empty, chosen)
    state.forget()
    assert state.summary().customers == 0
