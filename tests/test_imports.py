"""The history, what a new file takes over from an earlier one, and taking its place."""

import json
from datetime import datetime

import pytest

from icp import errors, imports, ingest, plans, staging
from tests.test_ingest import content, csv, value

HEAD = "Customer,Date,Amount,Net\n"
ROW = HEAD + "a,03/04/2025,119,100\n"
AT = datetime(2026, 11, 3, 9)


def load(conn, text=ROW, name="sales-oct.csv", **options):
    return ingest.load(conn, csv(text, name), mapping={"amount": "Net"}, at=AT, **options)


def plan_for(conn, text, **answers):
    """The plan for a new file, started from what was chosen before."""
    staged = staging.stage(conn, csv(text))
    before = imports.remembered(conn, staged.columns)
    try:
        return plans.make(
            conn, staged, before.kind, before.mapping, None, before.answers, **answers
        )
    finally:
        staging.discard(staged)


def test_the_way_a_file_was_read_is_remembered_for_the_same_headers(empty):
    load(empty, day_first="yes")
    found = imports.remembered(empty, ["Net", "Amount", "Date", "Customer"])
    assert (found.file_name, found.imported_at, found.kind) == ("sales-oct.csv", AT, "orders")
    assert found.mapping == {"customer_name": "Customer", "order_on": "Date", "amount": "Net"}
    assert found.answers == {"day_first": "yes"}
    assert found.own == {"Amount": None}


@pytest.mark.parametrize(
    "headers", [["Customer", "Date", "Amount"], ["Customer", "Date", "Amount", "Net", "Tax"]]
)
def test_other_headers_remember_nothing(empty, headers):
    load(empty, day_first="yes")
    assert imports.remembered(empty, headers) is None


def test_the_newest_import_that_stands_is_remembered(empty):
    first = load(empty, day_first="yes")
    second = load(empty, ROW + "b,04/04/2025,1,1\n", "sales-nov.csv", day_first="no")
    headers = ["Customer", "Date", "Amount", "Net"]
    assert imports.remembered(empty, headers).file_name == "sales-nov.csv"
    ingest.undo(empty, second.import_id)
    assert imports.remembered(empty, headers).file_name == "sales-oct.csv"
    ingest.undo(empty, first.import_id)
    assert imports.remembered(empty, headers) is None


def test_own_names_are_remembered(empty):
    text = "Customer ID,Color,Fax\n7,red,1\n"
    ingest.load(empty, csv(text), kind="customers", own={"Color": "Tint", "Fax": None})
    found = imports.remembered(empty, ["Customer ID", "Color", "Fax"])
    assert found.own == {"Color": "Tint", "Fax": None}


def test_a_remembered_day_order_answers_the_question(empty):
    load(empty, day_first="yes")
    assert plan_for(empty, HEAD + "a,05/06/2025,1,1\n").day_first
    assert not plan_for(empty, HEAD + "a,05/06/2025,1,1\n", day_first="no").day_first


def test_a_remembered_day_order_that_the_file_contradicts_is_asked_again(empty):
    load(empty, day_first="yes")
    text = HEAD + "a,05/06/2025,1,1\nb,06/13/2025,1,1\n"
    with pytest.raises(errors.Question, match="1 of the dates here only make sense") as question:
        plan_for(empty, text)
    assert question.value.option == "day_first"
    assert list(question.value.choices) == ["yes", "no"]
    assert not plan_for(empty, text, day_first="no").day_first
    assert plan_for(empty, text, day_first="yes").day_first


def test_a_remembered_day_order_stands_while_as_many_dates_speak_for_it(empty):
    load(empty, day_first="yes")
    assert plan_for(empty, HEAD + "a,13/06/2025,1,1\nb,06/13/2025,1,1\n").day_first


def test_a_remembered_decimal_sign_that_the_file_contradicts_is_asked_again(empty):
    load(empty, HEAD + "a,2025-04-03,1.190,1.000\n", decimal=",")
    assert plan_for(empty, HEAD + "a,2025-04-03,1.190,2.000\n").decimal_comma
    with pytest.raises(errors.Question, match="2 of the numbers here only make sense with a point"):
        plan_for(empty, HEAD + "a,2025-04-03,1.19,2.50\nb,2025-04-03,1.19,2.75\n")


def test_a_remembered_currency_that_is_not_in_the_file_is_dropped(empty):
    text = "Customer,Date,Amount,Currency\n"
    ingest.load(empty, csv(text + "a,2025-01-01,1,EUR\nb,2025-01-01,1,USD\n"), currency="EUR")
    staged = staging.stage(empty, csv(text + "a,2025-01-01,1,CHF\nb,2025-01-01,1,USD\n"))
    before = imports.remembered(empty, staged.columns)
    with pytest.raises(errors.Question, match="CHF, USD"):
        plans.make(empty, staged, before.kind, before.mapping, None, before.answers)
    staging.discard(staged)


def test_the_history_says_how_each_file_was_read(empty):
    load(empty, day_first="yes")
    [line] = imports.history(empty).itertuples()
    assert json.loads(line.mapping)["amount"] == "Net"
    assert json.loads(line.answers) == {"day_first": "yes"}
    assert list(line.headers) == ["Customer", "Date", "Amount", "Net"]


def test_the_same_content_takes_the_place_of_the_earlier_import(empty):
    first = load(empty, day_first="yes")
    before = content(empty)["customer_day"]
    with pytest.raises(errors.Question) as question:
        load(empty, day_first="yes")
    assert list(question.value.choices) == ["replace", "yes"]
    second = load(empty, day_first="yes", again="replace")
    assert value(empty, "select list(distinct import_id) from order_lines") == [second.import_id]
    assert content(empty)["customer_day"] == before
    undone = {line.import_id: line.undone for line in imports.history(empty).itertuples()}
    assert undone == {first.import_id: True, second.import_id: False}


def test_replacing_keeps_the_earlier_import_if_the_new_one_fails(empty, monkeypatch):
    load(empty, day_first="yes")
    before = content(empty)

    def fail(conn):
        raise ZeroDivisionError

    monkeypatch.setattr(ingest.daily, "refresh", fail)
    with pytest.raises(ZeroDivisionError):
        load(empty, day_first="yes", again="replace")
    assert content(empty) == before
    assert list(imports.history(empty).undone) == [False]
