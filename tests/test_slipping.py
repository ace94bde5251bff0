"""Slipping away: worked out by hand, how often chance is taken for it, and what must hold."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, errors, slipping, slipping_levels, slipping_reasons
from icp.slipping import Rule
from tests.conftest import book

AS_OF = date(2025, 11, 1)
# the 15th of each of the months before, the newest first
DAYS = [date(2025 - (month + 2) // 12, 12 - (month + 2) % 12, 15) for month in range(24)]


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each example replaces."""
    with db.open(":memory:") as conn:
        yield conn


def monthly(name, amounts, kind=None):
    """One order a month, the newest first; none where the amount is 0."""
    return [(name, day, one, kind) for day, one in zip(DAYS, amounts, strict=False) if one]


def found(conn, lines, rule=slipping.DEFAULT):
    conn.execute("delete from order_lines").fetchall()
    book(
        conn,
        [(str(n), *line[:3]) for n, line in enumerate(lines)],
        revenue_kind=[line[3] for line in lines],
    )
    return slipping.apply(slipping.known(conn, AS_OF), rule).set_index("customer_id")


def alone(conn, amounts, kind=None, rule=slipping.DEFAULT):
    """What is found of a customer with these months."""
    return found(conn, monthly("a", amounts, kind), rule).loc["a"]


def test_the_days_are_where_they_are_meant():
    assert (DAYS[0], DAYS[9], DAYS[10]) == (
        date(2025, 10, 15),
        date(2025, 1, 15),
        date(2024, 12, 15),
    )


# ---- who slips, on paper


def test_a_monthly_bill_that_fell_is_found_though_they_order_every_month(empty):
    # 80 now against 100: the one step of 20 in 8 gives sqrt(400 / 16) = 5 of spread, so chance
    # comes to 1.645 x 5 x sqrt(1/3 + 1/6) = 5.8 a month; 20 a month are 240 a year
    one = alone(empty, [80] * 3 + [100] * 18, "recurring")
    assert (one["verdict"], one["was"], one["now"], one["at_stake"]) == ("slipping", 1200, 960, 240)
    assert one["drop"] == pytest.approx(0.2)
    assert (one["fell"], one["year"]) == (3, 3 * 80 + 9 * 100)
    since = slipping_reasons.since(pd.Series([one["fell"]]), AS_OF)
    assert since[0] == pd.Timestamp(2025, 8, 16)


def test_what_was_lost_is_counted_from_before_the_fall(empty):
    # the fall began 5 months ago, from 100 to 60: 4 to 9 months ago it was (2 x 60 + 4 x 100) / 6
    one = alone(empty, [60] * 5 + [100] * 16, "recurring")
    assert (one["was"], one["now"], one["fell"]) == (1200, 720, 5)
    assert one["drop"] == pytest.approx(0.4)


def test_a_slow_decline_is_dated_to_its_beginning(empty):
    # 100 up to 9 months ago, then 5 less each month; by the average of 4 to 9 months ago, 87.5, it
    # would be 20 %
    one = alone(empty, [70, 70, 70, 75, 80, 85, 90, 95] + [100] * 13, "recurring")
    assert (one["verdict"], one["fell"], one["was"]) == ("slipping", 8, 1200)
    assert one["drop"] == pytest.approx(0.3)


def test_projects_do_not_hide_that_the_monthly_bill_falls(empty):
    lines = monthly("a", [80] * 3 + [100] * 18, "recurring")
    one = found(empty, [*lines, ("a", DAYS[1], 5_000, "project")]).loc["a"]
    assert (one["verdict"], one["at_stake"]) == ("slipping", 240)
    assert np.isnan(one["project_drop"])


def test_what_is_billed_alike_counts_as_recurring_without_a_kind(empty):
    assert alone(empty, [90] * 3 + [100] * 18)["verdict"] == "slipping"
    assert alone(empty, [90] * 3 + [100, 140] * 9)["verdict"] != "slipping"


def test_orders_of_several_kinds_are_judged_together_where_each_is_too_rare(empty):
    amounts = [40, 40, 40] + [100] * 18
    lines = [
        (*line[:3], "project" if n % 2 else "resale")
        for n, line in enumerate(monthly("a", amounts))
    ]
    one = found(empty, lines).loc["a"]
    assert (one["verdict"], one["everything_drop"]) == ("slipping", pytest.approx(0.6))
    assert np.isnan(one["project_drop"])


def test_more_refunded_than_bought_is_less_than_nothing_and_one_refund_is_no_habit(empty):
    # (10 - 50 + 10) / 3 = -10 a month
    one = alone(empty, [10, -50, 10] + [100] * 18)
    assert (one["now"], one["drop"]) == (-120, pytest.approx(1.1))
    frame = found(empty, monthly("a", [10, -50, 10] + [100] * 18))
    assert slipping_reasons.reasons(empty, frame.reset_index(), AS_OF).item() == (
        "orders: more refunded than bought since Aug 2025"
    )
    assert alone(empty, [100, -800, 100] + [100] * 18)["verdict"] == "ups and downs"


# ---- who does not


@pytest.mark.parametrize(
    ("amounts", "verdict"),
    [
        ([100] * 21, "not slipping"),
        ([130] * 3 + [100] * 18, "not slipping"),
        ([0] + [100] * 20, "ups and downs"),  # one order may just be late
        ([0, 0] + [100] * 19, "slipping"),  # two are not: 67 % less, or 33 % with one to come
        ([50] * 3 + [150, 50] * 9, "ups and downs"),  # spread 61, so chance comes to 71 a month
        ([0] * 3 + [100] * 18, "stopped"),
        ([0] * 9 + [100] * 12, "gone"),
        ([100, 0, 0] + [300, 0] * 9, "too few orders"),  # in 3 of the 6 months before
        ([50] * 5, "too new"),
        ([50] * 3 + [100] * 6, "slipping"),  # new, but seen long enough
    ],
)
def test_each_customer_has_one_verdict(empty, amounts, verdict):
    assert alone(empty, amounts)["verdict"] == verdict


def test_as_every_year_is_no_slip_where_the_year_before_is_seen(empty):
    season = [50] * 3 + [100] * 9 + [50] * 3 + [100] * 6
    assert alone(empty, season)["verdict"] == "slipping"  # the 21st month is not over
    assert alone(empty, [*season, 100])["verdict"] == "as last year"
    # last year's half of 100 is 50 now; it is 20
    one = alone(empty, [20] * 3 + season[3:] + [100])
    assert (one["verdict"], one["was"], one["now"]) == ("slipping", 600, 240)


def test_the_rule_can_be_changed_and_its_bounds_count(empty):
    five = [95] * 3 + [100] * 18
    assert alone(empty, five, "recurring")["verdict"] == "slipping"
    assert alone(empty, five, "recurring", Rule(recurring=0.06))["verdict"] == "not slipping"
    assert alone(empty, five, "recurring", Rule(least=60))["verdict"] == "slipping"
    small = alone(empty, five, "recurring", Rule(least=60.01))
    assert small["verdict"] == "too little money"
    assert np.isnan(small["at_stake"])
    lumpy = [70] * 3 + [90, 110] * 9  # 30 % less, chance comes to 17 a month
    assert alone(empty, lumpy)["verdict"] == "slipping"
    assert alone(empty, lumpy, rule=Rule(other=0.31))["verdict"] == "not slipping"


@pytest.mark.parametrize("rule", [{"recurring": 0}, {"other": 1.01}, {"least": -1}])
def test_rules_that_cannot_be_applied_are_refused(rule):
    with pytest.raises(errors.RuleInvalid):
        Rule(**rule)


def test_a_month_ends_with_the_day_as_of(empty):
    lines = [("a", AS_OF, 1, None), ("a", date(2025, 10, 1), 2, None), ("a", AS_OF, 4, None)]
    later = [(name, AS_OF + timedelta(1), 99, None) for name in "ab"]
    frame = found(empty, [*lines, ("a", date(2025, 10, 2), 8, None), *later])
    assert frame["last_on"].to_dict() == {"a": pd.Timestamp(AS_OF)}
    days = db.run(empty, "slipping", as_of=AS_OF, months=21).df()
    assert days.groupby("period")["everything"].sum().to_dict() == {0: 5 + 8, 1: 2}


def test_without_orders_there_is_nobody(empty):
    assert slipping.summary(found(empty, [])).sum() == 0


# ---- reasons


def test_the_reasons_name_what_fell_since_when_and_what_else_says_so(empty):
    empty.execute(
        "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on, nps)"
        " values (1, 1, 'x', 'a', '2025-01-05', 9), (1, 2, 'y', 'a', '2025-09-01', 6),"
        " (1, 3, 'z', 'a', '2025-12-01', 1)"
    ).fetchall()
    projects = [date(2024, 9, 1), date(2024, 10, 1), date(2024, 11, 10), date(2025, 1, 5)]
    lines = [("a", day, 500, "project") for day in projects]
    lines += monthly("a", [77] * 3 + [100] * 18, "recurring")
    lines += monthly("a", [0, 0, 0, 50, 50, 50, 50, 50, 50], "resale")
    frame = found(empty, lines)
    # gaps of 30, 40 and 56 days; 5 January is 300 days before 1 November
    assert slipping_reasons.reasons(empty, frame.reset_index(), AS_OF).item() == (
        "recurring down 23 % since Aug 2025; resale none since Aug 2025; last project 300 days "
        "ago, usually every 40; NPS 9 → 6"
    )


def test_a_short_silence_and_a_content_customer_are_no_reasons(empty):
    days = [date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 8, 10)]
    lines = [("a", day, 500, "project") for day in days]
    frame = found(empty, lines + monthly("a", [80] * 3 + [100] * 18, "recurring"))
    assert (
        slipping_reasons.reasons(empty, frame.reset_index(), AS_OF).item()
        == "recurring down 20 % since Aug 2025"
    )


def test_one_wait_between_projects_shows_no_habit(empty):
    days = [date(2024, 12, 1), date(2025, 1, 1)]
    lines = [("a", day, 500, "project") for day in days]
    frame = found(empty, lines + monthly("a", [80] * 3 + [100] * 18, "recurring"))
    said = slipping_reasons.reasons(empty, frame.reset_index(), AS_OF).item()
    assert said == "recurring down 20 % since Aug 2025"


# ---- known answers


def test_in_the_sample_company_just_thorne_slips(sample_company):
    # the key: seats 92 -> 71, last project 311 days ago, invoiced 18 days ago, NPS 6, 131,000
    as_of = date(2026, 11, 1)
    frame = slipping.apply(slipping.known(sample_company, as_of))
    slips = frame[frame["verdict"] == "slipping"]
    assert slips["name"].tolist() == ["Thorne Precision"]
    assert slips["drop"].item() == pytest.approx(1 - 71 / 92, abs=1e-4)
    assert slips["year"].item() == pytest.approx(131_000, abs=0.01)
    assert slipping_reasons.reasons(sample_company, slips, as_of).item() == (
        "recurring down 23 % since Jan 2026; last project 311 days ago, usually every 87; NPS 6"
    )
    counts = slipping.summary(frame)
    assert (counts.sum(), counts["gone"]) == (180, 33)


@pytest.mark.parametrize("rate", [1, 4, 20])
def test_chance_is_taken_for_a_slip_one_time_in_twenty(rate):
    chance = np.random.default_rng(rate)
    table = chance.poisson(rate, (4_000, slipping_levels.MONTHS)).astype(float)
    found = slipping_levels.measured(table, np.full(len(table), 30.0), recurring=False)
    slips = slipping._told(pd.DataFrame(found), slipping.DEFAULT)["slips"]
    assert slips.mean() <= 0.05


# ---- what must always hold


@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.integers(0, 700),
            st.integers(-20, 90),
            st.sampled_from(["recurring", "project", None]),
        ),
        min_size=1,
        max_size=60,
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_rows_and_unit_change_nothing(shared, orders, chance):
    def told(rows, unit):
        lines = [(who, AS_OF - timedelta(ago), cash * unit, kind) for who, ago, cash, kind in rows]
        return found(shared, lines)

    one = told(orders, 1)
    chance.shuffle(orders)
    other = told(orders, 100)
    pd.testing.assert_series_equal(one["verdict"], other["verdict"])
    pd.testing.assert_series_equal(one["drop"], other["drop"])
    pd.testing.assert_series_equal(100 * one["at_stake"], other["at_stake"])
    assert slipping.summary(one).sum() == len(one)
    assert (one["at_stake"].dropna() > 0).all()
