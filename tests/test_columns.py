"""Which column is what: the first guess, the user's choices, and the columns that are left over."""

import pytest

from icp import columns, db, errors, ingest, plans, staging
from tests.test_ingest import csv
from tests.test_vendors import GROUPED

QUICKBOOKS = ["Customer", "Date", "Transaction type", "Num", "Description", "Amount", "Balance"]


def test_known_names_need_no_second_look():
    start = columns.start(["Customer", "Invoice date", "Amount", "Color"], "orders")
    assert {header: guess.field for header, guess in start.guesses.items()} == {
        "Customer": "customer_name",
        "Invoice date": "order_on",
        "Amount": "amount",
        "Color": None,
    }
    assert start.guesses["Amount"].why == "known name"
    assert start.guesses["Color"].why == ""
    assert start.certain
    assert start.how == ""


def test_a_slip_of_the_pen_is_shown_with_how_sure_we_are():
    start = columns.start(["Custommer name", "Industry"], "customers")
    # one letter too many of 12 + 13: 1 - 1 / 25 = 96 %
    assert start.guesses["Custommer name"].why == "looks like Customer name (96 %)"
    assert not start.certain


def test_a_known_export_is_named():
    start = columns.start(QUICKBOOKS, "orders")
    assert start.how == "recognised as QuickBooks Online, sales by customer or product"
    assert start.certain
    assert start.guesses["Balance"].field is None


def test_a_known_export_read_as_another_kind_is_not_recognised():
    start = columns.start(QUICKBOOKS, "customers")
    assert start.how == ""


def test_a_needed_column_without_a_name_we_know_wants_a_look():
    assert not columns.start(["Who", "When", "Amount"], "orders").certain


def test_what_was_chosen_before_wins_over_our_guess():
    headers = ["Customer", "Date", "Amount", "Net"]
    before = {"customer_name": "Customer", "order_on": "Date", "amount": "Net"}
    start = columns.start(headers, "orders", before)
    assert start.guesses["Net"] == columns.Guess("amount", "remembered")
    assert start.guesses["Amount"] == columns.Guess(None, "")
    assert start.certain


def test_two_columns_for_one_field_are_a_sentence():
    taken = {"Amount": "amount", "Net": "amount", "Date": None}
    with pytest.raises(errors.MappingIncomplete) as error:
        columns.mapping("orders", taken)
    assert str(error.value) == (
        'Both "Amount" and "Net" are taken for Amount: choose something else for one of them.'
    )


def test_every_field_is_chosen_or_left_out():
    chosen = columns.mapping("orders", {"Net": "amount", "Amount": None})
    assert chosen["amount"] == "Net"
    assert chosen["order_on"] is None
    assert "Amount" not in chosen.values()


def own(**names):
    return columns.own("customers", ["Customer", "Color", "Fax"], ["Customer"], names)


def test_left_over_columns_are_kept_under_their_header_or_a_name_of_ones_own():
    assert own() == {"Color": "Color", "Fax": "Fax"}
    assert own(Color="  Favourite   colour ", Fax=None) == {"Color": "Favourite colour"}
    assert own(Color="  ")["Color"] == "Color"
    assert columns.own("orders", ["Customer", "Color"], ["Customer"], {}) == {}


def test_two_own_columns_cannot_bear_one_name():
    with pytest.raises(errors.MappingIncomplete, match='"Color" and "Fax" would be kept as "X"'):
        own(Color="X", Fax="X")


def test_own_names_are_stored_and_said(empty):
    text = "Customer ID,Color,Fax,Pager\n7,red,1,2\n"
    names = {"Color": "Favourite colour", "Pager": None}
    found = ingest.load(empty, csv(text), kind="customers", own=names)
    stored = empty.execute("select name, value from attributes order by name").fetchall()
    assert stored == [("Favourite colour", "red"), ("Fax", "1")]
    assert "kept as your own columns: Color (as Favourite colour), Fax" in found.notes
    assert "not used: Pager" in found.notes


def test_left_over_columns_of_orders_are_said_to_be_unused(empty):
    found = ingest.load(empty, csv("Customer,Date,Amount,Color\na,2025-01-01,1,red\n"))
    assert "not used: Color" in found.notes
    assert db.one(empty, "select count(*) from attributes") == 0


def test_a_plan_keeps_what_was_answered(empty):
    staged = staging.stage(empty, csv("Customer,Date,Amount\na,03/04/2025,1\n"))
    plan = plans.make(empty, staged, day_first="yes", decimal=None)
    assert plan.answers == {"day_first": "yes"}
    staging.discard(staged)


def test_samples_are_values_of_rows_that_may_count(empty):
    staged = ingest.stage(empty, csv(GROUPED))
    assert staging.samples(empty, staged)[0] == ["Birch, Ltd", "Cedar"]
    staging.discard(staged)
    staged = ingest.stage(empty, csv("Customer,Date,Amount\na,b\nc,d\n"))
    assert staging.samples(empty, staged) == [[], [], []]
    staging.discard(staged)
