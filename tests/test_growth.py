"""Growth by starting spend: on paper, the seed's own story, and what must always hold."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, errors, growth, pareto
from tests.conftest import book

DATA = date(2023, 1, 2)  # somebody's order, so that the data begin before those who are followed
FIRST = date(2023, 2, 10)
AS_OF = date(2024, 8, 10)  # 18 months after FIRST
STARTS = [date(2023 + month // 12, month % 12 + 1, 10) for month in range(1, 40, 3)]


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each example replaces."""
    with db.open(":memory:") as conn:
        yield conn


def billed(conn, lines):
    """Orders of (customer, day, amount), and one of "early" in the data's first month."""
    every = [("early", DATA, 1), *lines]
    book(conn, [(str(n), *line) for n, line in enumerate(every)])


def quarterly(name, amounts):
    """An order on the first day of each of a customer's quarters."""
    return [(name, STARTS[n], amount) for n, amount in enumerate(amounts)]


def found(conn, *bounds, as_of=AS_OF, **rule):
    return growth.by_starting_spend(conn, as_of, bounds or (100,), **rule)


# ---- on paper


def test_two_bands_on_paper(empty):
    # big: first years 10 + 10 + 10 + 10 = 40 and 20 + 20 + 20 + 20 = 80; as a year's, the first
    # quarters are 40 and 80, the last 4 x 15 = 60 and 4 x 45 = 180: from 60 to 120 on average,
    # which is +100 %. small: 1 + 1 + 1 + 1 = 4; 4 to 4 x 0.5 = 2, -50 %
    big = quarterly("a", [10, 10, 10, 10, 10, 15]) + quarterly("b", [20, 20, 20, 20, 20, 45])
    billed(empty, big + quarterly("c", [1, 1, 1, 1, 1, 0.5]))
    result = found(empty, 40)
    small, large = result.bands.to_dict("records")
    assert (large["customers"], large["first"], large["last"], large["growth"]) == (2, 60, 120, 1)
    assert (small["customers"], small["first"], small["last"], small["growth"]) == (1, 4, 2, -0.5)
    assert (large["least"], small["below"]) == (40, 40)  # from the bound on is above
    assert large["customers_share"] == pytest.approx(2 / 3)
    assert large["revenue_share"] == pytest.approx(210 / 215.5)
    upper = result.curve[result.curve["band"] == 1]
    assert upper["average"].tolist() == [60, 60, 60, 60, 60, 120]
    assert upper["quarter"].tolist() == [1, 2, 3, 4, 5, 6]
    each = result.customers.set_index("customer_id")
    assert each.loc["b", ["spend", "first", "last", "growth"]].tolist() == [80, 80, 180, 1.25]


def test_three_bands_keep_their_order_and_an_empty_one_is_said(empty):
    billed(empty, quarterly("a", [100] * 6) + quarterly("b", [1] * 6))
    bands = found(empty, 10, 50).bands
    assert bands["customers"].tolist() == [1, 0, 1]
    assert bands["growth"].tolist()[::2] == [0, 0]
    assert np.isnan(bands["growth"][1])


def test_a_quarter_is_three_months_from_the_first_order(empty):
    billed(empty, [("a", FIRST, 10), ("a", date(2023, 5, 9), 5), ("a", date(2023, 5, 10), 3)])
    assert growth.spend(empty, AS_OF).quarters[0].tolist() == [15, 3, 0, 0, 0, 0, 0, 0]


def test_a_first_order_at_the_end_of_a_month_keeps_to_ends_of_months(empty):
    first, second = date(2023, 3, 31), date(2023, 6, 30)
    billed(empty, [("a", first, 10), ("a", second - timedelta(1), 5), ("a", second, 3)])
    assert growth.spend(empty, AS_OF).quarters[0, :2].tolist() == [15, 3]


def test_who_stopped_counts_as_zero_and_is_said(empty):
    billed(empty, quarterly("a", [30] * 6) + quarterly("b", [30] * 4))
    band = found(empty, 100).bands.iloc[1]
    assert (band["customers"], band["first"], band["last"]) == (2, 120, 60)
    assert (band["growth"], band["stopped"]) == (-0.5, 1)


def test_refunds_reduce_net_and_leave_sales_alone(empty):
    refund = ("a", date(2023, 2, 20), -10)
    billed(empty, [*quarterly("a", [30] * 6), refund])
    assert found(empty).bands.iloc[1]["first"] == 80
    assert found(empty, revenue="sales").bands.iloc[1]["first"] == 120


def test_what_comes_after_the_day_or_in_a_quarter_that_is_not_over_is_no_average(empty):
    # on the day as of the seventh quarter has just begun
    billed(empty, [*quarterly("a", [10] * 6), ("a", AS_OF, 600), ("a", AS_OF + timedelta(1), 5)])
    spent = growth.spend(empty, AS_OF)
    assert spent.quarters[0].tolist() == [10] * 6 + [600, 0]
    assert spent.customers["average"][0] == 40


# ---- who counts


def test_only_who_is_seen_for_all_quarters_counts(empty):
    late = FIRST + timedelta(1)
    billed(empty, [("seen", FIRST, 10), ("young", late, 10), ("younger", AS_OF, 10)])
    result = found(empty)
    assert result.customers["customer_id"].tolist() == ["seen"]
    assert (result.before, result.young, result.not_positive) == (1, 2, 0)
    assert len(found(empty, as_of=AS_OF + timedelta(1)).customers) == 2
    assert len(found(empty, quarters=4, as_of=date(2024, 2, 10)).customers) == 1


def test_who_began_before_the_data_is_left_out_and_counted(empty):
    for name, since in (("old", "2022-12-31"), ("signed", "2023-01-20")):
        empty.execute(
            "insert into customer_rows (import_id, row_no, customer_id, customer_since)"
            " values (1, 1, $name, $since::date)",
            {"name": name, "since": since},
        ).fetchall()
    last = date(2023, 1, 31)
    billed(empty, [("old", FIRST, 9), ("signed", FIRST, 9), ("month", last, 9), ("new", FIRST, 9)])
    result = found(empty)
    assert result.customers["customer_id"].tolist() == ["new", "signed"]
    assert result.before == 3  # old, month and early


def test_a_spend_that_is_not_above_zero_is_counted_apart(empty):
    billed(empty, [("a", FIRST, 10), ("a", FIRST + timedelta(1), -10), ("b", FIRST, 5)])
    result = found(empty)
    assert result.customers["customer_id"].tolist() == ["b"]
    assert result.not_positive == 1


def test_the_average_looks_into_the_future_and_the_first_year_does_not(empty):
    # a: 5 a quarter for a year, then 20, 35: the first year brings 20; the average of six
    # quarters, (4 x 5 + 20 + 35) / 6 = 12.5, is 50 a year
    billed(empty, quarterly("a", [5, 5, 5, 5, 20, 35]))
    assert found(empty, 50).customers[["spend", "band"]].values.tolist() == [[20, 0]]
    assert found(empty, 50, by="average").customers[["spend", "band"]].values.tolist() == [[50, 1]]


def test_without_orders_there_is_nobody(empty):
    result = found(empty)
    assert result.customers.empty
    assert result.bands["customers"].tolist() == [0, 0]
    assert (result.before, result.young, result.clear) == (0, 0, None)


# ---- how sure


def test_of_fewer_than_five_no_interval_is_told(empty):
    names = "abcd"
    lines = [line for name in names for line in quarterly(name, [100] * 6)]
    billed(empty, lines)
    assert np.isnan(found(empty).bands["growth_low"][1])
    billed(empty, lines + quarterly("e", [100] * 6))
    band = found(empty).bands.iloc[1]
    assert (band["growth_low"], band["growth_high"]) == (0, 0)  # all alike: nothing to doubt
    assert found(empty).clear is None  # nobody below


def grown(conn, small, large):
    """Customers who begin at 10 and at 100 a quarter and end at so many times that."""
    lines = []
    for kind, start, times in (("s", 10, small), ("l", 100, large)):
        for n, one in enumerate(times):
            lines += quarterly(f"{kind}{n}", [start] * 5 + [start * one])
    billed(conn, lines)
    return found(conn, 200)


def test_a_difference_beyond_chance_is_clear_and_another_is_not(empty):
    steady, mixed = [1.0, 1.1, 0.9, 1.0, 1.1, 0.9], [0.2, 3.0, 0.4, 2.0, 0.1, 1.5]
    assert grown(empty, steady, [2.0, 2.1, 1.9, 2.0, 2.2, 1.8]).clear is True
    assert grown(empty, mixed, [2.0, 0.1, 3.0, 0.2, 1.9, 0.3]).clear is False


# ---- known answers


def test_the_story_of_the_seed_is_told_exactly(empty):
    """100 customers. Nine begin at 100, 103 and 106 k a year (103 on average) and grow steadily to
    2.25 times that; 31 begin at 27,440 and 60 at 4,170 and grow to 1.15 times, one of them in the
    data's first month.

    Over six quarters a nine brings 103,000 / 4 x (6 + .25 x 15) = 251,062.50 on average, the others
    27,440 / 4 x (6 + .03 x 15) = 44,247 and 4,170 / 4 x 6.45 = 6,724.125: of 4,034,667 in all the
    nine bring 2,259,562.50 (56.0 %), the forty 3,631,219.50 (90.0 %).
    """
    starts = [("large", 9, (100_000, 103_000, 106_000), 0.25)]
    starts += [("middle", 31, (27_440,), 0.03), ("small", 60, (4_170,), 0.03)]
    lines = []
    for kind, count, yearly, step in starts:
        for n in range(count):
            rate = yearly[n % len(yearly)] / 4
            days = [DATA, *STARTS] if (kind, n) == ("small", 0) else STARTS
            name = f"{kind} {n:02}"
            lines += [(name, days[k], rate * (1 + step * k)) for k in range(6)]
    book(empty, [(str(n), *line) for n, line in enumerate(lines)])
    curve = pareto.curve(empty, AS_OF)
    assert len(curve) == 100
    assert curve["running_share"][8] == pytest.approx(2_259_562.5 / 4_034_667)
    assert curve["running_share"][39] == pytest.approx(3_631_219.5 / 4_034_667)
    assert (round(curve["running_share"][8], 2), round(curve["running_share"][39], 2)) == (
        0.56,
        0.9,
    )
    for by in ("first_year", "average"):
        result = found(empty, 50_000, by=by)
        small, large = result.bands.to_dict("records")
        assert (large["customers"], small["customers"], result.before) == (9, 90, 1)
        assert (large["first"], large["last"]) == (103_000, 231_750)  # "about 232,000"
        assert large["growth"] == pytest.approx(1.25)
        assert small["growth"] == pytest.approx(0.15)
        assert result.clear
    assert growth.suggested(growth.spend(empty, AS_OF)) == 50_000


def test_the_sample_company_grows_41_and_6_percent(sample_company):
    # the answer key's story_14
    result = found(sample_company, 24_000, as_of=date(2026, 11, 1))
    small, large = result.bands.to_dict("records")
    assert (large["customers"], small["customers"]) == (19, 25)
    assert large["growth"] == pytest.approx(0.4101, abs=5e-5)
    assert small["growth"] == pytest.approx(0.06, abs=5e-5)
    assert (result.before, result.young) == (96, 40)
    assert result.clear


# ---- a threshold to begin with, and rules that can't be applied


@pytest.mark.parametrize(
    ("years", "threshold"),
    [
        ([40_000] * 5 + [60_000] * 5, 50_000),
        ([40_000] * 6 + [60_000] * 4, 50_000),  # four above: too few, and the quartile is 60,000
        ([100] * 7 + [240] * 3, 200),  # the quartile: 100 + (240 - 100) x 0.75 = 205
        ([7_000_000] * 3, 5_000_000),
        ([], 50_000),
    ],
)
def test_the_first_threshold_is_that_of_the_source_or_a_round_number(empty, years, threshold):
    lines = [line for n, one in enumerate(years) for line in quarterly(f"c{n}", [one / 4] * 6)]
    billed(empty, lines)
    assert growth.suggested(growth.spend(empty, AS_OF)) == threshold


@pytest.mark.parametrize(
    ("bounds", "rule", "sentence"),
    [
        ((0,), {}, "thresholds above 0"),
        ((5, 5), {}, "larger than the one before"),
        ((5,), {"quarters": 3}, "choose 4 to 4"),
        ((5,), {"by": "size"}, "choose one of first_year, average"),
    ],
)
def test_rules_that_cannot_be_applied_are_refused(empty, bounds, rule, sentence):
    with pytest.raises(errors.RuleInvalid, match=sentence):
        found(empty, *bounds, **rule)


# ---- what must always hold


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefg"), st.integers(0, 560), st.integers(-20, 90)),
        min_size=1,
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_rows_and_unit_change_nothing(shared, orders, chance):
    def told(rows, unit):
        shared.execute("delete from order_lines").fetchall()
        billed(shared, [(name, FIRST + timedelta(ago), cash * unit) for name, ago, cash in rows])
        return found(shared, 40 * unit, as_of=date(2026, 1, 1), by="average")

    one = told(orders, 1)
    chance.shuffle(orders)
    other = told(orders, 100)
    shares = ["customers", "growth", "growth_low", "growth_high", "revenue_share", "stopped"]
    pd.testing.assert_frame_equal(one.bands[shares], other.bands[shares])
    pd.testing.assert_series_equal(100 * one.bands["first"], other.bands["first"])
    assert (one.before, one.young, one.clear) == (other.before, other.young, other.clear)
    assert len(one.customers) == one.bands["customers"].sum()
    everybody = len(one.customers) + one.before + one.young + one.not_positive
    assert everybody == len(growth.spend(shared, date(2026, 1, 1)).customers)
