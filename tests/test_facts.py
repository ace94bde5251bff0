"""What is known of each customer, worked out by hand."""

from datetime import date, timedelta

import pandas as pd
import pytest

from icp import facts
from tests.conftest import book


def test_orders_payments_and_months_are_counted_as_of_a_date(empty):
    book(
        empty,
        [
            ("1", "a", date(2025, 1, 31), 100),
            ("1", "a", date(2025, 2, 1), -40),
            ("2", "a", date(2025, 3, 10), -10),
            ("3", "a", date(2025, 4, 5), 25),
            ("4", "b", date(2025, 4, 5), -5),
            ("5", "c", date(2025, 5, 2), 7),
        ],
        revenue_kind=["recurring", "project", None, "recurring", None, None],
        due_on=[date(2025, 2, 10)] * 2 + [None, date(2025, 4, 20), None, None],
        paid_on=[date(2025, 2, 14)] * 2 + [None, date(2025, 4, 18), None, None],
    )
    frame = facts.customers(empty, date(2025, 5, 1)).set_index("customer_id")
    assert list(frame.index) == ["a", "b"]
    a = frame.loc["a"]
    assert (a.purchases, a.projects, a.recency_days, a.money) == (2, 0, 26, 75.0)
    assert (a.active_months, a.months, a.payments, a.days_late) == (2, 4, 2, 2.0)
    assert frame.project_recency_days.isna().all()
    assert frame.loc["b", "purchases"] == 0
    assert frame.isna().loc["b", ["recency_days", "first_on", "days_late"]].all()


def test_a_purchase_with_project_or_resale_work_is_a_project(empty):
    book(
        empty,
        [
            ("1", "a", date(2025, 1, 1), 10),
            ("2", "a", date(2025, 2, 1), 20),
            ("3", "a", date(2025, 3, 1), 30),
            ("4", "b", date(2025, 3, 1), -5),
        ],
        revenue_kind=["project", "resale", "recurring", "project"],
    )
    frame = facts.customers(empty, date(2025, 3, 2)).set_index("customer_id")
    assert (frame.projects["a"], frame.project_recency_days["a"]) == (2, 29)
    assert (frame.recurring["a"], frame.project["a"], frame.resale["a"]) == (30, 10, 20)
    assert frame.projects["b"] == 0


@pytest.mark.parametrize(("revenue", "money"), [("net", 75.0), ("sales", 85.0)])
def test_sales_leaves_refunds_out(empty, revenue, money):
    book(
        empty,
        [("1", "a", date(2025, 1, 1), 85), ("2", "a", date(2025, 1, 2), -10)],
    )
    assert facts.customers(empty, date(2025, 2, 1), revenue).money.item() == money


def test_a_month_with_several_purchases_is_one_active_month(empty):
    days = [date(2025, 1, 31), date(2025, 2, 1), date(2025, 2, 2), date(2025, 2, 28)]
    book(empty, [(str(n), "a", day, 10) for n, day in enumerate(days)])
    found = facts.customers(empty, date(2025, 6, 1))
    assert found[["purchases", "active_months", "months"]].to_numpy().tolist() == [[4, 2, 5]]
    columns = ["customer_id", "first_on", "purchases", "projects", "active_months", "months"]
    pd.testing.assert_frame_equal(facts.habits(empty, date(2025, 6, 1)), found[columns])


def test_a_first_purchase_after_the_day_is_not_known_yet(empty):
    book(empty, [("1", "a", date(2025, 1, 5), -10), ("2", "a", date(2025, 2, 5), 100)])
    found = facts.customers(empty, date(2025, 2, 4))
    assert found["money"].item() == -10
    assert found[["first_on", "months"]].isna().all(axis=None)


def test_the_window_begins_on_its_first_day(empty):
    book(
        empty,
        [
            ("1", "early", date(2024, 10, 31), 1),
            ("2", "first", date(2024, 11, 1), 2),
            ("3", "last", date(2025, 11, 1), 4),
            ("4", "late", date(2025, 11, 2), 8),
        ],
    )
    frame = facts.customers(empty, date(2025, 11, 1), window_months=12)
    assert list(frame.customer_id) == ["first", "last"]


def test_a_first_purchase_on_the_day_itself_is_one_month_of_one(empty):
    book(empty, [("1", "a", date(2025, 5, 1), 10)])
    row = facts.customers(empty, date(2025, 5, 1)).iloc[0]
    assert (row.active_months, row.months) == (1, 1)


def test_the_month_in_which_the_window_begins_is_not_counted_twice(empty):
    days = [date(2024, 1, 9), date(2024, 12, 20), date(2025, 3, 5)]
    book(empty, [(str(n), "a", day, 10) for n, day in enumerate(days)])
    # 15 December to 15 December: of its 13 months the twelve from January on count
    row = facts.customers(empty, date(2025, 12, 15), window_months=12).iloc[0]
    assert (row.purchases, row.active_months, row.months) == (2, 1, 12)


def test_twelve_monthly_invoices_are_twelve_active_months(empty):
    months = [(2024, m) for m in (11, 12)] + [(2025, m) for m in range(1, 11)]
    book(empty, [(str(i), "a", date(y, m, 28), 10) for i, (y, m) in enumerate(months)])
    row = facts.customers(empty, date(2025, 11, 1), window_months=12).iloc[0]
    assert (row.active_months, row.months) == (12, 12)


# ---- different products

PRODUCTS = [
    # order, customer, day, amount, product
    ("1", "a", date(2025, 1, 10), 5, "cable"),
    ("1", "a", date(2025, 1, 10), 5, "mouse"),
    ("2", "a", date(2025, 3, 10), 5, "cable"),
    ("3", "a", date(2025, 5, 10), 5, "cable"),
    ("3", "a", date(2025, 5, 10), 5, None),
    ("4", "b", date(2025, 2, 1), 5, "mouse"),
    ("4", "b", date(2025, 2, 1), -5, "cable"),
    ("5", "c", date(2025, 2, 1), 9, "mouse"),
    ("5", "c", date(2025, 2, 1), 1, "phone"),
    ("5", "c", date(2025, 2, 1), 1, "phone"),
    ("5", "c", date(2025, 2, 1), -2, "returned cable"),
    ("6", "refunded", date(2025, 2, 1), 5, "mouse"),
    ("6", "refunded", date(2025, 2, 1), -9, "phone"),
]


def products(conn, as_of, months=None):
    return facts.products(conn, as_of, months).set_index("customer_id").products.to_dict()


def book_products(conn, lines):
    book(conn, [line[:4] for line in lines], product=[line[4] for line in lines])


def test_different_products_are_counted_in_the_window(empty):
    book_products(empty, PRODUCTS)
    may = date(2025, 5, 10)
    # b's order is of 0 in all and "refunded" of less: no purchases
    assert products(empty, may) == {"a": 2, "c": 2}
    assert products(empty, may, 4) == {"a": 2, "c": 2}  # from 10 January on, that day included
    assert products(empty, may, 3) == {"a": 1}  # cable twice is one product
    assert products(empty, date(2025, 1, 9)) == {}
    assert products(empty, date(2025, 3, 9), 1) == {}
    assert products(empty, date(2025, 3, 10), 1) == {"a": 1}


def test_a_product_is_bought_on_the_day_of_its_order(empty):
    lines = [("1", "a", date(2025, 1, 31), 5, "cable"), ("1", "a", date(2025, 2, 2), 5, "mouse")]
    book_products(empty, lines)
    assert products(empty, date(2025, 1, 31)) == {"a": 2}
    assert products(empty, date(2025, 3, 1), 1) == {}


def test_products_are_as_many_as_counting_the_lines_gives(empty):
    # every day of 100 one of 7 products in turn: 10 days hold 7, 3 days hold 3
    start = date(2025, 1, 1)
    book_products(
        empty,
        [(f"{n}", "a", start + timedelta(n), 1, f"p{n % 7}") for n in range(100)],
    )
    for days in (1, 3, 7, 10):
        found = products(empty, start + timedelta(days - 1))
        assert found == {"a": min(days, 7)}
    assert products(empty, date(2025, 4, 10), 1) == {"a": 7}
