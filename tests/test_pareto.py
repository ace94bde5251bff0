"""Which customers bring the money: by hand, against published figures, and as properties."""

import csv
import json
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import costs, daily, db, ingest, measures, pareto
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


def test_margin_profit_and_orders_of_three_customers_on_paper(empty):
    # margin a 150 - 50, b 50 - 0, c 70 - 100 = 100, 50, -30: the sum is 120, 96 are 80 %
    # an hour costs 2: profit a 100 - 2 x 45 = 10, b 50 - 0, c unknown, as no file names its hours
    book(
        empty,
        [("1", "a", DAY, 150), ("2", "b", DAY, 20), ("3", "b", DAY, 30), ("4", "c", DAY, 70)],
        cost=[50, 0, 0, 100],
    )
    worked(empty, {"a": 45, "b": 0})
    costs.save(empty, costs.Rates(hours=2))
    margin = pareto.curve(empty, LATER, value="margin")
    assert list(margin.customer_id) == ["a", "b", "c"]
    assert list(margin.value) == [100, 50, -30]
    assert list(margin.running_share) == [100 / 120, 150 / 120, 1]
    found = pareto.summary(empty, LATER, value="margin")
    assert (found.customers_for_80, found.below_zero, found.below_zero_total) == (1, 1, -30)
    profit = pareto.curve(empty, LATER, value="profit")
    assert list(zip(profit.customer_id, profit.value, strict=True)) == [("b", 50), ("a", 10)]
    found = pareto.summary(empty, LATER, value="profit")
    assert (found.customers, found.unknown, found.total) == (2, 1, 60)
    orders = pareto.curve(empty, LATER, value="orders")
    assert list(zip(orders.customer_id, orders.value, strict=True)) == [
        ("b", 2),
        ("a", 1),
        ("c", 1),
    ]


def worked(conn, hours):
    rows = [(1, n, name, f"f{n}", DAY, much) for n, (name, much) in enumerate(hours.items(), 1)]
    conn.executemany(
        "insert into feedback_rows (import_id, row_no, customer_id, feedback_id, given_on, hours)"
        " values (?, ?, ?, ?, ?, ?)",
        rows,
    )


def test_a_customer_whose_cost_is_not_known_is_counted_apart(empty):
    book(empty, [("1", "a", DAY, 10), ("2", "b", DAY, 10)], cost=[4, None])
    found = pareto.summary(empty, LATER, value="margin")
    assert (found.customers, found.unknown, found.total) == (1, 1, 6)
    nobody = pareto.summary(empty, LATER, value="profit")
    assert (nobody.customers, nobody.unknown, nobody.customers_for_80) == (0, 2, None)


@pytest.fixture
def with_rates(sample_company):
    """The sample company with a cost of support, which is taken back at the end."""
    sample_company.begin()
    costs.save(sample_company, costs.Rates(hours=95, late_days=1))
    yield sample_company
    sample_company.rollback()


@pytest.mark.parametrize("months", [12, 5, None])
def test_margin_and_profit_are_those_of_the_measures(with_rates, months):
    # the measures take a number of months, and all of the data lies in a thousand
    as_of = date(2026, 11, 1)
    want = measures.customers(with_rates, as_of, "net", months or 1_000).set_index("customer_id")
    found = pareto.with_profit(
        pareto.values(with_rates, as_of, "net", months),
        pareto.support(with_rates, as_of, months),
        costs.load(with_rates),
    )
    assert len(found) > 100
    assert found["profit"].notna().any()
    for name in ("revenue", "margin", "profit"):
        expected = want.loc[found["customer_id"], name]
        assert list(found[name]) == pytest.approx(list(expected), rel=1e-12, nan_ok=True)


def test_another_share_needs_other_customers(empty):
    company(empty, {"a": 50, "b": 30, "c": 10, "d": 7, "e": 3})
    curve = pareto.curve(empty, LATER)
    shares = (0.5, 0.51, 0.8, 0.9, 0.97, 0.98, 1.0)
    assert [pareto.few(curve, share) for share in shares] == [1, 2, 2, 3, 4, 5, 5]


def test_who_crosses_a_line_is_in_the_upper_class(empty):
    # running 50, 79, 94, 97, 100: b ends below 80, so c crosses that line, and d crosses 95
    company(empty, {"a": 50, "b": 29, "c": 15, "d": 3, "e": 3})
    curve = pareto.curve(empty, LATER)
    assert list(curve.abc) == ["A", "A", "A", "B", "C"]
    found = pareto.classes(curve)
    assert list(found.customers) == [3, 1, 1]
    assert list(found.customers_share) == [0.6, 0.2, 0.2]
    assert list(found.value) == [94, 3, 3]
    assert list(found.share) == pytest.approx([0.94, 0.03, 0.03], rel=1e-12)
    # at 50 % a alone is enough
    assert list(pareto.classes(curve, (0.5, 0.95)).customers) == [1, 3, 1]


def test_gini_over_all_counts_those_at_zero_and_below(empty):
    # ascending -10 0 30: (-2 x -10 + 0 + 2 x 30) / (3 x 20) = 80 / 60; over 30 alone it is 0
    book(
        empty, [("1", "a", DAY, 30), ("2", "b", DAY, 5), ("3", "b", DAY, -5), ("4", "c", DAY, -10)]
    )
    found = pareto.summary(empty, LATER)
    assert found.gini == 0
    assert found.gini_all == pytest.approx(80 / 60)


@pytest.fixture(scope="module")
def online_retail(real):
    with db.open(":memory:") as conn:
        ingest.load(conn, real / "online_retail_2010_2011" / "online_retail.parquet")
        yield conn


def equals_the_oracle(conn, as_of, want, abc, revenue="net"):
    """The summary, of which every figure, and the curve's, is that of the oracle."""
    found = pareto.summary(conn, as_of, revenue)
    curve = pareto.curve(conn, as_of, revenue)
    same_curve(found, curve, want)
    assert len(curve) - int((curve.value > 0).sum()) == want["n_nonpositive"]
    assert near(found.gini, want["gini_positive_only"])
    assert near(found.gini_all, want["gini_all_population_formula"])
    upper = abc["crossing_customer_in_upper_class (cum share BEFORE customer < cut)"]
    classes = pareto.classes(curve)
    assert list(classes.customers) == [upper[name]["customers"] for name in "ABC"]
    assert near(list(classes.value), [upper[name]["amount"] for name in "ABC"])
    assert dict(curve.abc.value_counts()) == {name: upper[name]["customers"] for name in "ABC"}
    return found


def same_curve(found, curve, want):
    """The customers, sums and shares are those of the oracle."""
    assert found.customers == want["n_customers"]
    for percent in (50, 80, 90, 95):
        expected = want[f"customers_to_reach_{percent}pct_revenue"]
        needed = pareto.few(curve, percent / 100)
        assert needed == expected["k"]
        assert near(needed / found.customers, expected["share_of_customers"])
    for percent in (1, 5, 10, 20, 30, 50):
        one = want[f"share_top_{percent}pct_ceil"]
        assert near(curve.running_share[one["k"] - 1], one["share"])
    assert found.top_20_customers == want["share_top_20pct_ceil"]["k"]
    assert near(found.top_20_share, want["share_top_20pct_ceil"]["share"])
    assert near(found.total, want["total"])
    assert near(found.top_1_share, want["max_customer_share"])
    assert near(found.hhi, want["herfindahl"])


def near(value, expected):
    return value == pytest.approx(expected, rel=1e-9)


def oracle_of(folder):
    return json.loads((folder / "oracle.json").read_text())


def load(conn, rows):
    """Order lines (order id, customer id, day, exact amount as text) in one go."""
    order_id, customer_id, order_on, amount = (list(one) for one in zip(*rows, strict=True))
    conn.execute(
        "insert into order_lines (import_id, row_no, order_id, customer_id, order_on, amount)"
        " select 1, row_number() over (), * from (select unnest($1::varchar[]),"
        " unnest($2::varchar[]), unnest($3::date[]),"
        " unnest($4::varchar[])::decimal(18, 4))",
        [order_id, customer_id, order_on, amount],
    ).fetchall()
    daily.refresh(conn)


def test_online_retail_sales_equal_the_oracle(online_retail, real):
    want = oracle_of(real / "online_retail_2010_2011")["ruleA_sales_only"]
    day = date(2011, 12, 10)
    found = equals_the_oracle(online_retail, day, want["pareto"], want["abc"], "sales")
    assert (found.customers, found.customers_for_80) == (4338, 1133)


def test_online_retail_net_equals_the_oracle(online_retail, real):
    want = oracle_of(real / "online_retail_2010_2011")
    want = want["ruleB_net_of_returns (all rows with a CustomerID, negative rows reduce)"]["pareto"]
    found = pareto.summary(online_retail, date(2011, 12, 10))
    curve = pareto.curve(online_retail, date(2011, 12, 10))
    # five of the 4,322 that the oracle counts above zero are zero but for the error of its floats
    assert (found.customers, found.below_zero, found.at_zero) == (want["n_customers"], 41, 14)
    assert int((curve.value > 0).sum()) == 4317
    assert near(found.gini, 0.7028283286)
    assert near(found.gini_all, want["gini_all_population_formula"])
    assert near(found.gini_all, 0.7092835734)
    same_curve(found, curve, want)


@pytest.mark.parametrize(("revenue", "column"), [("sales", "monetary"), ("net", "net_of_returns")])
def test_online_retail_brings_what_the_table_of_its_customers_says(
    online_retail, real, revenue, column
):
    table = read(real / "online_retail_2010_2011" / "expected_customers.csv")
    want = {one["CustomerID"]: float(one[column]) for one in table}
    curve = pareto.curve(online_retail, date(2011, 12, 10), revenue)
    found = dict(zip(curve.customer_id, curve.value, strict=True))
    assert want.keys() <= found.keys()
    assert len(want) == 4338
    assert max(abs(found[name] - money) for name, money in want.items()) <= 0.005


def test_cdnow_equals_the_oracle(empty, real):
    folder = real / "cdnow_sample"
    lines = (folder / "CDNOW_sample.txt").read_text().split("\n")
    fields = [line.split() for line in lines if line.strip()]
    load(
        empty,
        [(str(n), one[1], date.fromisoformat(one[2]), one[4]) for n, one in enumerate(fields)],
    )
    want = oracle_of(folder)
    equals_the_oracle(empty, date(1998, 7, 1), want["pareto"], want["abc"])


def test_superstore_equals_the_oracle(empty, real):
    ingest.load(empty, real / "superstore" / "Sample - Superstore.csv")
    want = oracle_of(real / "superstore")
    equals_the_oracle(empty, date(2019, 12, 31), want["pareto_sales"], want["abc"])


def test_northwind_equals_the_oracle(empty, real):
    folder = real / "northwind"
    orders = {one["orderID"]: one for one in read(folder / "orders.csv")}
    rows = []
    for line in read(folder / "order-details.csv"):
        price, count, off = (Decimal(line[name]) for name in ("unitPrice", "quantity", "discount"))
        order = orders[line["orderID"]]
        day = date.fromisoformat(order["orderDate"][:10])
        rows.append((line["orderID"], order["customerID"], day, str(price * count * (1 - off))))
    load(empty, rows)
    want = oracle_of(folder)
    equals_the_oracle(empty, date(1998, 12, 31), want["pareto_customers_with_orders"], want["abc"])


def test_wholesale_customers_equal_the_oracle(empty, real):
    folder = real / "wholesale_customers"
    totals = [
        sum(int(value) for name, value in one.items() if name not in ("Channel", "Region"))
        for one in read(folder / "Wholesale_customers_data.csv")
    ]
    load(empty, [(str(n), f"c{n}", DAY, str(total)) for n, total in enumerate(totals)])
    want = oracle_of(folder)
    equals_the_oracle(empty, date(2026, 1, 1), want["pareto"], want["abc"])


def read(file):
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


amounts = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.integers(1, 10**6), min_size=1, max_size=12
)


def frame_of(values):
    rows = sorted(values.items())
    names = [name for name, _ in rows]
    return pd.DataFrame(
        {"customer_id": names, "name": names, "revenue": [value for _, value in rows]}
    )


def test_the_order_of_the_rows_changes_nothing(empty):
    values = {"a": 5, "b": 50, "c": 5, "d": 30}
    company(empty, values)
    with db.open(":memory:") as other:
        company(other, dict(reversed(values.items())))
        assert pareto.curve(other, LATER).equals(pareto.curve(empty, LATER))
    assert list(pareto.curve(empty, LATER).customer_id) == ["b", "d", "a", "c"]


@settings(max_examples=30, deadline=None)
@given(amounts, st.sampled_from([100, 0.01]))
def test_the_currency_unit_changes_no_share(values, unit):
    one = pareto.ranked(frame_of(values))
    other = pareto.ranked(frame_of({name: value * unit for name, value in values.items()}))
    assert list(one.customer_id) == list(other.customer_id)
    assert list(one.abc) == list(other.abc)
    assert list(one.running_share) == pytest.approx(list(other.running_share), rel=1e-12)
    assert one.share.sum() == pytest.approx(1)


@settings(max_examples=30, deadline=None)
@given(amounts, st.integers(1, 100))
def test_a_share_is_reached_by_no_fewer_customers(values, percent):
    curve = pareto.ranked(frame_of(values))
    largest = sorted(values.values(), reverse=True)
    k = pareto.few(curve, percent / 100)
    assert 100 * sum(largest[:k]) >= percent * sum(largest)
    assert 100 * sum(largest[: k - 1]) < percent * sum(largest)


@settings(max_examples=30, deadline=None)
@given(amounts)
def test_the_classes_hold_everybody_once(values):
    curve = pareto.ranked(frame_of(values))
    classes = pareto.classes(curve)
    assert classes.customers.sum() == len(values)
    assert classes.share.sum() == pytest.approx(1)
    assert list(classes.customers) == [(curve.abc == name).sum() for name in "ABC"]
