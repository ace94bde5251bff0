"""Notes about customers: append-only, changed and taken back without a loss."""

from datetime import datetime

import pytest

from icp import daily, db, errors, merges, notes, standards, writer
from tests.conftest import book

MONDAY, TUESDAY, FRIDAY = (datetime(2026, 11, day, 9) for day in (2, 3, 6))


@pytest.fixture
def listed(empty):
    """Two listed customers."""
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name)"
        " values (1, 1, 'a', 'Acme'), (1, 2, 'b', 'Bolt')"
    )
    standards.refresh(empty)
    return empty


def texts(conn, customer_id):
    return [one.text for one in notes.listing(conn, customer_id)]


def test_the_newest_note_comes_first_with_its_author_and_time(listed):
    notes.write(listed, "a", " called, glad \n", MONDAY, "Ann")
    notes.write(listed, "b", "elsewhere", MONDAY)
    notes.write(listed, "a", "called again", TUESDAY)
    assert notes.listing(listed, "a") == [
        notes.Note(3, "called again", None, TUESDAY, None),
        notes.Note(1, "called, glad", "Ann", MONDAY, None),
    ]


def test_a_changed_note_keeps_its_place_its_day_and_every_entry(listed):
    first = notes.write(listed, "a", "glad", MONDAY, "Ann")
    notes.write(listed, "a", "later", TUESDAY)
    notes.change(listed, first, "not so glad", FRIDAY, "Bob")
    assert notes.listing(listed, "a")[1] == notes.Note(1, "not so glad", "Bob", MONDAY, FRIDAY)
    assert listed.execute("select text from notes order by seq").fetchall() == [
        ("glad",),
        ("later",),
        ("not so glad",),
    ]


def test_a_note_taken_back_is_not_listed_and_can_come_back(listed):
    first = notes.write(listed, "a", "glad", MONDAY)
    notes.take_back(listed, first, TUESDAY)
    assert notes.listing(listed, "a") == []
    assert db.one(listed, "select count(*) from notes") == 2
    notes.change(listed, first, "glad", FRIDAY)
    assert notes.listing(listed, "a") == [notes.Note(1, "glad", None, MONDAY, None)]


def test_a_new_note_never_gets_the_number_of_one_taken_back(listed):
    first = notes.write(listed, "a", "one", MONDAY)
    notes.take_back(listed, first, MONDAY)
    notes.write(listed, "b", "two", MONDAY)
    assert (texts(listed, "a"), texts(listed, "b")) == ([], ["two"])


def test_notes_go_with_a_merged_customer_and_back(listed):
    book(listed, [])
    notes.write(listed, "a", "of Acme", MONDAY)
    notes.write(listed, "b", "of Bolt", TUESDAY)
    merges.decide(listed, "customer", [("b", "a")], merges.SAME, FRIDAY)
    assert texts(listed, "a") == ["of Bolt", "of Acme"]
    merges.undo(listed, "customer", [("b", "a")])
    assert (texts(listed, "a"), texts(listed, "b")) == (["of Acme"], ["of Bolt"])


def test_what_cannot_be_a_note_is_a_sentence_and_nothing_is_stored(listed):
    with pytest.raises(errors.RuleInvalid, match="empty, nothing was stored"):
        notes.write(listed, "a", " \n ", MONDAY)
    with pytest.raises(errors.RuleInvalid, match="4,001 characters, nothing was stored"):
        notes.write(listed, "a", "x" * 4_001, MONDAY)
    with pytest.raises(errors.NotFound, match="no customer x"):
        notes.write(listed, "x", "hello", MONDAY)
    with pytest.raises(errors.NotFound, match="note is not here"):
        notes.take_back(listed, 7, MONDAY)
    assert db.one(listed, "select count(*) from notes") == 0


def test_an_acknowledged_note_is_on_disk(tmp_path):
    path = tmp_path / "books.duckdb"
    with db.open(path) as conn:
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id) values (1, 1, 'a')"
        )
        standards.refresh(conn)
        daily.refresh(conn)
    writer.submit(path, lambda conn: notes.write(conn, "a", "kept", MONDAY)).result()
    db.close(path)
    with db.open(path) as conn:
        assert texts(conn, "a") == ["kept"]
