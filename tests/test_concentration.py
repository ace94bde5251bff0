"""On how few the revenue hangs: by hand, against published figures, and what must always hold."""

import json
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icp import concentration, errors, pareto
from icp.concentration import Band
from tests.conftest import ROOT, book

AS_OF = date(2026, 1, 1)


def billed(conn, lines):
    """Orders of (customer, day, amount)."""
    book(conn, [(str(n), name, day, amount) for n, (name, day, amount) in enumerate(lines)])


# ---- by hand


def test_five_customers_on_paper():
    # total 100; gini: ascending 3 7 10 30 50, sum (2i - 6) x = -12 - 14 + 0 + 60 + 200 = 234,
    # / (5 x 100) = .468; hhi .25 + .09 + .01 + .0049 + .0009 = .3558
    found = concentration.measure([10, 50, 3, 30, 7])
    assert (found.customers, found.above_zero, found.total) == (5, 5, 100)
    assert found.top_shares == pytest.approx({1: 0.5, 3: 0.9, 5: 1, 10: 1})
    assert found.gini == pytest.approx(0.468, rel=1e-12)
    assert found.hhi == pytest.approx(0.3558, rel=1e-12)
    assert found.effective_customers == pytest.approx(2.810567, rel=1e-6)
    assert concentration.lorenz([10, 50, 3, 30, 7]) == pytest.approx([0, 0.03, 0.1, 0.2, 0.5, 1])


def test_refunds_reduce_the_sum_and_are_counted_apart():
    # net 100 - 20 = 80: the largest brings 60 / 80, three of them 100 / 80; Gini over 40 and 60:
    # (-40 + 60) / (2 x 100); hhi (3600 + 1600 + 400) / 6400
    found = concentration.measure([60, 40, 0, -20])
    assert (found.customers, found.above_zero, found.at_zero, found.below_zero) == (4, 2, 1, 1)
    assert (found.total, found.below_zero_total) == (80, -20)
    assert found.top_shares == pytest.approx({1: 0.75, 3: 1.25, 5: 1, 10: 1})
    assert found.gini == pytest.approx(0.1)
    assert found.hhi == pytest.approx(0.875)


@pytest.mark.parametrize("values", [[], [0.0], [-5.0], [5.0, -5.0], [5.0, -9.0]])
def test_without_a_positive_sum_there_are_no_shares(values):
    found = concentration.measure(values)
    assert set(found.top_shares.values()) == {None}
    assert (found.hhi, found.effective_customers) == (None, None)
    assert concentration.worst(found, concentration.BANDS) is None


def test_one_customer_is_all_and_equal_ones_are_as_many_as_they_are():
    assert concentration.measure([7]).effective_customers == 1
    assert concentration.measure([7]).gini == 0
    assert concentration.measure([7] * 30).effective_customers == pytest.approx(30)
    assert concentration.measure([7] * 30).gini == pytest.approx(0)


def test_without_the_two_largest():
    # 50 + 30 of 100 go; of the 20 that are left the largest brings 10
    customers = pd.DataFrame({"customer_id": list("abcde"), "value": [50, 30, 10, 7, 3]})
    found = concentration.without(customers, ["a", "b", "nobody"])
    assert (found.customers, found.lost, found.lost_share) == (2, 80, 0.8)
    assert (found.left.customers, found.left.total) == (3, 20)
    assert found.left.top_shares[1] == 0.5
    everybody = concentration.without(customers, list("abcde"))
    assert (everybody.lost_share, everybody.left.customers) == (1, 0)
    assert concentration.without(customers, []).lost == 0


def test_a_customer_below_zero_who_leaves_adds_revenue():
    customers = pd.DataFrame({"customer_id": list("ab"), "value": [50.0, -10.0]})
    found = concentration.without(customers, ["b"])
    assert (found.lost, found.lost_share, found.left.total) == (-10, -0.25, 50)


# ---- rules of thumb


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0999, "low"),
        (0.1, "middle"),
        (0.2, "middle"),
        (0.1 + 0.1 + 1e-12, "middle"),
        (0.2001, "high"),
        (1.3, "high"),
    ],
)
def test_the_bounds_belong_to_the_middle(share, said):
    assert concentration.BANDS[1].verdict(share) == said


@pytest.mark.parametrize(("low", "high"), [(0, 0.2), (0.3, 0.2), (0.2, 1), (-0.1, 0.1)])
def test_bounds_that_make_no_sense_are_refused(low, high):
    with pytest.raises(errors.RuleInvalid, match="make the first at most the second"):
        Band(low, high)


def test_the_worst_of_the_shares_counts():
    # of 100 equal customers 1, 3 and 10 bring 1, 3 and 10 %
    assert concentration.worst(concentration.measure([1] * 100), concentration.BANDS) == "low"
    # 12, 14 and 21 %; then 30, 32 and 37 %
    twelve = concentration.measure([12, *[1] * 88])
    assert concentration.worst(twelve, concentration.BANDS) == "middle"
    thirty = concentration.measure([30, *[1] * 70])
    assert concentration.worst(thirty, concentration.BANDS) == "high"


def test_bands_are_kept_in_the_workspace_and_the_usual_ones_come_back(empty):
    assert concentration.bands(empty) == concentration.BANDS
    own = {1: Band(0.05, 0.15), 3: Band(0.2, 1 / 3), 10: Band(0.5, 0.5)}
    concentration.save_bands(empty, own)
    kept = concentration.bands(empty)
    assert kept[1] == own[1]
    assert kept[3].high == pytest.approx(1 / 3, abs=1e-8)
    concentration.save_bands(empty, {})
    assert concentration.bands(empty) == concentration.BANDS


# ---- over time


def test_windows_of_twelve_months_end_at_each_quarter(empty):
    # "old" brings 60 in the middle of each quarter of 2024, "new" 120 in each of 2025, "small" 20
    # in all eight: 2024 is 240 and 80, the year to 1 April 2025 180, 120 and 80, then 120, 240, 80,
    # then 60, 360, 80, and 2025 480 and 80
    quarters = [date(year, month, 15) for year in (2024, 2025) for month in (2, 5, 8, 11)]
    lines = [("old", day, 60) for day in quarters[:4]] + [("new", day, 120) for day in quarters[4:]]
    lines += [("small", day, 20) for day in quarters]
    billed(empty, [*lines, ("small", date(2024, 1, 1), 0), ("small", date(2025, 12, 31), 0)])
    found = concentration.over_time(empty, AS_OF)
    covered = found[found["covered"]]
    ends = [date(2025, month, 1) for month in (1, 4, 7, 10)]
    assert list(covered["ends_on"].dt.date) == [*ends, AS_OF]
    assert list(covered["begins_on"].dt.date) == [
        date(end.year - 1, end.month, 1) for end in (*ends, AS_OF)
    ]
    assert list(covered["total"]) == [320, 380, 440, 500, 560]
    assert list(covered["customers"]) == [2, 3, 3, 3, 2]
    assert list(covered["customer_id"]) == ["old", "old", "new", "new", "new"]
    assert list(covered["top_1_share"]) == pytest.approx(
        [240 / 320, 180 / 380, 240 / 440, 360 / 500, 480 / 560]
    )
    assert list(covered["top_3_share"]) == pytest.approx([1] * 5)
    assert covered["effective_customers"].iloc[1] == pytest.approx(
        380**2 / (180**2 + 120**2 + 80**2)
    )
    # the three windows before begin before the first order
    assert list(found["customers"][~found["covered"]]) == [2, 2, 2]


def test_windows_can_end_each_year(empty):
    orders = (("a", date(2023, 1, 2)), ("b", date(2024, 1, 2)), ("c", date(2025, 12, 2)))
    billed(empty, [(name, day, 10) for name, day in orders])
    found = concentration.over_time(empty, AS_OF, step_months=12)
    assert list(found["ends_on"].dt.year) == [2024, 2025, 2026]
    assert list(found["customer_id"]) == list("abc")
    assert found["covered"].all()


def test_the_newest_window_is_that_of_the_page(empty):
    # both ends of it count; the end of an earlier one belongs to the next
    days = [date(2025, 1, 1), AS_OF, date(2024, 12, 31), date(2025, 10, 1)]
    billed(
        empty,
        [
            (name, day, 10 + n)
            for n, (name, day) in zip(range(4), zip("abcd", days, strict=True), strict=True)
        ],
    )
    found = concentration.over_time(empty, AS_OF).set_index("ends_on")
    page = pareto.summary(empty, AS_OF, window_months=12)
    newest = found.iloc[-1]
    assert (newest["customers"], newest["total"]) == (page.customers, page.total) == (3, 34)
    assert newest["top_1_share"] == pytest.approx(page.top_1_share)
    assert newest["effective_customers"] == pytest.approx(page.effective_customers)
    # 1 Oct 2024 to 30 Sep 2025
    assert found.loc["2025-10-01", "total"] == 10 + 12


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [(0, 0, True), (7, 31, True), (8, 0, False), (0, 32, False)],
)
def test_a_window_must_lie_inside_the_orders(empty, first, last, covered):
    begins, ends = date(2025, 1, 1) + timedelta(first), AS_OF - timedelta(last)
    billed(empty, [("a", begins, 10), ("a", ends, 10)])
    assert concentration.over_time(empty, AS_OF)["covered"].iloc[-1] == covered


def test_windows_without_positive_revenue_have_no_shares_and_empty_ones_are_not_there(empty):
    billed(empty, [("a", date(2025, 6, 1), -10)])
    found = concentration.over_time(empty, AS_OF)
    assert found["top_1_share"].isna().all()
    assert found["effective_customers"].isna().all()
    assert concentration.over_time(empty, date(2020, 1, 1)).empty


def test_sales_leave_out_who_only_got_money_back(empty):
    billed(empty, [("a", date(2025, 6, 1), 30), ("b", date(2025, 6, 1), -10)])
    net = concentration.over_time(empty, AS_OF).iloc[-1]
    sales = concentration.over_time(empty, AS_OF, "sales").iloc[-1]
    assert (net["customers"], net["total"], net["top_1_share"]) == (2, 20, 1.5)
    assert (sales["customers"], sales["total"], sales["top_1_share"]) == (1, 30, 1)


# ---- published figures


def expect(values, want, gini):
    """The values of all customers give what an `oracle.json` says."""
    found = concentration.measure(values)
    assert found.customers == want["n_customers"]
    assert found.total == pytest.approx(want["total"], rel=1e-9)
    assert concentration.gini(values) == pytest.approx(
        want["gini_all_population_formula"], rel=1e-9
    )
    assert found.gini == pytest.approx(gini, rel=1e-9)
    assert found.hhi == pytest.approx(want["herfindahl"], rel=1e-9)
    assert found.top_shares[1] == pytest.approx(want["max_customer_share"], rel=1e-9)
    shares = concentration.lorenz(values)
    at = np.linspace(0, 1, len(shares))
    for share, brings in want["lorenz_cumshare_bottom_p"].items():
        assert np.interp(float(share), at, shares) == pytest.approx(brings, rel=1e-9)


def oracle(real, folder):
    return json.loads((real / folder / "oracle.json").read_text())


def test_online_retail_equals_the_oracle(real):
    folder = real / "online_retail_2010_2011"
    want = oracle(real, folder.name)
    columns = ["CustomerID", "InvoiceNo", "Quantity", "UnitPrice"]
    rows = pd.read_parquet(folder / "online_retail.parquet", columns=columns)
    rows = rows.dropna(subset="CustomerID").assign(amount=rows["Quantity"] * rows["UnitPrice"])
    sales = rows[(rows["Quantity"] > 0) & (rows["UnitPrice"] > 0)]
    positive = want["ruleA_sales_only"]["pareto"]
    expect(sales.groupby("CustomerID")["amount"].sum(), positive, positive["gini_positive_only"])
    net = rows.groupby("CustomerID")["amount"].sum().round(4)  # as money is kept
    found = concentration.measure(net)
    assert (found.above_zero, found.below_zero, found.at_zero) == (4317, 41, 14)
    [returns] = [rule for name, rule in want.items() if name.startswith("ruleB")]
    expect(net, returns["pareto"], 0.7028283286)
    assert concentration.gini(net) == pytest.approx(0.7092835734, rel=1e-9)


def test_superstore_equals_the_oracle(real):
    want = oracle(real, "superstore")["pareto_sales"]
    rows = pd.read_csv(real / "superstore" / "Sample - Superstore.csv", encoding="utf-8-sig")
    expect(rows.groupby("Customer ID")["Sales"].sum(), want, want["gini_positive_only"])


def test_cdnow_equals_the_oracle(real):
    want = oracle(real, "cdnow_sample")["pareto"]
    names = ["customer", "sample", "day", "discs", "amount"]
    file = real / "cdnow_sample" / "CDNOW_sample.txt"
    values = pd.read_csv(file, sep=r"\s+", names=names).groupby("customer")["amount"].sum()
    expect(values, want, want["gini_positive_only"])


def test_northwind_equals_the_oracle(real):
    want = oracle(real, "northwind")
    folder = real / "northwind"
    lines = pd.read_csv(folder / "order-details.csv")
    orders = pd.read_csv(folder / "orders.csv", usecols=["orderID", "customerID"])
    lines["value"] = lines["unitPrice"] * lines["quantity"] * (1 - lines["discount"])
    values = lines.merge(orders, on="orderID").groupby("customerID")["value"].sum()
    with_orders = want["pareto_customers_with_orders"]
    expect(values, with_orders, with_orders["gini_positive_only"])
    everybody = want["pareto_all_91_customers"]
    expect([*values, 0, 0], everybody, everybody["gini_positive_only"])


def test_wholesale_equals_the_oracle(real):
    want = oracle(real, "wholesale_customers")["pareto"]
    spent = pd.read_csv(real / "wholesale_customers" / "Wholesale_customers_data.csv")
    values = spent.drop(columns=["Channel", "Region"]).sum(axis=1)
    expect(values, want, want["gini_positive_only"])


def test_r_ineq_equals_the_published_figures(real):
    want = oracle(real, "stats_examples")["gini_lorenz"]
    values = pd.read_csv(real / "stats_examples" / "ineq_income_10.csv")["income"]
    one = want["ineq_x"]
    assert concentration.gini(values) == pytest.approx(one["computed"], rel=1e-9)
    assert concentration.gini(values) == pytest.approx(one["published_gini"], abs=5e-8)
    assert concentration.measure(values).hhi == pytest.approx(one["published_herfindahl"], abs=5e-8)
    assert concentration.lorenz(values) == pytest.approx(one["lorenz_L"], rel=1e-9)
    weighted = want["weighted_USA1968"]
    expanded = np.repeat(weighted["x"], weighted["n"])
    assert concentration.gini(expanded) == pytest.approx(weighted["gini_expanded"], rel=1e-9)
    assert concentration.gini([0, 0, 0, 5]) == want["edge"]["one_has_all_n=4"]


def test_the_sample_company_leans_on_its_largest(sample_company):
    key = json.loads((ROOT / "data" / "sample" / "answer_key.json").read_text())["story_03"]
    curve = pareto.curve(sample_company, date(2026, 11, 1), window_months=12)
    found = concentration.measure(curve["value"])
    assert found.top_shares[3] == pytest.approx(key["top_3_share"], abs=5e-5)
    assert found.top_shares[10] == pytest.approx(key["top_10_share"], abs=5e-5)
    gone = concentration.without(curve, list(curve["customer_id"].head(2)))
    assert gone.lost_share == pytest.approx(-key["without_first_two"], abs=5e-5)
    windows = concentration.over_time(sample_company, date(2026, 11, 1))
    assert len(windows) == 8
    assert windows["covered"].all()  # 36 months of orders hold 33
    assert windows["top_3_share"].iloc[-1] == pytest.approx(key["top_3_share"], abs=5e-5)
    assert windows["name"].iloc[-1] == "St. Brannoc Hospital Group"


# ---- what must always hold

amounts = st.lists(st.integers(-50, 10**6), min_size=1, max_size=30).filter(lambda v: sum(v) > 0)


@given(amounts, st.sampled_from([1, 100]), st.randoms(use_true_random=False))
def test_neither_order_nor_unit_changes_a_share_and_more_customers_bring_more(values, unit, chance):
    found = concentration.measure(values)
    other = [value * unit for value in values]
    chance.shuffle(other)
    again = concentration.measure(other)
    assert again.top_shares == pytest.approx(found.top_shares)
    assert again.hhi == pytest.approx(found.hhi)
    assert again.gini == pytest.approx(found.gini, abs=1e-12)
    if not found.below_zero:
        assert 1 - 1e-9 <= found.effective_customers <= found.customers + 1e-9
        shares = list(found.top_shares.values())
        assert shares == sorted(shares)
