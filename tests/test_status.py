"""Customer status: each window worked out by hand, what must always hold, the sample company."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import db, errors, standards, status, status_limits
from tests.conftest import book

AS_OF = date(2025, 12, 10)


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each example replaces."""
    with db.open(":memory:") as conn:
        yield conn


def bought(conn, **days_ago):
    """Orders of 100 for each customer, so many days before AS_OF."""
    lines = [(name, AS_OF - timedelta(ago)) for name, agos in days_ago.items() for ago in agos]
    book(conn, [(str(n), name, day, 100) for n, (name, day) in enumerate(lines)])


def listed(conn, table, **names):
    """Customers or prospects by id, with their names."""
    key = {"customer_rows": "customer_id", "prospect_rows": "prospect_id"}[table]
    conn.executemany(
        f"insert into {table} (import_id, row_no, {key}, name) values (1, ?, ?, ?)",
        [(n, one, name) for n, (one, name) in enumerate(names.items())],
    )
    standards.refresh(conn)


def statuses(conn, **windows):
    frame = status.classify(conn, AS_OF, status.Windows(**windows))
    return dict(zip(frame["customer_id"], frame["status"], strict=True))


def reasons(conn, **windows):
    frame = status.classify(conn, AS_OF, status.Windows(**windows))
    return dict(zip(frame["customer_id"], frame["reason"], strict=True))


# ---- each status, worked out by hand; 10 December less 3, 12, 24 months is 91, 365, 731 days


def test_one_of_each(empty):
    bought(
        empty,
        new=[50, 20],
        active=[390, 30],
        back=[800, 40],
        risk=[900, 91],
        lapsed=[1000, 366],
        lost=[1000, 732],
    )
    listed(empty, "customer_rows", never="Never Ltd")
    listed(empty, "prospect_rows", p1="Maybe Ltd")
    assert statuses(empty) == {
        "new": "new",
        "active": "active",  # 360 days of silence, which is no lapse
        "back": "won back",  # 760 days of silence, ended 40 days ago
        "risk": "at risk",
        "lapsed": "lapsed",
        "lost": "lost",
        "never": "prospect",
        "p1": "prospect",
    }
    assert reasons(empty) == {
        "new": "first order 50 days ago",
        "active": "last order 30 days ago",
        "back": "back 40 days ago after 760 days without an order",
        "risk": "last order 91 days ago",
        "lapsed": "last order 366 days ago",
        "lost": "last order 732 days ago",
        "never": "never bought",
        "p1": "on the list of prospects",
    }


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (0, "active"),
        (90, "active"),
        (91, "at risk"),
        (365, "at risk"),
        (366, "lapsed"),
        (731, "lapsed"),
        (732, "lost"),
    ],
)
def test_a_status_ends_on_the_day(empty, last, expected):
    bought(empty, a=[last + 30, last, last + 390])  # usually every 30, no wait over 365
    assert statuses(empty) == {"a": expected}


@pytest.mark.parametrize(
    ("last", "expected"),
    [(400, "active"), (401, "at risk"), (800, "at risk"), (801, "lost")],
)
def test_who_buys_rarely_is_given_twice_the_usual_wait(empty, last, expected):
    # every 200 days: active for 400, at risk for as long again, then past the 731 of lost
    bought(empty, a=[last, last + 200, last + 400])
    assert statuses(empty) == {"a": expected}
    assert reasons(empty)["a"] == f"last order {last} days ago, usually every 200"


def test_a_refund_is_no_day_of_purchase_and_ends_no_wait(empty):
    days = [AS_OF - timedelta(ago) for ago in (500, 400, 150, 100)]
    amounts = [10, 10, -5, 10]
    book(empty, [(str(n), "a", *one) for n, one in enumerate(zip(days, amounts, strict=True))])
    # waits 100 and 300; from the refund on it would be 50
    assert status.known(empty, AS_OF)["usual_days"].tolist() == [100]


def test_of_equal_waits_the_first_counts_as_the_one_that_brought_them_back(empty):
    bought(empty, a=[200, 150, 100])
    [one] = status.known(empty, AS_OF).itertuples()
    assert (one.back_days, one.back_on.date()) == (50, AS_OF - timedelta(150))


def test_the_usual_wait_is_the_lower_middle_and_needs_two(empty):
    bought(empty, two=[300, 100], three=[700, 690, 100], four=[500, 460, 430, 100])
    # waits 200 | 10, 590 | 40, 30, 330
    frame = status.classify(empty, AS_OF).set_index("customer_id")
    assert frame["usual_days"].fillna(-1).to_dict() == {"two": -1, "three": 10, "four": 40}


def test_several_orders_on_one_day_are_one_day(empty):
    bought(empty, a=[100, 100, 60, 20])
    frame = status.classify(empty, AS_OF)
    assert (frame["orders"].item(), frame["usual_days"].item()) == (4, 40)


@pytest.mark.parametrize(("first", "expected"), [(91, "new"), (92, "active")])
def test_new_is_within_three_months(empty, first, expected):
    assert AS_OF - timedelta(91) == date(2025, 9, 10)
    bought(empty, a=[first, 5])
    assert statuses(empty) == {"a": expected}


def test_who_is_listed_as_older_is_not_new(empty):
    bought(empty, a=[20], b=[20])
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, customer_since)"
        " values (1, 1, 'a', date '2019-05-01')"
    ).fetchall()
    standards.refresh(empty)
    assert statuses(empty) == {"a": "active", "b": "new"}


def test_a_customer_by_the_list_without_an_order_cannot_be_told(empty):
    bought(empty, b=[20])
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, customer_since)"
        " values (1, 1, 'a', date '2019-05-01'), (1, 2, 'c', date '2026-01-01')"
    ).fetchall()
    standards.refresh(empty)
    assert statuses(empty) == {"a": "can't tell", "b": "new", "c": "prospect"}


@pytest.mark.parametrize(
    ("gap", "back", "expected"),
    [(366, 20, "won back"), (365, 20, "active"), (366, 190, "at risk"), (400, 180, "at risk")],
)
def test_won_back_is_an_order_after_a_lapse_that_is_not_long_ago(empty, gap, back, expected):
    bought(empty, a=[back + gap, back])
    assert statuses(empty) == {"a": expected}


def test_a_return_counts_for_six_months_while_they_go_on_buying(empty):
    # 10 December less 6 months is 10 June, 183 days before
    lines = {"a": [600, 183, 10], "b": [600, 184, 10]}
    bought(empty, **lines)
    assert statuses(empty) == {"a": "won back", "b": "active"}
    assert statuses(empty, back_months=7) == {"a": "won back", "b": "won back"}


def test_a_refund_or_an_order_of_zero_is_no_purchase(empty):
    book(
        empty,
        [
            ("1", "a", AS_OF - timedelta(400), 100),
            ("2", "a", AS_OF - timedelta(5), -20),
            ("3", "b", AS_OF - timedelta(5), 0),
        ],
    )
    assert statuses(empty) == {"a": "lapsed", "b": "prospect"}
    frame = status.classify(empty, AS_OF).set_index("customer_id")
    assert frame.loc["a", "revenue"] == 80
    sales = status.classify(empty, AS_OF, revenue="sales").set_index("customer_id")
    assert sales.loc["a", "revenue"] == 100


def test_what_comes_after_the_day_is_not_known_yet(empty):
    bought(empty, a=[400, -1], b=[-1])
    assert statuses(empty) == {"a": "lapsed", "b": "prospect"}


def test_a_first_purchase_after_the_day_is_not_known_yet(empty):
    day, later = AS_OF - timedelta(5), AS_OF + timedelta(5)
    book(empty, [("1", "a", day, -10), ("2", "a", later, 100)])
    assert status.waits(empty, AS_OF)["first_on"].isna().all()
    assert status.waits(empty, later)["first_on"].item() == pd.Timestamp(later)


def test_a_year_of_revenue_ends_with_the_last_order(empty):
    # 600 days ago was 19 April 2024, and a year before it 966 days ago
    bought(empty, a=[1000, 966, 965, 700, 600])
    frame = status.classify(empty, AS_OF)
    assert frame["revenue"].item() == 500
    assert frame["year_revenue"].item() == 300


def test_a_prospect_that_is_a_customer_by_name_counts_once(empty):
    bought(empty, c1=[20])
    listed(empty, "customer_rows", c1="Plain & Co", c2="Other")
    listed(empty, "prospect_rows", p1="plain &  CO", p2="Third", p3=None)
    frame = status.classify(empty, AS_OF)
    assert list(frame["customer_id"]) == ["c1", "c2", "p2", "p3"]
    assert list(frame["listed"]) == ["customers", "customers", "prospects", "prospects"]
    assert list(frame["name"]) == ["Plain & Co", "Other", "Third", "p3"]


def test_a_prospect_with_the_number_of_a_customer_has_no_orders(empty):
    bought(empty, one=[20])
    listed(empty, "prospect_rows", one="Another company")
    frame = status.classify(empty, AS_OF)
    assert list(frame["status"]) == ["new", "prospect"]


def test_who_is_invoiced_on_may_be_quiet_otherwise(empty):
    # projects every 40 days up to 200 days ago, invoices every 30
    invoices = [(f"i{n}", "a", AS_OF - timedelta(30 * n + 5), 50) for n in range(12)]
    projects = [(f"p{n}", "a", AS_OF - timedelta(200 + 40 * n), 70) for n in range(3)]
    kinds = ["recurring"] * 12 + ["project"] * 3
    book(empty, [*invoices, *projects], revenue_kind=kinds)
    frame = status.classify(empty, AS_OF)
    assert frame["status"].item() == "active"
    assert frame["quiet"].item()
    assert (
        frame["reason"].item().endswith("; last project or resale 200 days ago, usually every 40")
    )
    assert not status.classify(empty, AS_OF, status.Windows(active_days=200))["quiet"].item()
    assert not status.classify(empty, AS_OF, status.Windows(usual=5))["quiet"].item()


# ---- windows of one's own


def test_windows_of_ones_own(empty):
    bought(empty, a=[200, 100], b=[500])
    assert statuses(empty) == {"a": "at risk", "b": "lapsed"}
    assert statuses(empty, active_days=100) == {"a": "active", "b": "lapsed"}
    assert statuses(empty, lapsed_months=3, active_days=80) == {"a": "lapsed", "b": "lapsed"}
    assert statuses(empty, lost_months=13) == {"a": "at risk", "b": "lost"}
    assert statuses(empty, new_months=7) == {"a": "new", "b": "lapsed"}


@pytest.mark.parametrize(
    "windows",
    [{"active_days": 360}, {"lapsed_months": 24}, {"lost_months": 12}, {"lapsed_months": 3}],
)
def test_windows_that_overlap_are_refused(windows):
    with pytest.raises(errors.RuleInvalid, match="make each longer than the one before"):
        status.Windows(**windows)


@pytest.mark.parametrize("name", vars(status.DEFAULT))
def test_a_window_of_nothing_is_refused(name):
    with pytest.raises(errors.RuleInvalid, match="make each more than 0"):
        status.Windows(**{name: 0})


# ---- summed up


def test_the_summary_counts_everybody_once(empty):
    bought(empty, a=[400, 30, 20], b=[20], c=[500])
    listed(empty, "prospect_rows", p="P")
    found = status.summary(status.classify(empty, AS_OF)).set_index("status")
    assert found["customers"].to_dict() == {
        "new": 1,
        "active": 0,
        "won back": 1,
        "at risk": 0,
        "lapsed": 1,
        "lost": 0,
        "prospect": 1,
        "can't tell": 0,
    }
    assert found.loc["won back", ["revenue", "year_revenue"]].tolist() == [300, 200]
    assert found.loc["lapsed", "share"] == pytest.approx(1 / 3)
    assert pd.isna(found.loc["prospect", "share"])


def test_an_empty_workspace_has_all_columns_and_no_notes(empty):
    frame = status.classify(empty, AS_OF)
    assert frame.empty
    assert {"status", "reason", "quiet", "silent_days"} <= set(frame)
    assert status.summary(frame)["customers"].sum() == 0
    assert list(status_limits.sentences(frame, AS_OF, status.DEFAULT)) == []


def test_notes_say_what_the_data_cannot_show(empty):
    bought(empty, a=[50, 20], b=[30, 20, 10])
    frame = status.classify(empty, AS_OF)
    assert list(status_limits.sentences(frame, AS_OF, status.DEFAULT)) == [
        "The orders begin on 21 Oct 2025, so everybody looks new who is not listed as older.",
        "1 of 2 bought on fewer than three days, so their usual wait is not known: they count as "
        "active for 90 days.",
    ]
    bought(empty, old=[200, 150, 100])
    notes = list(status_limits.sentences(status.classify(empty, AS_OF), AS_OF, status.DEFAULT))
    assert notes[0] == (
        "The orders begin on 24 May 2025: who was lost before that is not among them."
    )
    bought(empty, older=[800, 760, 700])
    assert (
        len(list(status_limits.sentences(status.classify(empty, AS_OF), AS_OF, status.DEFAULT)))
        == 1
    )


# ---- what must always hold


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(-5, 1500), st.integers(-5, 50)), max_size=25
    ),
    st.randoms(use_true_random=False),
)
def test_exactly_one_status_whatever_the_order_of_rows_and_the_unit(shared, orders, chance):
    def classified(rows, unit):
        shared.execute("delete from order_lines").fetchall()
        lines = [(str(n), name, AS_OF - timedelta(ago), cash * unit) for n, name, ago, cash in rows]
        book(shared, lines)
        return status.classify(shared, AS_OF).set_index("customer_id")

    rows = [(n, *order) for n, order in enumerate(orders)]
    frame = classified(rows, 1)
    assert frame.index.is_unique
    assert set(frame["status"]) <= set(status.STATUSES)
    assert status.summary(frame)["customers"].sum() == len(frame)
    assert (frame["reason"].str.len() > 0).all()
    chance.shuffle(rows)
    again = classified(rows, 100)
    for same in ("status", "reason", "quiet"):
        pd.testing.assert_series_equal(frame[same], again[same])


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 1500), min_size=1, max_size=8), st.integers(1, 400))
def test_with_time_nobody_gets_closer(shared, agos, later):
    # without a new order, a customer only moves towards lost
    order = ["new", "won back", "active", "at risk", "lapsed", "lost"]
    shared.execute("delete from order_lines").fetchall()
    bought(shared, a=agos)
    now, then = (
        status.classify(shared, AS_OF + timedelta(days))["status"].item() for days in (0, later)
    )
    assert order.index(then) >= order.index(now) or {now, then} == {"won back", "active"}


# ---- the sample company


def test_the_sample_company_has_33_that_are_gone_and_400_prospects(sample_company):
    frame = status.classify(sample_company, date(2026, 11, 1))
    counts = status.summary(frame).set_index("status")["customers"]
    assert counts[list(status.GONE)].sum() == 33
    assert counts[[*status.BUYING, status.AT_RISK]].sum() == 147
    assert counts[status.PROSPECT] == 400
    assert counts.sum() == 580
