"""Where profit is made and lost: by hand, the sample company's answer key, and as properties."""

import json
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import costs, db, measures, pareto, profits, whale
from tests.conftest import ROOT, book

DAY, AS_OF = date(2025, 6, 1), date(2026, 1, 1)
SAMPLE_DAY = date(2026, 11, 1)


def frame(profit, revenue=None, **columns):
    """A frame as `profits.customers` gives it, of customers a, b, c ... with these profits."""
    many = len(profit)
    revenue = revenue or [100.0] * many
    made = {
        "customer_id": [chr(ord("a") + at) for at in range(many)],
        "name": [f"Customer {at}" for at in range(many)],
        "ordered": True,
        "months": 12,
        "revenue": revenue,
        "margin": profit,
        "cost_to_serve": 0.0,
        "cost_to_acquire": float("nan"),
        "profit": profit,
    }
    return pd.DataFrame(made | columns)


def served(conn, hours, rate=10.0, day=DAY):
    """Put hours of support of each customer, and the rate of an hour."""
    conn.executemany(
        "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on, hours)"
        " values (3, ?, ?, ?, ?, ?)",
        [(at, f"T{at}", who, day, many) for at, (who, many) in enumerate(hours.items())],
    )
    with db.transaction(conn):
        costs.save(conn, costs.Rates(hours=rate))


def test_three_customers_on_paper(empty):
    # margins 100, 50, 70; 10 hours at 10 for c -> -30: total 120, running 100, 150, 120
    book(
        empty,
        [("1", "a", DAY, 150), ("2", "b", DAY, 50), ("3", "c", DAY, 100)],
        cost=[50, 0, 30],
    )
    served(empty, {"a": 0, "b": 0, "c": 10})
    found = pareto.whale(empty, AS_OF)
    assert list(found.curve["customer_id"]) == ["a", "b", "c"]
    assert list(found.curve["profit"]) == [100, 50, -30]
    assert list(found.curve["running_profit"]) == [100, 150, 120]
    assert list(found.curve["running_share"]) == pytest.approx([100 / 120, 1.25, 1])
    assert (found.basis, found.total, found.peak, found.hidden_loss) == ("profit", 120, 1.25, 30)
    assert (found.gaining, found.losing, found.unknown) == (2, 1, 0)


def test_by_revenue_the_order_changes_and_no_sum_does():
    by_profit, by_revenue = (
        whale.of(frame([50.0, -20.0, 30.0], [60.0, 900.0, 80.0]), by) for by in whale.By.__args__
    )
    assert list(by_profit.curve["customer_id"]) == ["a", "c", "b"]
    assert list(by_revenue.curve["customer_id"]) == ["b", "c", "a"]
    assert list(by_revenue.curve["running_profit"]) == [-20, 10, 60]
    assert (by_profit.peak, by_profit.lost) == (by_revenue.peak, by_revenue.lost) == (80 / 60, 20)


def test_without_rates_it_is_profit_before_cost_to_serve(empty):
    book(empty, [("1", "a", DAY, 150), ("2", "b", DAY, 50)], cost=[50, 60])
    found = whale.curve(empty, AS_OF)
    assert (found.basis, found.total, found.hidden_loss) == ("margin", 90, 10)


def test_without_costs_it_is_a_curve_of_revenue_also_with_rates(empty):
    book(empty, [("1", "a", DAY, 3), ("2", "b", DAY, 1)])
    served(empty, {"a": 5})
    found = whale.curve(empty, AS_OF)
    assert (found.basis, found.total, found.peak, found.hidden_loss) == ("revenue", 4, 1, 0)


def test_unknown_cost_or_cost_to_serve_is_counted_apart_with_its_revenue(empty):
    lines = [("1", "a", DAY, 10), ("2", "b", DAY, 10), ("3", "b", AS_OF, 10), ("4", "c", DAY, 7)]
    book(empty, lines, cost=[4, 1, None, 2])
    served(empty, {"a": 0.1, "b": 1})  # of c no file says whether it was served
    found = whale.curve(empty, AS_OF)
    assert list(found.curve["customer_id"]) == ["a"]
    assert (found.total, found.unknown, found.unknown_revenue) == (5, 2, 27)


def test_revenue_at_and_below_zero_is_counted_apart(empty):
    lines = [("1", "a", DAY, 10), ("2", "b", DAY, 5), ("3", "b", DAY, -5), ("4", "c", DAY, -3)]
    book(empty, lines, cost=[1, 1, 0, 0])
    found = whale.curve(empty, AS_OF)
    assert (found.at_zero, found.below_zero, found.below_zero_total) == (1, 1, -3)
    assert list(found.curve["profit"]) == [9, -1, -3]
    sales = whale.curve(empty, AS_OF, "sales")
    assert (set(sales.curve["customer_id"]), sales.below_zero) == ({"a", "b"}, 0)


def test_who_was_served_without_an_order_in_the_window_stands_outside(empty):
    book(empty, [("1", "a", DAY, 10), ("2", "gone", date(2024, 1, 1), 90)], cost=[1, 1])
    served(empty, {"a": 0, "gone": 3})
    found = whale.curve(empty, AS_OF, window_months=12)
    assert (found.total, found.outside, found.outside_cost) == (9, 1, 30)
    assert whale.curve(empty, AS_OF).outside == 0  # all orders count, and both have one


def test_days_late_cost_what_a_day_does_in_the_window(empty):
    # a paid 10 days late in the window and 30 before it, b has paid nothing yet
    due = [date(2024, 1, 1), DAY, DAY]
    paid = [date(2024, 1, 31), date(2025, 6, 11), None]
    lines = [("1", "a", date(2023, 12, 1), 50), ("2", "a", DAY, 50), ("3", "b", DAY, 50)]
    book(empty, lines, cost=[0, 0, 0], due_on=due, paid_on=paid)
    with db.transaction(empty):
        costs.save(empty, costs.Rates(late_days=2))
    found = whale.curve(empty, AS_OF, window_months=12)
    assert (found.total, found.unknown, found.unknown_revenue) == (50 - 20, 1, 50)


@pytest.mark.parametrize("profit", [[-2.0], [5.0, -5.0], [0.1, 0.2, -0.3], [-1.0, -2.0], [0.0]])
def test_without_a_profit_in_all_there_is_no_peak(profit):
    found = whale.of(frame(profit))
    assert (found.peak, found.hidden_loss) == (None, None)
    assert found.curve["running_share"].isna().all()
    assert found.lost == pytest.approx(-sum(one for one in profit if one < 0))


def test_one_customer_and_equal_ones_are_no_exception():
    alone = whale.of(frame([7.0]))
    assert (alone.peak, alone.gaining, alone.hidden_loss) == (1, 1, 0)
    equal = frame([5.0, -2.0, 5.0, 0.0, -2.0])
    found = whale.of(equal)
    for one in (found, whale.of(equal.iloc[::-1])):
        assert (one.gaining, one.losing, one.made, one.lost) == (2, 2, 10, 4)
        assert list(one.curve["running_profit"]) == [5, 10, 10, 8, 6]
    assert list(found.curve["customer_id"]) == ["a", "c", "d", "b", "e"]


def test_without_orders_there_is_nobody(empty):
    found = whale.curve(empty, AS_OF)
    assert found.curve.empty
    assert (found.total, found.peak) == (0, None)


def test_profit_is_that_of_the_measures(sample_company):
    known = profits.customers(sample_company, SAMPLE_DAY, "net", 12).set_index("customer_id")
    same = measures.customers(sample_company, SAMPLE_DAY).set_index("customer_id")
    for name in ("revenue", "cost", "margin", "hours", "tickets", "payment", "profit"):
        pd.testing.assert_series_equal(known[name], same[name], check_dtype=False)


def test_who_did_not_order_lately_keeps_their_name(empty):
    book(
        empty, [("1", "a", date(2024, 1, 1), 10), ("2", "b", DAY, 10)], customer_name=["Ann", "Bo"]
    )
    known = profits.customers(empty, AS_OF, "net", 12)
    assert known[["name", "ordered"]].to_numpy().tolist() == [["Ann", False], ["Bo", True]]


@pytest.fixture(scope="module")
def alder_point(sample_company):
    """Its customers with an hour at 95, which is not kept."""
    sample_company.begin()
    costs.save(sample_company, costs.Rates(hours=95))
    known = profits.customers(sample_company, SAMPLE_DAY, "net", 12)
    sample_company.rollback()
    return known


def test_the_sample_companys_35_give_back_353_k(alder_point):
    key = json.loads((ROOT / "data" / "sample" / "answer_key.json").read_text())
    found, story = whale.of(alder_point), key["story_04"]
    assert (found.gaining, found.losing) == (story["gaining"], story["losing"]) == (112, 35)
    assert found.made == pytest.approx(story["gained"], abs=0.05)
    assert found.lost == found.hidden_loss == pytest.approx(story["given_back"], abs=0.05)
    last = found.curve.iloc[-1]
    assert (last["customer_id"], round(last["profit"])) == ("AP-1024", -81_000)  # St. Brannoc
    assert found.unknown == found.outside == 0


money = st.integers(-10_000, 10_000).map(lambda cents: cents / 100)


@settings(max_examples=20, deadline=None)
@given(st.lists(money, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_the_peak_is_one_or_more_and_the_hidden_loss_is_all_losses(profit, random):
    found = whale.of(frame(profit))
    if found.peak is not None:
        assert found.peak >= 1
        assert found.peak == pytest.approx(found.curve["running_share"].max())
        assert found.hidden_loss == pytest.approx((found.peak - 1) * found.total, abs=1e-6)
        assert found.hidden_loss == pytest.approx(-sum(one for one in profit if one < 0))
    assert found.total == pytest.approx(sum(profit))
    random.shuffle(profit)
    again = whale.of(frame(profit))
    assert (again.peak, again.made, again.lost) == (found.peak, found.made, found.lost)
    assert list(again.curve["profit"]) == list(found.curve["profit"])


@settings(max_examples=20, deadline=None)
@given(st.lists(money, min_size=1, max_size=12), st.integers(2, 1000))
def test_the_unit_of_money_changes_no_share(profit, unit):
    one, other = whale.of(frame(profit)), whale.of(frame([unit * each for each in profit]))
    assert (one.peak is None) == (other.peak is None)
    assert (one.gaining, one.losing) == (other.gaining, other.losing)
    if one.peak:
        assert other.peak == pytest.approx(one.peak)
