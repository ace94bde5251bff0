"""Tiers A to D: worked out by hand, the rules that are refused, and what must always hold."""

import math
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, errors, measures, rfm, standards, tiers
from tests.conftest import book

AS_OF = date(2025, 12, 10)
POINTS = ["revenue_points", "tenure_points", "regularity_points", "payment_points"]
COLUMNS = ["customer_id", "name", "tier", "points", "coverage", "reasons", "revenue", *POINTS]


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each test, or each example of one, replaces."""
    with db.open(":memory:") as conn:
        yield conn


def bill(conn, lines):
    """Put (customer, ordered on, amount, days late or None) as orders of one line; due at once."""
    conn.execute("delete from order_lines")
    due = [None if late is None else day for _, day, _, late in lines]
    paid = [None if late is None else day + timedelta(late) for _, day, _, late in lines]
    rows = [(str(n), customer, day, amount) for n, (customer, day, amount, _) in enumerate(lines)]
    book(conn, rows, due_on=due, paid_on=paid)


def list_since(conn, **since):
    """Put customers with the date since which they are known to be one."""
    conn.executemany(
        "insert into customer_rows (import_id, row_no, customer_id, customer_since)"
        " values (1, ?, ?, ?)",
        [(n, name, day) for n, (name, day) in enumerate(since.items())],
    )
    standards.refresh(conn)


def only(name, **changes):
    """Rules of one measure, as it is by default."""
    (measure,) = (measure for measure in tiers.BALANCED.measures if measure.name == name)
    return tiers.Rules(measures=(measure,), **changes)


def by_id(frame):
    return frame.set_index("customer_id")


# ---- worked out by hand


@pytest.fixture
def three(empty):
    """Alder pays and stays, Birch is late and irregular, Cedar has stopped.

    Twelve months to 10 December 2025: Alder 11 orders of 100, Birch 3 orders of 100, so the
    average of the two who bought is (1100 + 300) / 2 = 700.
    """
    alder = [("alder", date(2020, 12, 10), 50, None)]
    alder += [("alder", date(2025, month, 3), 100, 0) for month in range(1, 12)]
    birch = [
        ("birch", date(2025, 3, 5), 100, 6),
        ("birch", date(2025, 6, 5), 100, 10),
        ("birch", date(2025, 9, 5), 100, None),
    ]
    cedar = [("cedar", date(2023, 1, 15), 900, 40)]
    credit = [("no purchase", date(2025, 5, 5), -20, None)]
    bill(empty, alder + birch + cedar + credit)
    list_since(empty, birch=date(2022, 12, 10), cedar=date(2024, 1, 1))
    return empty


def test_three_customers_worked_out_by_hand(three):
    frame = by_id(tiers.classify(three, AS_OF))
    assert list(frame.index) == ["alder", "birch", "cedar"]
    # alder: 1100 / 700 = 1.57 average -> 75; 5 years -> 100; 11 of 12 months -> 100; on time 100
    assert list(frame.loc["alder", POINTS]) == [30, 20, 20, 20]
    assert tuple(frame.loc["alder", ["tier", "points", "coverage", "revenue"]]) == (
        "A",
        90,
        1,
        1100,
    )
    # birch: 300 / 700 = 0.43 -> 25; 3 years -> 75; 3 of the 10 months from March -> 25;
    # (6 + 10) / 2 = 8 days late -> 50
    assert list(frame.loc["birch", POINTS]) == [10, 15, 5, 10]
    assert tuple(frame.loc["birch", ["tier", "points", "coverage"]]) == ("C", 40, 1)
    # cedar: nothing in twelve months -> 0, gone -> 0, 0 of 12 months -> 0; the late payment is
    # older, so payment is unknown and the others weigh 80
    assert list(frame.loc["cedar", POINTS[:3]]) == [0, 0, 0]
    assert math.isnan(frame.loc["cedar", "payment_points"])
    assert tuple(frame.loc["cedar", ["tier", "points", "coverage"]]) == ("D", 0, 0.8)


def test_reasons_come_best_first_and_the_unknown_last(three):
    reasons = by_id(tiers.classify(three, AS_OF)).reasons
    assert reasons["alder"] == [
        "spends 1.5 times the average customer (12 months): 30 of 40 points",
        "customer for 5 years: 20 of 20 points",
        "bought in 11 of 12 months: 20 of 20 points",
        "pays on time: 20 of 20 points",
    ]
    assert reasons["birch"] == [
        "customer for 3 years: 15 of 20 points",
        "spends 0.4 times the average customer (12 months): 10 of 40 points",
        "pays 8 days late on average: 10 of 20 points",
        "bought in 3 of 10 months: 5 of 20 points",
    ]
    assert reasons["cedar"] == [
        "brought no revenue (12 months): 0 of 50 points",
        "gone, bought nothing in the last 12 months: 0 of 25 points",
        "bought in 0 of 12 months: 0 of 25 points",
        "no payments known: left out",
    ]


def test_tiers_are_summed_up_with_their_share_of_revenue(three):
    summary = tiers.summary(tiers.classify(three, AS_OF))
    assert list(summary.tier) == ["A", "B", "C", "D", "not enough data"]
    assert list(summary.customers) == [1, 0, 1, 1, 0]
    assert list(summary.revenue) == [1100, 0, 300, 0, 0]
    assert list(summary.revenue_share) == pytest.approx([11 / 14, 0, 3 / 14, 0, 0])


def test_no_customers_give_an_empty_frame_with_all_columns(empty):
    frame = tiers.classify(empty, AS_OF)
    assert frame.empty
    assert list(frame.columns) == COLUMNS
    summary = tiers.summary(frame)
    assert list(summary.customers) == [0] * 5
    assert summary.revenue_share.isna().all()


# ---- each measure


def test_revenue_counts_in_multiples_of_the_average_customer_who_bought(empty):
    # who bought: 400 + 100 + 100 over 3 = 200 on average; "idle" bought earlier and adds nothing
    day = date(2025, 6, 1)
    bill(
        empty,
        [
            ("big", day, 400, None),
            ("a", day, 100, None),
            ("b", day, 100, None),
            ("idle", date(2024, 1, 1), 5000, None),
        ],
    )
    frame = by_id(tiers.classify(empty, AS_OF, only("revenue")))
    assert frame.points.to_dict() == {"a": 50, "b": 50, "big": 100, "idle": 0}
    assert frame.tier.to_dict() == {"a": "B", "b": "B", "big": "A", "idle": "D"}


def test_twice_the_average_is_twice_the_average_also_in_cents(empty):
    # 0.80 is twice the average of 0.80, 0.30 and 0.10, though not in binary fractions
    day = date(2025, 6, 1)
    bill(empty, [("a", day, 0.8, None), ("b", day, 0.3, None), ("c", day, 0.1, None)])
    assert list(tiers.classify(empty, AS_OF, only("revenue")).points) == [100, 50, 25]


def test_sales_leaves_refunds_out_of_revenue(empty):
    day = date(2025, 6, 1)
    bill(
        empty,
        [("a", day, 400, None), ("a", day, -360, None), ("b", day, 160, None)],
    )
    net = tiers.classify(empty, AS_OF, only("revenue"))
    assert list(net.revenue) == [40, 160]
    assert list(net.points) == [25, 75]  # 0.4 and 1.6 times 100
    sales = tiers.classify(empty, AS_OF, only("revenue"), revenue="sales")
    assert list(sales.revenue) == [400, 160]
    assert list(sales.points) == [75, 50]  # 1.43 and 0.57 times 280


@pytest.mark.parametrize("refund", [100, 250])
def test_without_positive_revenue_the_measure_is_unknown(empty, refund):
    # "b" brings 50, which "a" gives back: together nothing, or less
    day = date(2025, 6, 1)
    bill(empty, [("a", day, 50, None), ("a", day, -refund, None), ("b", day, 50, None)])
    row = tiers.classify(empty, AS_OF).iloc[0]
    assert math.isnan(row.revenue_points)
    assert row.tier == "not enough data"
    assert row.coverage == 0.4
    assert row.reasons[-2:] == ["no positive revenue: left out", "no payments known: left out"]
    assert list(tiers.classify(empty, AS_OF).tier) == ["not enough data"] * 2
    assert tiers.summary(tiers.classify(empty, AS_OF)).revenue_share.isna().all()


@pytest.mark.parametrize(
    ("first", "points", "said"),
    [
        (date(2020, 12, 10), 100, "5 years"),
        (date(2020, 12, 11), 75, "4.9 years"),
        (date(2022, 12, 10), 75, "3 years"),
        (date(2022, 12, 11), 50, "2.9 years"),
        (date(2023, 12, 10), 50, "2 years"),
        (date(2024, 12, 10), 25, "1 year"),
        (date(2024, 12, 11), 0, "11 months"),
        (date(2025, 11, 10), 0, "1 month"),
        (date(2025, 11, 11), 0, "less than 1 month"),
    ],
)
def test_tenure_steps_stand_on_the_day(empty, first, points, said):
    bill(empty, [("a", first, 10, None), ("a", AS_OF, 10, None)])
    row = tiers.classify(empty, AS_OF, only("tenure")).iloc[0]
    assert row.points == points
    assert row.reasons == [f"customer for {said}: {points} of 100 points"]


def test_tenure_begins_with_the_earlier_of_first_purchase_and_customer_since(empty):
    days = (date(2023, 12, 10), AS_OF)
    names = ("earlier", "later", "unknown")
    bill(empty, [(name, day, 10, None) for day in days for name in names])
    list_since(empty, earlier=date(2019, 1, 1), later=date(2025, 1, 1))
    points = by_id(tiers.classify(empty, AS_OF, only("tenure"))).points
    assert points.to_dict() == {"earlier": 100, "later": 50, "unknown": 50}


@pytest.mark.parametrize(
    ("months", "points"),
    [(11, 100), (10, 75), (8, 75), (7, 50), (5, 50), (4, 25), (2, 25), (1, 0)],
)
def test_regularity_is_the_share_of_months_with_a_purchase(empty, months, points):
    # 11/12 = .92, 10/12 = .83, 8/12 = .67, 7/12 = .58, 5/12 = .42, 4/12 = .33, 2/12 = .17
    lines = [("a", date(2024, 1, 1), 10, None)]
    lines += [("a", date(2025, month, 1), 10, None) for month in range(1, months + 1)]
    lines += [("a", date(2025, 12, 5), -1, None)]  # a refund is no purchase
    bill(empty, lines)
    row = tiers.classify(empty, AS_OF, only("regularity")).iloc[0]
    assert row.points == points
    assert row.reasons == [f"bought in {months} of 12 months: {points} of 100 points"]


def test_regularity_on_the_first_day_of_a_month_is_never_over_all_of_the_months(empty):
    first = date(2025, 12, 1)
    bill(empty, [("a", first, 10, None)])
    row = tiers.classify(empty, first, only("regularity", window_months=1)).iloc[0]
    assert row.reasons == ["bought in 1 of 1 month: 100 of 100 points"]
    lines = [("a", date(2024, 11, 20), 10, None), ("a", date(2024, 12, 5), 10, None)]
    lines += [("a", date(2025, month, 1), 10, None) for month in range(1, 13)]
    bill(empty, lines)
    row = tiers.classify(empty, first, only("regularity")).iloc[0]
    assert row.reasons == ["bought in 12 of 12 months: 100 of 100 points"]


def test_regularity_is_unknown_in_the_first_three_months(empty):
    # by 10 December: from October on three calendar months are known, from November on two
    bill(
        empty,
        [
            ("october", date(2025, 10, 31), 10, 0),
            ("november", date(2025, 11, 1), 10, 0),
            ("november", date(2025, 12, 1), 10, 0),
        ],
    )
    frame = by_id(tiers.classify(empty, AS_OF))
    assert frame.loc["october", "regularity_points"] == 20 * 0.25  # 1 of 3 months
    new = frame.loc["november"]
    assert math.isnan(new.regularity_points)
    # revenue 1.33 times the average of 15: 75 of 40/80; tenure none of 20/80; on time 100 of 20/80
    assert (new.coverage, new.points, new.tier) == (0.8, 75 * 0.5 + 25, "B")
    assert new.reasons[-1] == "first order less than 3 months ago: too early to say, left out"


@pytest.mark.parametrize(("window", "known"), [(1, True), (2, True), (3, False), (12, False)])
def test_a_window_of_less_than_three_months_is_known_when_it_is_full(empty, window, known):
    bill(empty, [("a", date(2025, 11, 1), 10, None), ("a", date(2025, 12, 1), 10, None)])
    row = tiers.classify(empty, AS_OF, only("regularity", window_months=window)).iloc[0]
    assert (row.coverage == 1) == known


@pytest.mark.parametrize(
    ("late", "points", "said"),
    [
        ([0, 0], 100, "on time"),
        ([0, 1], 75, "0.5 days late on average"),
        ([1], 75, "1 day late on average"),
        ([7], 75, "7 days late on average"),
        ([7, 7, 8], 50, "7.4 days late on average"),
        ([15], 50, "15 days late on average"),
        ([16], 25, "16 days late on average"),
        ([30], 25, "30 days late on average"),
        ([30, 31], 0, "30.5 days late on average"),
    ],
)
def test_payment_is_the_mean_of_the_days_late(empty, late, points, said):
    bill(empty, [("a", date(2025, 6, day), 10, days) for day, days in enumerate(late, start=1)])
    row = tiers.classify(empty, AS_OF, only("payment")).iloc[0]
    assert row.points == points
    assert row.reasons == [f"pays {said}: {points} of 100 points"]


def test_payments_count_in_the_window_also_of_who_orders_no_more(empty):
    # ordered on 1 December 2024, before the window; paid on 20 December, inside it
    bill(empty, [("a", date(2024, 12, 1), 10, 19), ("b", date(2024, 11, 1), 10, 19)])
    frame = by_id(tiers.classify(empty, AS_OF, only("payment")))
    assert frame.loc["a", "points"] == 25
    assert math.isnan(frame.loc["b", "points"])
    assert frame.loc["b", "tier"] == "not enough data"
    assert frame.loc["b", "coverage"] == 0


def test_payments_before_the_window_are_forgotten(empty):
    bill(empty, [("a", date(2024, 1, 1), 10, 40), ("a", date(2025, 6, 1), 10, 10)])
    row = tiers.classify(empty, AS_OF, only("payment")).iloc[0]
    assert row.reasons == ["pays 10 days late on average: 50 of 100 points"]


def test_what_comes_after_as_of_is_not_known_yet(empty):
    bill(
        empty,
        [
            ("a", date(2025, 12, 10), 10, 0),
            ("a", date(2025, 12, 9), 10, 2),
            ("b", date(2025, 12, 11), 10, 0),
        ],
    )
    frame = tiers.classify(empty, AS_OF, only("payment"))
    assert list(frame.customer_id) == ["a"]
    assert frame.reasons[0] == ["pays on time: 100 of 100 points"]


@pytest.mark.parametrize(
    ("spent", "said", "points"),
    [
        (0, "brought no revenue", 0),
        (5, "spends less than 0.1 times the average customer", 0),
        (199, "spends 1.9 times the average customer", 75),
        (200, "spends 2.0 times the average customer", 100),
    ],
)
def test_a_sentence_never_says_more_than_the_points(empty, spent, said, points):
    # ten bought, 1000 in all, so 100 on average; "z" gave back what it bought
    day = date(2025, 6, 1)
    others = [(f"other {n}", day, (1000 - spent) / 8, None) for n in range(8)]
    lines = [("a", day, spent + 1, None), ("a", day, -1, None), ("z", day, 1, None)]
    bill(empty, [*lines, ("z", day, -1, None), *others])
    reasons = by_id(tiers.classify(empty, AS_OF, only("revenue"))).loc["a", "reasons"]
    assert reasons == [f"{said} (12 months): {points} of 100 points"]


# ---- rules of one's own


def test_tiers_begin_at_their_boundaries_whatever_the_weights(empty):
    # every known measure has 75 points; ninths of them add up to 74.99999999999999 in floats
    lines = [("a", date(2025, month, 1), 10, None) for month in range(1, 9)]
    lines += [("a", date(2022, 1, 1), 10, None)]
    lines += [("b", date(2025, 2, 1), 40, None)]
    bill(empty, lines)
    weights = {"revenue": 20, "tenure": 20, "regularity": 5, "payment": 30}
    measures = tuple(
        tiers.Measure(m.name, weights[m.name], m.steps, m.unit, m.best)
        for m in tiers.BALANCED.measures
    )
    row = by_id(tiers.classify(empty, AS_OF, tiers.Rules(measures))).loc["a"]
    assert row.points == pytest.approx(75)
    assert (row.coverage, row.tier) == (0.6, "A")  # 45 of 75 is just enough
    stricter = tiers.Rules(measures, minimum_coverage=0.61)
    assert by_id(tiers.classify(empty, AS_OF, stricter)).loc["a", "tier"] == "not enough data"
    higher = tiers.Rules(measures, boundaries=(75.1, 50, 25))
    assert by_id(tiers.classify(empty, AS_OF, higher)).loc["a", "tier"] == "B"


def test_a_measure_without_weight_is_left_out(empty):
    bill(empty, [("a", date(2025, 6, 1), 10, None)])
    revenue, tenure, *_ = tiers.BALANCED.measures
    silent = tiers.Measure("tenure", 0, tenure.steps, tenure.unit)
    row = tiers.classify(empty, AS_OF, tiers.Rules((revenue, silent))).iloc[0]
    assert row.points == 75
    assert row.coverage == 1
    assert len(row.reasons) == 1
    assert "tenure_points" not in row.index


def test_the_window_is_a_rule(empty):
    bill(empty, [("a", date(2025, 11, 1), 10, None), ("b", date(2025, 2, 1), 10, None)])
    half_a_year = tiers.classify(empty, AS_OF, only("revenue", window_months=6))
    assert list(half_a_year.points) == [75, 0]
    assert half_a_year.reasons[0] == [
        "spends 1.0 times the average customer (6 months): 75 of 100 points"
    ]
    assert list(tiers.classify(empty, AS_OF, only("revenue")).points) == [75, 75]


def measure(name="tenure", weight=1, steps=((5, 100), (1, 50)), best="high"):
    return tiers.Measure(name, weight, steps, "years", best)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            lambda: measure(name="charm"),
            f"There is no measure 'charm': choose among {', '.join(measures.ALL)}.",
        ),
        (
            lambda: measure(weight=-1),
            'The weight of "Loyalty: years as a customer" is -1: make it 0 or more.',
        ),
        (
            lambda: measure(weight=math.nan),
            'The weight of "Loyalty: years as a customer" is nan: make it 0 or more.',
        ),
        (
            lambda: measure(steps=((1, 100), (5, 50))),
            'The thresholds of "Loyalty: years as a customer" must fall from one step to the next: '
            "write the best step first.",
        ),
        (
            lambda: measure(steps=((5, 100), (5, 50))),
            'The thresholds of "Loyalty: years as a customer" must fall from one step to the next: '
            "write the best step first.",
        ),
        (
            lambda: measure(steps=()),
            'The thresholds of "Loyalty: years as a customer" must fall from one step to the next: '
            "write the best step first.",
        ),
        (
            lambda: measure(steps=((math.nan, 50),)),
            'The thresholds of "Loyalty: years as a customer" must fall from one step to the next: '
            "write the best step first.",
        ),
        (
            lambda: measure("payment", best="low"),
            'The thresholds of "Pays on time" must rise from one step to the next: '
            "write the best step first.",
        ),
        (
            lambda: measure(steps=((5, 50), (1, 100))),
            'The points of "Loyalty: years as a customer" must fall from one step to the next: '
            "keep them between 100 and 0, the best step first.",
        ),
        (
            lambda: measure(steps=((5, 101), (1, 50))),
            'The points of "Loyalty: years as a customer" must fall from one step to the next: '
            "keep them between 100 and 0, the best step first.",
        ),
        (
            lambda: tiers.Rules((measure(), measure())),
            'The measure "Loyalty: years as a customer" is there twice: leave one out.',
        ),
        (
            lambda: tiers.Rules((measure(weight=0),)),
            "No measure has a weight: give at least one more than 0.",
        ),
        (lambda: tiers.Rules(()), "No measure has a weight: give at least one more than 0."),
        (
            lambda: tiers.Rules(boundaries=(50, 75, 25)),
            "The boundaries of A, B and C must fall between 100 and 0, and 50, 75, 25 do not: "
            "write three, the highest first.",
        ),
        (
            lambda: tiers.Rules(boundaries=(120, 50, 25)),
            "The boundaries of A, B and C must fall between 100 and 0, and 120, 50, 25 do not: "
            "write three, the highest first.",
        ),
        (
            lambda: tiers.Rules(boundaries=(75, 50)),
            "The boundaries of A, B and C must fall between 100 and 0, and 75, 50 do not: "
            "write three, the highest first.",
        ),
        (
            lambda: tiers.Rules(minimum_coverage=60),
            "The least coverage is 60: choose a share from 0 to 1.",
        ),
        (lambda: tiers.Rules(window_months=0), "The window is 0 months: choose 1 to 999."),
    ],
)
def test_rules_that_cannot_be_applied_are_refused_by_name(rule, message):
    with pytest.raises(errors.RuleInvalid) as caught:
        rule()
    assert str(caught.value) == message


def test_the_balanced_rules_are_the_stated_ones():
    assert {m.name: m.weight for m in tiers.BALANCED.measures} == {
        "revenue": 40,
        "tenure": 20,
        "regularity": 20,
        "payment": 20,
    }
    assert tiers.BALANCED.boundaries == (75, 50, 25)
    assert tiers.BALANCED.minimum_coverage == 0.6


# ---- what must always hold

lines_drawn = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.integers(0, 900).map(lambda days: AS_OF - timedelta(days)),
        st.integers(-5_000, 20_000),
        st.none() | st.integers(0, 40),
    ),
    min_size=1,
    max_size=25,
)


def in_unit(lines, unit):
    return [(who, day, cents * unit / 100, late) for who, day, cents, late in lines]


@settings(max_examples=15, deadline=None)
@given(lines_drawn)
def test_parts_add_up_and_better_is_never_worse(shared, lines):
    bill(shared, in_unit(lines, 1))
    frame = tiers.classify(shared, AS_OF)
    assert list(frame.customer_id) == sorted({who for who, _, cents, _ in lines if cents > 0})
    assert list(frame.customer_id) == list(rfm.score(shared, AS_OF).customer_id)
    for row in frame.itertuples():
        parts = [getattr(row, column) for column in POINTS]
        assert sum(part for part in parts if not math.isnan(part)) == row.points
        assert 0 <= row.points <= 100
        assert len(row.reasons) == 4
        unknown = sum(map(math.isnan, parts))
        assert sum(reason.endswith("left out") for reason in row.reasons) == unknown
    for _, group in frame.groupby("coverage"):
        assert group.sort_values("revenue").revenue_points.dropna().is_monotonic_increasing


@settings(max_examples=15, deadline=None)
@given(lines=lines_drawn, random=st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_currency_unit_matters(shared, lines, random):
    bill(shared, in_unit(lines, 1))
    frame = tiers.classify(shared, AS_OF)
    bill(shared, in_unit(random.sample(lines, len(lines)), 100))
    again = tiers.classify(shared, AS_OF)
    pd.testing.assert_frame_equal(again.drop(columns="revenue"), frame.drop(columns="revenue"))
    shares = [tiers.summary(one).revenue_share for one in (frame, again)]
    assert list(shares[0]) == pytest.approx(list(shares[1]), nan_ok=True)
    if frame.revenue.sum() > 0:
        assert shares[0].sum() == pytest.approx(1)
