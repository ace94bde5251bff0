"""One customer, everything that is known."""

from datetime import date, datetime

import pytest

from icp import customer, errors, ingest, judgements, merges, standards
from tests.conftest import book
from tests.test_ingest import csv


def test_known_facts_come_with_the_words_on_screen(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name, industry, distance)"
        " values (1, 1, 'a', 'Acme', 'Law', 12.5)"
    )
    standards.refresh(empty)
    empty.execute("insert into attributes values (1, 'a', 'Color', 'red')")
    assert customer.known(empty, "a") == {"Industry": "Law", "Distance": "12.5", "Color": "red"}


def test_a_customer_that_is_gone_is_a_sentence(empty):
    with pytest.raises(errors.NotFound, match="no customer x"):
        customer.known(empty, "x")


def test_months_without_an_order_are_zero(empty):
    book(
        empty,
        [
            ("1", "a", date(2025, 1, 5), 10),
            ("2", "a", date(2025, 1, 20), -4),
            ("3", "a", date(2025, 3, 1), 7),
            ("4", "a", date(2025, 4, 1), 9),
        ],
    )
    frame = customer.by_month(empty, "a", date(2025, 3, 31))
    assert list(frame.money) == [6, 0, 7]
    assert list(customer.by_month(empty, "a", date(2025, 3, 31), "sales").money) == [10, 0, 7]
    assert customer.by_month(empty, "b", date(2025, 3, 31)).empty


def test_order_lines_come_newest_first_with_their_file(empty):
    head = "Order ID,Customer ID,Order date,Amount\n"
    ingest.load(empty, csv(head + "1,a,2025-01-05,10\n2,a,2025-01-06,7\n9,b,2025-01-06,1\n"))
    ingest.load(empty, csv(head + "1,a,2025-01-05,11\n", "newer.csv"))
    ingest.load(empty, csv("Customer ID,Order date,Amount\na,2025-01-07,5\n", "bare.csv"))
    found = customer.lines(empty, "a").astype(object)
    columns = ["order_id", "amount", "file_name", "row"]
    assert found.where(found.notna(), None)[columns].values.tolist() == [
        [None, 5, "bare.csv", 2],
        ["2", 7, "orders.csv", 3],
        ["1", 11, "newer.csv", 2],
    ]


def test_facts_come_from_the_newest_list_that_has_the_customer(empty):
    at = datetime(2026, 11, 3)
    head = "Customer ID,Customer,Industry\n"
    ingest.load(empty, csv(head + "a,Acme,Law\nb,Bolt,Law\n", "old.csv"), at=at)
    ingest.load(empty, csv(head + "c,Cedar,Law\nb,Bolt,Retail\n", "new.csv"))
    assert customer.came_from(empty, "a") == customer.Origin("old.csv", 2, at)
    assert customer.came_from(empty, "b") == customer.Origin("new.csv", 3, None)
    assert customer.came_from(empty, "aa") is None


MONDAY, TUESDAY = datetime(2026, 11, 2), datetime(2026, 11, 3)


def origins(conn, customer_id):
    return {one.title: (one.value, one.origin) for one in customer.facts(conn, customer_id)}


def test_each_fact_says_which_row_of_which_file_it_came_from_or_who_typed_it(empty):
    head = "Customer ID,Customer,Industry,Country,Fleet\n"
    ingest.load(empty, csv(head + "b,Bolt,,,\na,Acme,Law,CH,vans\n", "old.csv"), at=MONDAY)
    ingest.load(empty, csv("Customer ID,Country\na,DE\n", "new.csv"), at=TUESDAY)
    judgements.save(empty, "a", "employees", "12", MONDAY, "Ann")
    judgements.save(empty, "a", "Support", "heavy", MONDAY, "Ann")
    judgements.save(empty, "a", "Support", "light", TUESDAY)
    old = customer.Origin("old.csv", 3, MONDAY)
    assert origins(empty, "a") == {
        "Industry": ("Law", old),
        "Country": ("DE", customer.Origin("new.csv", 2, TUESDAY)),
        "Fleet": ("vans", old),
        "Employees": ("12", customer.Typed("Ann", MONDAY)),
        "Support": ("light", customer.Typed(None, TUESDAY)),
    }
    assert origins(empty, "b") == {}


def test_what_was_typed_over_a_file_and_then_made_unknown_is_not_known(empty):
    ingest.load(empty, csv("Customer ID,Industry,Fleet\na,Law,vans\n", "old.csv"), at=MONDAY)
    judgements.save(empty, "a", "industry", None, MONDAY)
    assert origins(empty, "a") == {"Fleet": ("vans", customer.Origin("old.csv", 2, MONDAY))}


def test_facts_of_a_merged_name_fill_the_blanks_and_say_their_row(empty):
    head = "Customer ID,Industry,Country\n"
    ingest.load(empty, csv(head + "old a,Retail,CH\na,Law,\n", "list.csv"), at=MONDAY)
    merges.decide(empty, "customer", [("old a", "a")], merges.SAME, MONDAY)
    assert origins(empty, "a") == {
        "Industry": ("Law", customer.Origin("list.csv", 3, MONDAY)),
        "Country": ("CH", customer.Origin("list.csv", 2, MONDAY)),
    }
    assert [customer.merged_into(empty, one) for one in ("old a", "a", "nobody")] == [
        "a",
        None,
        None,
    ]
    with pytest.raises(errors.NotFound, match="no customer old a"):
        customer.facts(empty, "old a")


def test_deals_and_feedback_come_newest_first_and_those_without_a_day_last(empty):
    empty.execute(
        "insert into deal_rows (import_id, row_no, deal_id, name, customer_id, outcome, amount,"
        " created_on, closed_on) values"
        " (1, 1, '1', 'Undated', 'a', null, 5, null, null),"
        " (1, 2, '2', 'Old', 'a', 'won', 6, '2025-06-01', '2025-07-01'),"
        " (1, 3, '3', null, 'a', 'open', null, '2025-08-01', null),"
        " (1, 4, '4', 'Elsewhere', 'b', 'won', 7, null, null)"
    )
    empty.execute(
        "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on, nps)"
        " values (1, 1, 'x', 'a', null, 9), (1, 2, 'y', 'a', '2025-01-01', 3),"
        " (1, 3, 'z', 'a', '2025-02-01', 4), (1, 4, 'w', 'b', '2025-02-01', 1)"
    )
    assert list(customer.deals(empty, "a")["name"]) == ["3", "Old", "Undated"]
    assert list(customer.feedback(empty, "a")["nps"]) == [4, 3, 9]
