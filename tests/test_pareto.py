"""Which customers bring the money: by hand, against published figures, and as properties."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, pareto
from tests.conftest import book

DAY = date(2025, 1, 1)
LATER = date(2025, 2, 1)


def company(conn, values, unit=1):
    lines = [(f"o{name}", name, DAY, value * unit) for name, value in values.items()]
    book(conn, lines)


def test_five_customers_on_paper(empty):
    # total 100; running 50, 80, 90, 97, 100 -> two customers reach exactly 80 %
    # gini: ascending 3 7 10 30 50, sum (2i-6)x = -12-14+0+60+200 = 234; / (5 x 100) = .468
    # hhi: .25 + .09 + .01 + .0049 + .0009 = .3558
    company(empty, {"a": 50, "b": 30, "c": 10, "d": 7, "e": 3})
    found = pareto.summary(empty, LATER)
    assert (found.customers, found.total, found.customers_for_80) == (5, 100, 2)
    assert (found.top_20_customers, found.top_20_share) == (1, 0.5)
    assert found.gini == pytest.approx(0.468, rel=1e-12)
    assert found.hhi == pytest.approx(0.3558, rel=1e-12)
    assert found.effective_customers == pytest.approx(2.81057, rel=1e-5)
    assert (found.top_1_share, found.top_3_share, found.top_10_share) == (0.5, 0.9, 1.0)
    curve = pareto.curve(empty, LATER)
    assert list(curve.customer_id) == ["a", "b", "c", "d", "e"]
    assert list(curve.running_share) == [0.5, 0.8, 0.9, 0.97, 1.0]
    assert list(curve.abc) == ["A", "A", "B", "B", "C"]


def test_refunds_reduce_net_and_leave_sales_alone(empty):
    book(
        empty,
        [
            ("1", "a", DAY, 100),
            ("2", "a", DAY, -100),
            ("3", "b", DAY, 40),
            ("4", "c", DAY, -15),
        ],
    )
    net = pareto.summary(empty, LATER)
    assert (net.customers, net.total, net.below_zero, net.at_zero) == (3, 25, 1, 1)
    assert net.below_zero_total == -15
    sales = pareto.summary(empty, LATER, "sales")
    assert (sales.customers, sales.total, sales.below_zero) == (2, 140, 0)


def test_without_positive_revenue_no_share_is_invented(empty):
    company(empty, {"a": -5, "b": 5})
    found = pareto.summary(empty, LATER)
    assert (found.total, found.customers_for_80, found.top_20_share) == (0, None, None)
    assert found.customers_for_80_share is None
    assert found.effective_customers is None
    assert pareto.curve(empty, LATER).share.isna().all()


def test_an_empty_workspace_has_no_customers(empty):
    assert pareto.summary(empty, LATER).customers == 0
    assert pareto.curve(empty, LATER).empty


def test_only_the_window_counts(empty):
    book(empty, [("1", "a", date(2023, 1, 1), 90), ("2", "b", DAY, 10)])
    assert list(pareto.curve(empty, LATER).customer_id) == ["a", "b"]
    assert list(pareto.curve(empty, LATER, window_months=12).customer_id) == ["b"]
    assert pareto.curve(empty, date(2022, 1, 1)).empty


def test_the_whale_curve_of_three_customers_on_paper(empty):
    # profits 100, 50, -30: total 120, running 100, 150, 120; peak 150/120 after two, 30 given back
    book(
        empty,
        [("1", "a", DAY, 150), ("2", "b", DAY, 50), ("3", "c", DAY, 70)],
        cost=[50, 0, 100],
    )
    found = pareto.whale(empty, LATER)
    assert list(found.curve.customer_id) == ["a", "b", "c"]
    assert list(found.curve.running_profit) == [100, 150, 120]
    assert (found.basis, found.total, found.peak, found.peak_customers) == ("profit", 120, 1.25, 2)
    assert found.hidden_loss == 30
    assert found.unknown == 0


def test_without_costs_the_whale_is_a_revenue_curve(empty):
    company(empty, {"a": 3, "b": 1})
    found = pareto.whale(empty, LATER)
    assert (found.basis, found.total, found.peak, found.hidden_loss) == ("revenue", 4, 1, 0)


def test_a_customer_of_unknown_cost_is_left_out_and_counted(empty):
    lines = [("1", "a", DAY, 10), ("2", "b", DAY, 10), ("3", "b", LATER, 10)]
    book(empty, lines, cost=[4, 1, None])
    found = pareto.whale(empty, LATER)
    assert list(found.curve.customer_id) == ["a"]
    assert (found.total, found.unknown) == (6, 1)


def test_a_whale_that_loses_everywhere_is_undefined(empty):
    book(empty, [("1", "a", DAY, 10)], cost=[12])
    found = pareto.whale(empty, LATER)
    assert (found.total, found.peak, found.peak_customers, found.hidden_loss) == (-2,) + (None,) * 3
    assert pareto.whale(empty, date(2020, 1, 1)).curve.empty


@pytest.fixture(scope="module")
def online_retail(real):
    from icp import ingest

    with db.open(":memory:") as conn:
        ingest.load(conn, real / "online_retail_2010_2011" / "online_retail.parquet")
        yield conn, json.loads((real / "online_retail_2010_2011" / "oracle.json").read_text())


def test_online_retail_sales_equal_the_oracle(online_retail):
    conn, oracle = online_retail
    want = oracle["ruleA_sales_only"]["pareto"]
    found = pareto.summary(conn, date(2011, 12, 10), "sales")
    assert (found.customers, found.customers_for_80) == (4338, 1133)
    assert found.total == pytest.approx(8911407.904, rel=1e-12)
    assert found.top_20_share == pytest.approx(want["share_top_20pct_ceil"]["share"], rel=1e-9)
    assert found.gini == pytest.approx(want["gini_all_population_formula"], rel=1e-9)
    assert found.hhi == pytest.approx(want["herfindahl"], rel=1e-9)
    assert found.top_1_share == pytest.approx(want["max_customer_share"], rel=1e-9)
    classes = pareto.curve(conn, date(2011, 12, 10), "sales").abc.value_counts()
    assert dict(classes) == {"A": 1133, "B": 1469, "C": 1736}


def test_online_retail_net_equals_the_oracle(online_retail):
    conn, oracle = online_retail
    want = oracle["ruleB_net_of_returns (all rows with a CustomerID, negative rows reduce)"]
    found = pareto.summary(conn, date(2011, 12, 10), "net")
    assert (found.customers, found.customers_for_80) == (4372, 1171)
    assert (found.below_zero, found.at_zero) == (41, 14)
    assert found.total == pytest.approx(8300065.814, rel=1e-12)
    share = want["pareto"]["share_top_20pct_ceil"]["share"]
    assert found.top_20_share == pytest.approx(share, rel=1e-9)
    assert found.gini == pytest.approx(0.7028283286, rel=1e-9)


def test_superstore_equals_the_oracle(real):
    from icp import ingest

    want = json.loads((real / "superstore" / "oracle.json").read_text())["pareto_sales"]
    with db.open(":memory:") as conn:
        ingest.load(conn, real / "superstore" / "Sample - Superstore.csv")
        found = pareto.summary(conn, date(2019, 12, 31))
    assert (found.customers, found.customers_for_80) == (793, 396)
    assert found.total == pytest.approx(want["total"], rel=1e-9)
    assert found.gini == pytest.approx(want["gini_positive_only"], rel=1e-9)
    assert found.top_20_share == pytest.approx(want["share_top_20pct_ceil"]["share"], rel=1e-9)


amounts = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.integers(1, 10**6), min_size=1, max_size=12
)


@settings(max_examples=10, deadline=None)
@given(amounts, st.sampled_from([1, 100]), st.randoms())
def test_neither_row_order_nor_currency_unit_changes_a_share(values, unit, random):
    with db.open(":memory:") as first, db.open(":memory:") as second:
        company(first, values)
        shuffled = list(values.items())
        random.shuffle(shuffled)
        company(second, dict(shuffled), unit)
        one, other = (pareto.curve(conn, LATER) for conn in (first, second))
        assert list(one.customer_id) == list(other.customer_id)
        assert list(one.running_share) == pytest.approx(list(other.running_share), rel=1e-12)
        assert one.share.sum() == pytest.approx(1)
        gini = [pareto.summary(conn, LATER).gini for conn in (first, second)]
        assert gini[0] == pytest.approx(gini[1], rel=1e-9, abs=1e-12)


@settings(max_examples=15, deadline=None)
@given(amounts)
def test_eighty_percent_is_reached_by_no_fewer_customers(values):
    with db.open(":memory:") as conn:
        company(conn, values)
        found = pareto.summary(conn, LATER)
    largest = sorted(values.values(), reverse=True)
    k = found.customers_for_80
    assert 100 * sum(largest[:k]) >= 80 * sum(largest)
    assert 100 * sum(largest[: k - 1]) < 80 * sum(largest)
