"""What came in, to be checked against the books."""

from datetime import date

import pytest

from icp import overview, standards
from tests.conftest import book


def test_an_empty_workspace_is_all_zeros(empty):
    assert overview.summary(empty) == overview.Summary(0, 0, 0, None, None, 0, 0.0, None)
    assert overview.by_year(empty).empty
    assert overview.known(empty).empty


def test_figures_are_those_of_the_books(empty):
    book(
        empty,
        [
            ("1", "a", date(2024, 11, 30), 100.25),
            ("2", "a", date(2024, 12, 1), -40),
            ("3", "b", date(2025, 1, 1), 7),
            ("3", "b", date(2025, 1, 1), 3),
            ("4", "c", date(2025, 2, 1), 0),
        ],
        currency=["USD", None, "USD", "USD", None],
    )
    assert overview.summary(empty) == overview.Summary(
        3, 3, 4, date(2024, 11, 30), date(2025, 2, 1), 4, 70.25, "USD"
    )
    assert overview.by_year(empty).to_dict("list") == {
        "year": [2024, 2025],
        "orders": [2, 2],
        "customers": [1, 2],
        "net": [60.25, 10.0],
    }


def test_what_comes_beside_customers_and_orders_is_counted_where_there_is_any(empty):
    assert overview.lists(empty) == {}
    empty.execute("insert into product_rows (import_id, row_no, product_id) values (1, 1, 'a')")
    empty.execute("insert into deal_rows (import_id, row_no, deal_id) values (2, 1, 'a')")
    empty.execute("insert into deal_rows (import_id, row_no, deal_id) values (3, 1, 'a')")
    feedback = "insert into feedback_rows (import_id, row_no, feedback_id, customer_id) values"
    empty.execute(
        f"{feedback} (4, 1, 't', 'c'), (4, 2, 't', 'c'), (5, 1, 't', 'c'), (4, 3, 'u', 'c')"
    )
    # the newer import of a number takes the place of all its rows in the older
    assert overview.lists(empty) == {"products": 1, "deals": 1, "feedback": 2}


def test_customers_without_orders_count_as_customers(empty):
    book(empty, [("1", "a", date(2025, 1, 1), 1)])
    list_customers(empty, [("a", "Law", None), ("b", "Law", 12), ("c", None, None)])
    summary = overview.summary(empty)
    assert (summary.customers, summary.with_orders) == (3, 1)


def test_what_is_known_is_a_share_of_all_customers(empty):
    list_customers(
        empty, [("a", "Law", None), ("b", "Law", 12), ("c", None, None), ("d", "IT", None)]
    )
    known = overview.known(empty)
    assert list(known.itertuples(index=False, name=None)) == [
        ("industry", 3, 0.75),
        ("employees", 1, 0.25),
    ]


def list_customers(conn, rows):
    conn.executemany(
        "insert into customer_rows (import_id, row_no, customer_id, industry, employees)"
        " values (1, 1, ?, ?, ?)",
        rows,
    )
    standards.refresh(conn)


@pytest.mark.parametrize("day", [date(2025, 1, 31), date(2025, 1, 1)])
def test_a_single_order_spans_one_month(empty, day):
    book(empty, [("1", "a", day, 5)])
    assert overview.summary(empty).months == 1
