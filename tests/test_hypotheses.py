"""Hypotheses: kept with who and when, never rewritten, taken back and brought back."""

from dataclasses import replace
from datetime import datetime

import pytest

from icp import db, errors, hypotheses
from icp.hypotheses import Draft

MONDAY, TUESDAY, FRIDAY = (datetime(2026, 11, day, 9) for day in (2, 3, 6))
LAW = Draft("problem", "Law firms have no IT person", "Two of five name one")


def only(conn):
    [one] = hypotheses.listing(conn)
    return one


def test_a_hypothesis_keeps_its_author_its_day_and_every_entry(empty):
    number = hypotheses.write(empty, LAW, MONDAY, " Ann ")
    first = only(empty)
    assert (first.hypothesis_id, first.text, first.author) == (number, LAW.text, "Ann")
    hypotheses.change(empty, first, replace(LAW, text="Small law firms have none"), FRIDAY, "Bob")
    now = only(empty)
    assert (now.text, now.author) == ("Small law firms have none", "Bob")
    assert (now.written_at, now.worded_at) == (MONDAY, FRIDAY)
    kept = empty.execute("select text from hypotheses order by seq").fetchall()
    assert kept == [(LAW.text,), ("Small law firms have none",)]


def test_only_new_words_make_a_hypothesis_reworded(empty):
    hypotheses.write(empty, LAW, MONDAY, "Ann")
    hypotheses.change(empty, only(empty), replace(LAW, wrong_if="One names one"), TUESDAY, "Ann")
    assert only(empty).worded_at == MONDAY
    hypotheses.change(empty, only(empty), replace(LAW, text="x"), FRIDAY, "Ann")
    hypotheses.change(empty, only(empty), LAW, datetime(2026, 11, 9), "Ann")
    assert only(empty).worded_at == datetime(2026, 11, 9)


def test_one_taken_back_is_not_listed_and_comes_back_as_it_was(empty):
    hypotheses.write(empty, LAW, MONDAY, "Ann")
    one = only(empty)
    hypotheses.take_back(empty, one, TUESDAY, "Ann")
    assert hypotheses.listing(empty) == []
    hypotheses.restore(empty, one, FRIDAY, "Ann")
    hypotheses.restore(empty, one, FRIDAY, "Ann")
    assert (only(empty).text, only(empty).worded_at) == (LAW.text, MONDAY)
    assert db.one(empty, "select count(*) from hypotheses") == 3


def test_a_number_is_never_used_twice(empty):
    first = hypotheses.write(empty, LAW, MONDAY, "Ann")
    hypotheses.take_back(empty, only(empty), MONDAY, "Ann")
    assert hypotheses.write(empty, LAW, MONDAY, "Ann") == first + 1


def test_a_double_click_is_one_hypothesis_and_one_change(empty):
    assert {hypotheses.write(empty, LAW, MONDAY, "Ann") for _ in range(2)} == {1}
    seen, changed = only(empty), replace(LAW, text="new")
    for _ in range(2):
        hypotheses.change(empty, seen, changed, TUESDAY, "Ann")
    assert db.one(empty, "select count(*) from hypotheses") == 2


def test_they_stand_in_the_order_of_the_groups(empty):
    for group in ("impact", "who", "problem", "who"):
        text = f"{group} {db.one(empty, 'select count(*) from hypotheses')}"
        hypotheses.write(empty, Draft(group, text, "x"), MONDAY, "Ann")
    assert [one.text for one in hypotheses.listing(empty)] == [
        "who 1",
        "who 3",
        "problem 2",
        "impact 0",
    ]


@pytest.mark.parametrize("act", [hypotheses.change, hypotheses.take_back])
def test_what_another_window_changed_is_not_overwritten(empty, act):
    hypotheses.write(empty, LAW, MONDAY, "Ann")
    seen = only(empty)
    hypotheses.change(empty, seen, replace(LAW, text="Bob's"), TUESDAY, "Bob")
    more = (replace(LAW, text="Ann's"),) if act is hypotheses.change else ()
    with pytest.raises(errors.Conflict, match="another window"):
        act(empty, seen, *more, FRIDAY, "Ann")
    assert only(empty).text == "Bob's"


@pytest.mark.parametrize(
    ("draft", "author", "sentence"),
    [
        (replace(LAW, text=" "), "Ann", '"What we believe" is empty'),
        (replace(LAW, wrong_if=""), "Ann", '"What would prove it wrong" is empty'),
        (replace(LAW, text="y" * 301), "Ann", "301 characters"),
        (replace(LAW, question="y" * 301), "Ann", '"What to ask" has 301'),
        (replace(LAW, group="other"), "Ann", "three groups"),
        (replace(LAW, text=" OLD one"), "Ann", "there already"),
        (LAW, "  ", "Type your name"),
        (LAW, "a" * 61, "61 characters"),
    ],
)
def test_what_cannot_be_kept_is_a_sentence_and_nothing_is_stored(empty, draft, author, sentence):
    hypotheses.write(empty, replace(LAW, text="Old one"), MONDAY, "Ann")
    with pytest.raises(errors.RuleInvalid, match=sentence):
        hypotheses.write(empty, draft, TUESDAY, author)
    assert db.one(empty, "select count(*) from hypotheses") == 1
