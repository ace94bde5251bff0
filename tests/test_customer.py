"""One customer, everything that is known."""

from datetime import date, datetime

import pytest

from icp import customer, errors, ingest
from tests.conftest import book
from tests.test_ingest import csv


def test_known_facts_come_with_the_words_on_screen(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name, industry, distance)"
        " values (1, 1, 'a', 'Acme', 'Law', 12.5)"
    )
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
