"""Interviews: kept part by part, in step between two windows, never lost."""

from datetime import date, datetime, timedelta

import pytest

from icp import daily, db, errors, interviews, merges, writer
from icp.interviews import Company
from tests.conftest import book

MONDAY, TUESDAY, FRIDAY = (datetime(2026, 11, day, 9) for day in (2, 3, 6))
DAY = date(2026, 11, 2)
ACME = Company("other", None, "Acme")


def begin(conn, company=ACME, held_on=DAY, author="Ann", at=MONDAY):
    return interviews.begin(conn, company, held_on, at, author)


def save(conn, number, part, value, before=None, about="", at=TUESDAY, author="Ann"):
    interviews.save(conn, number, (part, about), value, before, (at, author))


def only(conn):
    [one] = interviews.listing(conn)
    return one


def test_an_interview_keeps_who_when_answers_quotes_and_findings(empty):
    number = begin(empty, Company("other", None, "  Acme   Ltd "))
    save(empty, number, "answer", " because ", about="Why?")
    save(empty, number, "answer", "Bob", about="Who?")
    save(empty, number, "quotes", "never again\nso calm now")
    save(empty, number, "finding", "supports", about="7", at=FRIDAY, author="Bob")
    save(empty, number, "person", "Jane")
    one = only(empty)
    assert (one.company, one.person, one.held_on) == (
        Company("other", None, "Acme Ltd"),
        "Jane",
        DAY,
    )
    assert (one.held_by, one.quotes) == ("Ann", "never again\nso calm now")
    assert one.answers == {"Why?": "because", "Who?": "Bob"}
    assert (one.findings, one.found_at) == ({7: "supports"}, {7: FRIDAY})
    assert (one.written_at, one.changed_at) == (MONDAY, FRIDAY)


def test_the_latest_entry_of_a_part_counts_and_the_earlier_ones_stay(empty):
    number = begin(empty)
    save(empty, number, "answer", "one", about="Why?")
    save(empty, number, "answer", "two", "one", "Why?", FRIDAY, "Bob")
    assert only(empty).answers == {"Why?": "two"}
    assert only(empty).author == "Bob"
    kept = empty.execute("select value from interviews where part = 'answer' order by seq")
    assert kept.fetchall() == [("one",), ("two",)]


def test_an_answer_that_is_emptied_is_no_answer(empty):
    number = begin(empty)
    save(empty, number, "answer", "one", about="Why?")
    save(empty, number, "answer", "  ", "one", "Why?")
    assert only(empty).answers == {}


def test_two_windows_write_different_parts(empty):
    number = begin(empty)
    save(empty, number, "answer", "one", about="Why?")
    save(empty, number, "answer", "two", about="Who?")
    assert only(empty).answers == {"Why?": "one", "Who?": "two"}


def test_an_old_window_does_not_overwrite_a_newer_answer(empty):
    number = begin(empty)
    save(empty, number, "answer", "newer", about="Why?")
    with pytest.raises(errors.Conflict, match='changed in another window to "newer"'):
        save(empty, number, "answer", "older", about="Why?")
    assert only(empty).answers == {"Why?": "newer"}
    save(empty, number, "answer", "newer", about="Why?")  # the same words are no conflict


def test_one_taken_back_does_not_count_refuses_answers_and_comes_back_whole(empty):
    number = begin(empty)
    save(empty, number, "answer", "one", about="Why?")
    interviews.take_back(empty, number, TUESDAY, "Ann")
    assert interviews.listing(empty) == []
    with pytest.raises(errors.NotFound, match="deleted in another window"):
        save(empty, number, "answer", "two", "one", "Why?")
    interviews.bring_back(empty, number, FRIDAY, "Ann")
    assert only(empty).answers == {"Why?": "one"}
    with pytest.raises(errors.NotFound):
        save(empty, 99, "answer", "two", about="Why?")


def test_the_latest_held_come_first(empty):
    for day in (3, 9, 5):
        begin(empty, held_on=date(2026, 11, day), at=datetime(2026, 11, day))
    assert [one.held_on.day for one in interviews.listing(empty)] == [9, 5, 3]


def test_a_double_click_begins_one_interview_and_a_later_one_another(empty):
    first = begin(empty)
    assert begin(empty, at=MONDAY + timedelta(seconds=2)) == first
    assert begin(empty, at=MONDAY + timedelta(seconds=3)) == first + 1
    assert (
        begin(empty, Company("other", None, "Bolt"), at=MONDAY + timedelta(seconds=3)) > first + 1
    )


@pytest.mark.parametrize(
    ("part", "value", "sentence"),
    [
        ("held_by", " ", '"Asked by" is empty'),
        ("held_on", None, '"Held on" is empty'),
        ("answer", "y" * 4_001, "4,001 characters"),
        ("person", "y" * 81, "81 characters"),
        ("finding", "maybe", "Choose supports"),
        ("kind", "customer", "no such part"),
    ],
)
def test_what_cannot_be_kept_is_a_sentence(empty, part, value, sentence):
    number = begin(empty)
    before = db.one(empty, "select count(*) from interviews")
    with pytest.raises(errors.RuleInvalid, match=sentence):
        save(empty, number, part, value)
    assert db.one(empty, "select count(*) from interviews") == before


@pytest.mark.parametrize(("name", "author"), [(" ", "Ann"), ("x" * 121, "Ann"), ("Acme", " ")])
def test_without_a_name_nothing_is_begun(empty, name, author):
    with pytest.raises(errors.RuleInvalid, match="Nothing was stored"):
        begin(empty, Company("other", None, name), author=author)
    assert db.one(empty, "select count(*) from interviews") == 0


def test_a_customer_is_named_as_today_and_goes_with_a_merge(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name)"
        " values (1, 1, 'a', 'Acme Ltd'), (1, 2, 'b', 'Bolt')"
    )
    book(empty, [])
    begin(empty, Company("customer", "b", "as it was"))
    assert only(empty).company == Company("customer", "b", "Bolt")
    merges.decide(empty, "customer", [("b", "a")], merges.SAME, FRIDAY)
    assert only(empty).company == Company("customer", "a", "Acme Ltd")


def test_a_customer_that_is_gone_keeps_the_name_it_had(empty):
    begin(empty, Company("customer", "gone", "Was here"))
    assert only(empty).company == Company("customer", "gone", "Was here")


def test_companies_are_found_by_a_part_of_the_name_or_the_number(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name)"
        " values (1, 1, 'K-1', 'New Hale'), (1, 2, 'K-2', 'Bolt 100 %')"
    )
    empty.execute(
        "insert into prospect_rows (import_id, row_no, prospect_id, name)"
        " values (1, 1, 'p1', 'Hale & Co'), (1, 2, 'p2', null)"
    )
    daily.refresh(empty)
    assert interviews.companies(empty, " hale") == [
        Company("prospect", "p1", "Hale & Co"),
        Company("customer", "K-1", "New Hale"),
    ]
    assert interviews.companies(empty, "%") == [Company("customer", "K-2", "Bolt 100 %")]
    assert interviews.companies(empty, "k-1") == [Company("customer", "K-1", "New Hale")]
    assert interviews.companies(empty, "p2") == [Company("prospect", "p2", "p2")]
    assert len(interviews.companies(empty, "", 3)) == 3


def test_an_acknowledged_answer_is_on_disk(tmp_path):
    path = tmp_path / "books.duckdb"
    number = writer.submit(path, begin).result()
    writer.submit(path, lambda conn: save(conn, number, "quotes", "kept")).result()
    db.close(path)
    with db.open(path) as conn:
        assert only(conn).quotes == "kept"
