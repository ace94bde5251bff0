"""One customer, everything that is known."""

from datetime import date

import pytest

from icp import customer, errors
from tests.conftest import book


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
