"""Files of one's own computer: listed and read only where only its owner can reach the app."""

import os

import pytest
import streamlit as st

from icp import db, errors
from tests.conftest import App
from ui import inbox_panel

ORDERS = "Order ID,Customer ID,Order date,Amount\n1,a,2025-01-31,100\n2,b,2025-02-28,7.5\n"


@pytest.fixture
def inbox(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("inbox")
    monkeypatch.setenv("SWEETSPOT_INBOX", str(folder))
    return folder


@pytest.fixture
def own_machine():
    before = st.get_option("server.address")
    st.config.set_option("server.address", "127.0.0.1")
    yield
    st.config.set_option("server.address", before)


def visit(app):
    at = app.visit("upload", App.EMPTY)
    at.segmented_control(key="upload_section").set_value("inbox").run()
    assert not at.exception
    return at


def said(at):
    kinds = ("markdown", "caption", "error", "success", "subheader")
    return " ".join(str(one.value) for kind in kinds for one in at.get(kind))


def lines(app):
    with db.open(app.folder / f"{App.EMPTY}.duckdb") as conn:
        return db.one(conn, "select count(*) from order_lines")


@pytest.mark.usefixtures("inbox")
def test_on_a_network_there_is_no_way_to_the_servers_files(app):
    at = app.visit("upload", App.EMPTY)
    assert "inbox" not in at.segmented_control(key="upload_section").options
    assert "From this computer" not in at.segmented_control(key="upload_section").options


@pytest.mark.usefixtures("own_machine")
def test_a_file_of_the_inbox_is_loaded_from_where_it_lies(app, inbox):
    (inbox / "orders.csv").write_text(ORDERS)
    at = visit(app)
    at.multiselect[0].set_value(["orders.csv"]).run()
    assert "**2** ready to load" in said(at)
    at.button(key=next(b.key for b in at.button if b.label == "Load 2 rows")).click().run()
    assert not at.exception
    assert lines(app) == 2
    assert "2 of 2 rows loaded" in said(at)
    assert (inbox / "orders.csv").read_text() == ORDERS
    assert at.multiselect[0].value == []


@pytest.mark.usefixtures("own_machine", "inbox")
def test_a_path_is_loaded_and_a_wrong_one_gets_a_sentence(app, tmp_path):
    file = tmp_path / "my orders.csv"
    file.write_text(ORDERS)
    at = visit(app)
    at.text_input[0].set_value(f'"{file}"').run()
    assert "**2** ready to load" in said(at)
    at.text_input[0].set_value(str(tmp_path)).run()
    assert "This is a folder" in at.error[0].value
    at.text_input[0].set_value(str(tmp_path / "none.csv")).run()
    assert "There is no file at this path" in at.error[0].value


@pytest.mark.usefixtures("own_machine")
def test_nothing_outside_the_inbox_is_listed(app, inbox, tmp_path):
    (tmp_path / "secret.csv").write_text(ORDERS)
    (inbox / "link.csv").symlink_to(tmp_path / "secret.csv")
    (inbox / ".hidden.csv").write_text(ORDERS)
    (inbox / "folder").mkdir()
    (inbox / "folder" / "deep.csv").write_text(ORDERS)
    (inbox / "old.csv").write_text(ORDERS)
    (inbox / "new.csv").write_text(ORDERS)
    os.utime(inbox / "old.csv", (0, 0))
    assert [path.name for path in inbox_panel.files(inbox)] == ["new.csv", "old.csv"]
    assert "old.csv (0.1 kB, 1 Jan 1970)" in " ".join(visit(app).multiselect[0].options)


@pytest.mark.parametrize("typed", ["/" + "x" * 5000, "~nobody-at-all/x.csv", "x\0y", "."])
def test_no_path_breaks_the_page(typed):
    with pytest.raises(errors.FileUnreadable):
        inbox_panel.at(typed)


def test_a_file_that_was_written_anew_is_another_one(tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS)
    first = inbox_panel.source(file)
    assert inbox_panel.source(file) == first
    file.write_text(ORDERS + "3,c,2025-03-31,1\n")
    assert inbox_panel.source(file).key != first.key
