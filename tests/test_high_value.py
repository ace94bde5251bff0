"""High-value customers: the rules worked out by hand, how long they hold, what must always hold."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, errors, high_value
from icp.high_value import Rule
from tests.conftest import book

AS_OF = date(2025, 12, 10)


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each example replaces."""
    with db.open(":memory:") as conn:
        yield conn


def billed(conn, lines, **columns):
    """Orders of (customer, day, amount)."""
    rows = [(str(n), name, day, amount) for n, (name, day, amount) in enumerate(lines)]
    book(conn, rows, **columns)


def found(conn, rule, revenue="net"):
    return high_value.apply(high_value.quarters(conn, AS_OF, revenue), rule)


def high(conn, **rule):
    frame = found(conn, Rule(**rule))
    return set(frame.loc[frame["high"], "customer_id"])


def year(**money):
    """One order each in the last 12 months."""
    return [(name, date(2025, 6, 1), amount) for name, amount in money.items()]


# ---- who is in


def test_the_top_share_is_rounded_up(empty):
    billed(empty, year(a=60, b=50, c=40, d=30, e=20, f=10))
    assert high(empty, share=0.1) == {"a"}  # 0.6 of a customer
    assert high(empty, share=0.2) == {"a", "b"}  # 1.2
    assert high(empty, share=0.5) == {"a", "b", "c"}
    assert high(empty, share=1) == set("abcdef")


def test_equal_customers_are_in_or_out_together(empty):
    billed(empty, [*year(a=60, b=50, c=50, d=50), ("e", date(2025, 2, 1), 25)])
    assert high(empty, share=0.4) == {"a", "b", "c", "d"}


def test_a_bound_of_money_takes_all_from_it_on(empty):
    billed(empty, year(a=60, b=50, c=49.99, d=-5))
    assert high(empty, share=None, least=50) == {"a", "b"}
    assert high(empty, share=None, least=100) == set()


def test_who_brings_nothing_or_less_is_not_among_the_customers(empty):
    billed(empty, year(a=60, b=0.01, c=0, d=-5))
    assert high(empty, share=0.5) == {"a"}
    summary = high_value.summary(found(empty, Rule(share=0.5)))
    assert (summary.customers, summary.high, summary.bound) == (2, 1, 60)
    assert summary.value_share == pytest.approx(60 / 60.01)


def test_revenue_is_that_of_12_months_and_lifetime_is_all(empty):
    lines = [("a", date(2024, 12, 10), 10), ("b", date(2024, 12, 9), 90), ("c", AS_OF, 20)]
    billed(empty, [*lines, ("d", AS_OF + timedelta(1), 500)])
    recent = found(empty, Rule()).set_index("customer_id")
    assert recent["value"].to_dict() == {"a": 10, "c": 20}
    assert recent["rank"].to_dict() == {"a": 2, "c": 1}
    ever = found(empty, Rule(by="lifetime")).set_index("customer_id")
    assert ever["value"].to_dict() == {"a": 10, "b": 90, "c": 20}


def test_margin_is_unknown_where_a_cost_is(empty):
    refund, lines = ("a", date(2025, 7, 1), -20), year(a=60, b=50)
    billed(empty, [*lines, refund, ("b", date(2025, 6, 2), 50)], cost=[50, 10, -20, None])
    frame = found(empty, Rule(by="margin", share=0.5)).set_index("customer_id")
    assert frame.loc["a", "value"] == 10
    assert np.isnan(frame.loc["b", "value"])
    assert frame["high"].to_dict() == {"a": True, "b": False}
    assert high_value.summary(frame.reset_index()).unknown == 1


def test_sales_leave_refunds_out(empty):
    billed(empty, [*year(a=60, b=50), ("a", date(2025, 7, 1), -30)])
    assert found(empty, Rule())["value"].tolist() == [30, 50]
    assert found(empty, Rule(), "sales")["value"].tolist() == [60, 50]


# ---- for how long


def test_how_long_they_hold_is_counted_back_by_quarters(empty):
    """One of two is high. "old" leads up to 10 June 2025, "young" since.

    Quarters end on 10 December, September, June and March 2025 and so on, each with a year before
    it. "old" bought 90 in each of eight quarters up to March 2025, "young" 100 in each since June
    2024: by March 2025, 360 against 300; by June 2025, 270 against 400.
    """
    ends = [(date(2025, 12, 9), 0), (date(2025, 9, 9), 0), (date(2025, 6, 9), 0)]
    months = [(2025, 3), (2024, 12), (2024, 9), (2024, 6), (2024, 3), (2023, 12), (2023, 9)]
    before = [(date(year, month, 9), 90) for year, month in months]
    old = [("old", day, amount) for day, amount in before]
    young = [("young", day, 100) for day, _ in [*ends, *before[:3]]]
    billed(empty, [*old, *young])
    frame = found(empty, Rule(share=0.5)).set_index("customer_id")
    # the orders begin a day before the year that ends on 10 September 2024, so that is the last of
    # the six ends they tell of
    assert frame["seen"].tolist() == [6, 6]
    assert frame["held"].to_dict() == {"old": 0, "young": 3}
    assert frame["before"].to_dict() == {"old": True, "young": False}
    summary = high_value.summary(frame.reset_index())
    assert (summary.before, summary.kept) == (1, 0)


def test_young_data_does_not_tell_who_was_high_a_year_ago(empty):
    billed(empty, year(a=60, b=50))
    frame = found(empty, Rule())
    assert frame["seen"].tolist() == [1, 1]
    summary = high_value.summary(frame)
    assert (summary.before, summary.kept) == (None, None)


def test_without_orders_there_is_nobody(empty):
    summary = high_value.summary(found(empty, Rule()))
    assert (summary.customers, summary.high, summary.value_share) == (0, 0, None)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"share": 0}, "choose more than 0"),
        ({"share": 1.1}, "at most all"),
        ({"share": None}, "top share of customers, or the least money"),
        ({"least": 5}, "top share of customers, or the least money"),
        ({"share": None, "least": 0}, "choose more than 0"),
        ({"by": "size"}, "choose one of revenue, margin, lifetime"),
    ],
)
def test_rules_that_cannot_be_applied_are_refused(rule, sentence):
    with pytest.raises(errors.RuleInvalid, match=sentence):
        Rule(**rule)


# ---- what must always hold


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.integers(0, 1500), st.integers(-20, 90)),
        min_size=1,
        max_size=25,
    ),
    st.sampled_from(["revenue", "lifetime"]),
    st.sampled_from([0.1, 0.2, 0.5]),
    st.randoms(use_true_random=False),
)
def test_order_of_rows_and_unit_change_nothing_and_more_is_never_worse(
    shared, orders, by, share, chance
):
    def applied(rows, unit):
        shared.execute("delete from order_lines").fetchall()
        lines = [(str(n), name, AS_OF - timedelta(ago), cash * unit) for n, name, ago, cash in rows]
        book(shared, lines)
        return found(shared, Rule(by, share))

    rows = [(n, *order) for n, order in enumerate(orders)]
    frame = applied(rows, 1)
    worst = frame.loc[frame["high"], "value"].min()
    assert not (frame.loc[~frame["high"], "value"] >= worst).any()
    assert (frame.loc[frame["high"], "held"] >= 1).all()
    assert (frame["held"] <= frame["seen"]).all()
    chance.shuffle(rows)
    again = applied(rows, 100)
    for same in ("high", "rank", "held", "before"):
        pd.testing.assert_series_equal(frame[same], again[same])


def test_the_sample_company_has_30_that_bring_61_percent(sample_company):
    frame = high_value.apply(high_value.quarters(sample_company, date(2026, 11, 1)), Rule())
    summary = high_value.summary(frame)
    # the key: 30 of 147 bring 0.6121, the largest 1,093,500
    assert (summary.customers, summary.high) == (147, 30)
    assert summary.value_share == pytest.approx(0.6121, abs=5e-5)
    assert frame.loc[frame["rank"] == 1, "value"].item() == 1_093_500
    assert summary.unknown == 0
