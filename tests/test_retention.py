"""What last year's customers spend now: on paper, against published figures, as properties."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, errors, retention, standards
from tests import real_orders
from tests.conftest import book

AS_OF = date(2026, 1, 1)
BEFORE, NOW = date(2024, 3, 1), date(2025, 3, 1)  # in the year before, in the newest
LONG_AGO = date(2023, 1, 10)  # the orders begin in the first month of the third year back


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each example replaces."""
    with db.open(":memory:") as conn:
        yield conn


def changes(conn, orders, year=0, revenue="net", as_of=AS_OF):
    """Orders of (customer, day, amount); what changed from one year to the next."""
    book(conn, [(str(n), name, day, amount) for n, (name, day, amount) in enumerate(orders)])
    return retention.changes(retention.years(conn, as_of, revenue), year)


def kinds(changed):
    return dict(zip(changed["customer_id"], changed["kind"], strict=True))


def steps(changed):
    frame = retention.waterfall(changed)
    return {row.part: (row.customers, row.money) for row in frame.itertuples()}


FOUR = [
    ("grows", BEFORE, 100),
    ("grows", NOW, 130),
    ("shrinks", BEFORE, 200),
    ("shrinks", NOW, 150),
    ("leaves", BEFORE, 50),
    ("new", NOW, 70),
    ("refunds", BEFORE, 40),
    ("refunds", date(2024, 5, 1), -10),
    ("refunds", NOW, 25),
    ("refunds", date(2025, 5, 1), -5),
]


def test_four_customers_and_a_new_one_on_paper(empty):
    # start 100 + 200 + 50 + 30 = 380; grows +30; shrinks -50, refunds 30 -> 20 is -10: -60; leaves
    # -50; now of those 130 + 150 + 20 = 300; the new one 70, so 370 in all
    changed = changes(empty, FOUR)
    assert kinds(changed) == {
        "grows": "grown",
        "leaves": "gone",
        "new": "new",
        "refunds": "shrunk",
        "shrinks": "shrunk",
    }
    assert steps(changed) == {
        "start": (4, 380),
        "grown": (1, 30),
        "shrunk": (2, -60),
        "gone": (1, -50),
        "kept": (3, 300),
        "back": (0, 0),
        "new": (1, 70),
        "apart": (0, 0),
        "now": (4, 370),
    }
    kept = retention.kept(changed)
    assert (kept.customers, kept.stayed, kept.start, kept.now) == (4, 3, 380, 300)
    assert kept.net == pytest.approx(300 / 380, rel=1e-12)
    assert kept.gross == pytest.approx((100 + 150 + 0 + 20) / 380, rel=1e-12)


def test_sales_leave_refunds_out(empty):
    found = steps(changes(empty, FOUR, revenue="sales"))
    # refunds: 40 before, 25 now
    assert (found["start"], found["shrunk"]) == ((4, 390), (2, -65))


def test_who_comes_back_is_not_new(empty):
    orders = [("back", LONG_AGO, 10), ("back", NOW, 20), ("new", NOW, 5), ("stays", BEFORE, 1)]
    assert kinds(changes(empty, orders)) == {"back": "back", "new": "new", "stays": "gone"}
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, customer_since) "
        "values (1, 1, 'new', date '2019-05-01')"
    ).fetchall()
    standards.refresh(empty)
    again = retention.changes(retention.years(empty, AS_OF))
    assert kinds(again)["new"] == "back"  # the customer list knows better


def test_a_start_of_zero_or_less_is_apart_and_still_adds_up(empty):
    orders = [
        ("below", BEFORE, -30),
        ("below", NOW, 12),
        ("zero", BEFORE, 8),
        ("zero", date(2024, 4, 1), -8),
        ("zero", NOW, 3),
        ("only refunds", NOW, -4),
        ("stays", BEFORE, 10),
        ("stays", NOW, 10),
    ]
    changed = changes(empty, orders)
    assert kinds(changed) == {
        "below": "apart",
        "zero": "apart",
        "only refunds": "apart",
        "stays": "same",
    }
    found = steps(changed)
    assert (found["start"], found["kept"]) == ((1, 10), (1, 10))
    assert found["apart"] == (3, 11)
    assert found["now"] == (3, 21)
    kept = retention.kept(changed)
    assert (kept.customers, kept.net, kept.gross) == (1, 1, 1)


def test_who_only_gets_refunds_has_left(empty):
    changed = changes(empty, [("a", BEFORE, 100), ("a", NOW, -20)])
    assert kinds(changed) == {"a": "gone"}
    found = steps(changed)
    assert (found["gone"], found["kept"], found["now"]) == ((1, -120), (0, -20), (0, -20))


def test_who_buys_and_gets_it_all_back_has_not_left(empty):
    changed = changes(empty, [("a", BEFORE, 100), ("a", NOW, 30), ("a", date(2025, 4, 1), -30)])
    assert kinds(changed) == {"a": "shrunk"}
    assert steps(changed)["kept"] == (1, 0)


def test_nobody_before_has_no_share(empty):
    kept = retention.kept(changes(empty, [("a", NOW, 5)]))
    assert (kept.customers, kept.net, kept.gross) == (0, None, None)
    assert retention.kept(changes(empty, [])).customers == 0


def test_years_end_on_the_day_and_begin_12_months_before(empty):
    days = {
        "first day of this year": (date(2025, 1, 1), 0),
        "last day of the year before": (date(2024, 12, 31), 1),
        "the day itself": (AS_OF, 0),
        "first day of the year before": (date(2024, 1, 1), 1),
        "two years back": (date(2023, 12, 31), 2),
    }
    later = [("too late", date(2026, 1, 2), 9)]
    orders = [(name, day, 1) for name, (day, _) in days.items()] + later
    book(empty, [(str(n), *order) for n, order in enumerate(orders)])
    years = retention.years(empty, AS_OF)
    found = dict(zip(years.customers["customer_id"], years.money.argmax(axis=1), strict=True))
    assert found == {name: year for name, (_, year) in days.items()}
    assert (years.begins(0), years.ends(0)) == (date(2025, 1, 1), AS_OF)
    assert (years.begins(1), years.ends(1)) == (date(2024, 1, 1), date(2024, 12, 31))


def test_two_years_must_be_seen_and_it_is_said_from_when_on(empty):
    # 18 months: from July 2024; the year before must begin by July 2024, within its first month
    book(empty, [("1", "a", date(2024, 7, 15), 10), ("2", "a", date(2025, 12, 31), 10)])
    years = retention.years(empty, AS_OF)
    assert (years.whole, years.known_from) == (1, date(2026, 6, 16))
    assert retention.by_year(years).empty
    assert retention.years(empty, date(2026, 6, 15)).whole == 1
    assert retention.years(empty, date(2026, 6, 16)).whole == 2


def test_without_orders_nothing_is_known(empty):
    years = retention.years(empty, AS_OF)
    assert (years.whole, years.first_on, years.known_from) == (0, None, None)


def test_who_began_in_the_course_of_the_year_before_is_counted_as_late(empty):
    orders = [
        ("old", LONG_AGO, 1),
        ("old", BEFORE, 1),
        ("early", date(2024, 1, 31), 1),
        ("late", date(2024, 2, 1), 1),
        ("new", NOW, 1),
    ]
    changed = changes(empty, orders)
    assert retention.kept(changed).late == 1
    assert set(changed.loc[changed["late"], "customer_id"]) == {"late", "new"}


def test_a_payment_in_advance_is_no_order_yet(empty):
    book(
        empty,
        [("1", "a", NOW, 10), ("2", "b", BEFORE, 10)],
        due_on=[NOW, None],
        paid_on=[LONG_AGO, None],
    )
    customers = retention.years(empty, AS_OF).customers.set_index("customer_id")
    assert customers["since"].to_dict() == {"a": pd.Timestamp(NOW), "b": pd.Timestamp(BEFORE)}


def test_bands_take_the_customers_from_their_bound_on(empty):
    changed = changes(empty, FOUR)
    found = retention.by_band(changed, (50, 100))
    # refunds 30 | leaves 50 | grows 100, shrinks 200
    assert list(found["customers"]) == [1, 1, 2]
    assert list(found["start"]) == [30, 50, 300]
    assert list(found["now"]) == [20, 0, 280]
    assert list(found["net"]) == pytest.approx([20 / 30, 0, 280 / 300])
    assert list(found["gross"]) == pytest.approx([20 / 30, 0, 250 / 300])
    assert list(found["low"]) == [0, 50, 100]
    assert np.isnan(found["high"].iloc[-1])
    assert found["start"].sum() == retention.kept(changed).start


def test_an_empty_band_has_no_share(empty):
    found = retention.by_band(changes(empty, FOUR), (1000,))
    assert list(found["customers"]) == [4, 0]
    assert np.isnan(found["net"].iloc[1])


@pytest.mark.parametrize("bounds", [(0,), (10, 10), (20, 10), (-5, 10)])
def test_bounds_that_do_not_grow_are_refused(empty, bounds):
    with pytest.raises(errors.RuleInvalid, match="larger than the one before it"):
        retention.by_band(changes(empty, FOUR), bounds)


def test_superstore_equals_the_oracle(empty, real):
    folder = real / "superstore"
    want = json.loads((folder / "oracle.json").read_text())["net_revenue_retention_by_year"]
    real_orders.load(empty, real, "superstore")
    found = retention.by_year(retention.years(empty, date(2020, 1, 1)))
    assert [one.year for one in found["begins"]] == [2019, 2018, 2017]
    for row, key in zip(found.itertuples(), reversed(want), strict=True):
        assert key.endswith(str(row.begins.year))
        assert row.customers == want[key]["customers_prev"]
        assert row.stayed == want[key]["retained"]
        assert row.net == pytest.approx(want[key]["net_revenue_retention"], rel=1e-9)
    assert [round(share, 4) for share in found["net"]] == [0.9643, 0.9472, 0.7540]


def test_the_sample_company_keeps_its_147(sample_company):
    years = retention.years(sample_company, date(2026, 11, 1))
    found = steps(retention.changes(years))
    # the sample company's story: 147 active, 8.05 M in the last 12 months
    assert found["now"][0] == 147
    assert round(found["now"][1] / 1e6, 2) == 8.05


@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcde"),
            st.sampled_from([LONG_AGO, BEFORE, NOW]),
            st.integers(-9_999, 99_999).map(lambda cents: cents / 100),
        ),
        min_size=1,
        max_size=20,
    ),
    st.randoms(use_true_random=False),
)
def test_the_steps_add_up_and_order_and_unit_change_no_share(shared, orders, chance):
    def answered(rows, unit):
        shared.execute("delete from order_lines").fetchall()
        return changes(shared, [(name, day, cash * unit) for name, day, cash in rows])

    changed = answered(orders, 1)
    money = {part: amount for part, (_, amount) in steps(changed).items()}
    kept = sum(money[part] for part in ("start", "grown", "shrunk", "gone"))
    assert kept == pytest.approx(money["kept"], abs=1e-6)
    everything = money["kept"] + money["back"] + money["new"] + money["apart"]
    assert everything == pytest.approx(money["now"], abs=1e-6)
    year = [cash for _, day, cash in orders if day == NOW]
    assert money["now"] == pytest.approx(sum(year), abs=1e-6)
    first = retention.kept(changed)
    if first.customers:
        assert first.gross <= min(1, first.net) + 1e-12
    chance.shuffle(orders)
    again = retention.kept(answered(orders, 100))
    assert (again.customers, again.stayed) == (first.customers, first.stayed)
    assert (again.net, again.gross) == pytest.approx((first.net, first.gross))
