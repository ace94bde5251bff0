"""RFM scores: worked out by hand, published by others, and what must always hold."""

import itertools
import math
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import cutting, daily, db, errors, ingest, rfm
from tests.conftest import book

AS_OF = date(2025, 12, 31)


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each example of a test replaces."""
    with db.open(":memory:") as conn:
        yield conn


# ---- worked out by hand

# customer: days since the last purchase, how many purchases, money in all
SIX = {
    "a": (10, 1, 100),
    "b": (20, 1, 200),
    "c": (30, 2, 300),
    "d": (40, 3, 420),
    "e": (50, 3, 510),
    "f": (60, 9, 900),
}


def book_each(conn, customers, as_of=AS_OF):
    lines = [
        (f"{name}{n}", name, as_of - timedelta(recency + 100 * n), money / orders)
        for name, (recency, orders, money) in customers.items()
        for n in range(orders)
    ]
    book(conn, lines)


def test_six_customers_worked_out_by_hand(empty):
    # with 6 values the quantiles are the 2nd to 5th value:
    # recency 20 30 40 50, frequency 1 2 3 3, money 200 300 420 510
    book_each(empty, SIX)
    frame = rfm.score(empty, AS_OF)
    assert list(frame.customer_id) == list("abcdef")
    assert list(frame.name) == list("abcdef")
    assert list(frame.recency_days) == [10, 20, 30, 40, 50, 60]
    assert list(frame.frequency) == [1, 1, 2, 3, 3, 9]
    assert list(frame.monetary) == [100, 200, 300, 420, 510, 900]
    assert list(frame.r) == [5, 5, 4, 3, 2, 1]
    assert list(frame.f) == [1, 1, 2, 3, 3, 5]
    assert list(frame.m) == [1, 1, 2, 3, 4, 5]
    assert list(frame.fm) == [1, 1, 2, 3, 4, 5]  # e: (3 + 4) / 2 = 3.5, half rounded up
    assert list(frame.segment) == [
        "New",
        "New",
        "Potential loyalists",
        "Need attention",
        "At risk",
        "Can't lose",
    ]


def test_one_hundred_customers_of_one_invoice_each_get_the_same_f(empty):
    lines = [(str(n), f"c{n}", AS_OF - timedelta(n), 100 + n) for n in range(100)]
    book(empty, lines)
    frame = rfm.score(empty, AS_OF)
    assert len(frame) == 100
    assert frame.f.nunique() == 1
    assert rfm.bins(frame) == {"recency": 5, "frequency": 1, "monetary": 5}


def test_only_purchases_make_a_customer_recent_or_frequent(empty):
    book(
        empty,
        [
            ("1", "a", date(2025, 1, 1), 100),
            ("2", "a", date(2025, 6, 1), -40),
            ("3", "a", date(2025, 7, 1), 0),
            ("4", "only refunds", date(2025, 6, 1), -5),
        ],
    )
    frame = rfm.score(empty, AS_OF)
    assert frame.customer_id.tolist() == ["a"]
    row = frame.iloc[0]
    assert (row.recency_days, row.frequency, row.monetary) == (364, 1, 60.0)
    assert rfm.score(empty, AS_OF, revenue="sales").monetary.item() == 100.0


def test_the_window_leaves_out_who_bought_before_it(empty):
    book(
        empty,
        [
            ("1", "before", date(2024, 12, 30), 1),
            ("2", "first day", date(2024, 12, 31), 2),
            ("3", "last day", date(2025, 12, 31), 4),
            ("4", "after", date(2026, 1, 1), 8),
            ("5", "refund only", date(2025, 3, 1), -3),
            ("6", "refund only", date(2024, 1, 1), 9),
        ],
    )
    scored = list(rfm.score(empty, AS_OF, window_months=12).customer_id)
    assert scored == ["first day", "last day"]
    assert len(rfm.score(empty, AS_OF)) == 4


def test_frequency_counts_orders_months_or_projects(empty):
    book(
        empty,
        [
            ("1", "a", date(2025, 1, 5), 10),
            ("2", "a", date(2025, 1, 20), 10),
            ("3", "a", date(2025, 2, 1), 10),
            ("4", "b", date(2025, 2, 1), 10),
        ],
        revenue_kind=["recurring", "project", "resale", "recurring"],
    )
    counts = {
        frequency: rfm.score(empty, AS_OF, frequency=frequency).frequency.to_list()
        for frequency in ("orders", "active_months", "projects")
    }
    assert counts == {"orders": [3, 1], "active_months": [2, 1], "projects": [2]}


def test_projects_decide_how_recent_and_who_is_scored_and_money_stays_all(empty):
    book(
        empty,
        [
            ("1", "a", AS_OF - timedelta(300), 1000),
            ("2", "a", AS_OF - timedelta(200), 500),
            ("3", "a", AS_OF - timedelta(10), 70),
            ("4", "monthly", AS_OF - timedelta(5), 90),
            ("5", "long ago", AS_OF - timedelta(400), 800),
            ("6", "long ago", AS_OF - timedelta(20), 60),
            ("7", "refund only", AS_OF - timedelta(20), -60),
        ],
        revenue_kind=["resale", "project", "recurring", "recurring", "project", "recurring", None],
    )
    by_projects = rfm.score(empty, AS_OF, window_months=12, frequency="projects")
    assert by_projects.customer_id.to_list() == ["a"]
    row = by_projects.iloc[0]
    assert (row.recency_days, row.frequency, row.monetary) == (200, 2, 1570)
    assert rfm.score(empty, AS_OF, window_months=12).recency_days.to_list() == [10, 20, 5]
    assert rfm.unscored(empty, AS_OF, 12, "projects") == 2
    assert rfm.unscored(empty, AS_OF, None, "projects") == 1
    assert rfm.unscored(empty, AS_OF, 12, "orders") == 0
    assert rfm.unscored(empty, AS_OF, 12, "active_months") == 0


def test_products_decide_who_is_scored_and_the_unknown_is_never_zero(empty):
    book(
        empty,
        [
            ("1", "a", AS_OF - timedelta(10), 10),
            ("2", "a", AS_OF - timedelta(20), 10),
            ("3", "a", AS_OF - timedelta(30), 10),
            ("4", "nameless", AS_OF - timedelta(5), 90),
        ],
        product=["cable", "cable", "mouse", None],
    )
    row = rfm.score(empty, AS_OF, frequency="products")
    assert row.customer_id.to_list() == ["a"]
    assert (row.frequency.item(), row.recency_days.item(), row.monetary.item()) == (2, 10, 30)
    assert rfm.unscored(empty, AS_OF, None, "products") == 1
    words = rfm.in_words(row, rfm.cuts(empty, AS_OF, frequency="products"), "products")
    assert words_of(words, "frequency")[0] == (5, "3 different products or more", 0)


def test_without_any_project_nobody_is_scored_and_the_cuts_say_so(empty):
    book_each(empty, SIX)
    assert rfm.score(empty, AS_OF, frequency="projects").empty
    assert rfm.unscored(empty, AS_OF, frequency="projects") == 6
    with pytest.raises(errors.RuleInvalid, match="Nobody bought a project or resale in the window"):
        rfm.cuts(empty, AS_OF, frequency="projects")


@pytest.fixture
def sample(sample_company):
    """The sample company, invoiced every month."""
    return sample_company


def test_thorne_precision_looks_recent_by_its_invoices_and_not_by_what_it_decided_to_buy(sample):
    # invoiced on 14 October, laptops on 13 July 2026; its last project was on 25 December 2025
    days, score, segment = {}, {}, {}
    for frequency in ("orders", "projects"):
        frame = rfm.score(sample, date(2026, 11, 1), "net", 12, frequency, "b2b_services")
        thorne = frame.set_index("name").loc["Thorne Precision"]
        days[frequency], score[frequency] = thorne.recency_days, thorne.r
        segment[frequency] = thorne.segment
        assert thorne.monetary == pytest.approx(131_000, abs=1)
    assert days == {"orders": 18, "projects": 111}
    assert score == {"orders": 5, "projects": 4}
    assert segment == {"orders": "Champions", "projects": "Loyal"}


def test_an_empty_workspace_gives_an_empty_frame_with_all_columns(empty):
    frame = rfm.score(empty, AS_OF)
    assert frame.empty
    assert list(frame.columns) == [
        "customer_id",
        "name",
        "first_on",
        "recency_days",
        "frequency",
        "monetary",
        "r",
        "f",
        "m",
        "fm",
        "segment",
    ]
    assert rfm.bins(frame) == {"recency": 0, "frequency": 0, "monetary": 0}
    with pytest.raises(errors.RuleInvalid) as caught:
        rfm.cuts(empty, AS_OF)
    assert str(caught.value) == (
        "Nobody bought in the window that ends on 2025-12-31: load orders, "
        "or choose another date or a longer window."
    )


# ---- golden numbers


class Golden(NamedTuple):
    """A published data set: its orders, the scores others computed, as of when, what money is."""

    orders: str
    expected: str
    customer: str
    as_of: date
    revenue: str


PUBLISHED = {
    "rfm_r_orders": Golden(
        "rfm_data_orders.csv",
        "expected_scores_four_tie_rules.csv",
        "customer_id",
        date(2006, 12, 31),
        "net",
    ),
    "superstore": Golden(
        "Sample - Superstore.csv",
        "expected_customers.csv",
        "Customer ID",
        date(2019, 12, 31),
        "net",
    ),
    "online_retail_2010_2011": Golden(
        "online_retail.parquet",
        "expected_customers.csv",
        "CustomerID",
        date(2011, 12, 10),
        "sales",
    ),
}


@pytest.fixture(scope="module", params=PUBLISHED)
def golden(request, real):
    """Each published data set in a workspace of its own, with its expected table."""
    published = PUBLISHED[request.param]
    folder = real / request.param
    expected = pd.read_csv(folder / published.expected, dtype={published.customer: str})
    expected = expected.rename(columns={published.customer: "customer_id"})
    with db.open(":memory:") as conn:
        ingest.load(conn, folder / published.orders)
        yield conn, published, expected.sort_values("customer_id", ignore_index=True)


@pytest.mark.parametrize(
    ("method", "rule"),
    [("quintiles", "quantile_type7_ties_together"), ("r_package", "r_package_rfm_plus1")],
)
def test_published_scores_of_every_customer(golden, method, rule):
    conn, published, expected = golden
    frame = rfm.score(conn, published.as_of, published.revenue, cuts=method)
    assert list(frame.customer_id) == list(expected.customer_id)
    assert list(frame.recency_days) == list(expected.recency_days)
    assert list(frame.frequency) == list(expected.frequency)
    assert (frame.monetary - expected.monetary).abs().max() < 0.005
    for score in "rfm":
        assert list(frame[score]) == list(expected[f"{score.upper()}_{rule}"]), score


def test_the_published_data_sets_are_whole(golden):
    *_, expected = golden
    assert len(expected) in {995, 793, 4338}


def test_the_custom_cuts_of_the_r_package_documentation_typed_by_a_user(empty, real):
    # oracle.json, custom_threshold_example: R's bins begin at 115, 181, 297, 482 days, so whoever
    # types whole days writes one less; counts and money begin at the cut in both
    folder = real / "rfm_r_orders"
    ingest.load(empty, folder / "rfm_data_orders.csv")
    cuts = cutting.Cuts((114, 180, 296, 481), (4, 5, 6, 8), (256, 382, 506, 666))
    frame = rfm.score(empty, date(2006, 12, 31), cuts=cuts)
    table = pd.read_csv(folder / "expected_scores_custom_thresholds.csv")
    expected = table.sort_values("customer_id", ignore_index=True)
    assert list(frame.customer_id) == list(expected.customer_id)
    assert list(frame.r) == list(expected.recency_score)
    assert list(frame.f) == list(expected.frequency_score)
    assert list(frame.m) == list(expected.monetary_score)


# ---- named and saved cuts


def test_a_method_is_scored_by_its_name(empty):
    book_each(empty, SIX)
    frame = rfm.score(empty, AS_OF, cuts="generic")
    assert list(frame.r) == [5, 5, 5, 4, 4, 4]
    assert list(frame.f) == [1, 1, 2, 3, 3, 4]
    assert list(frame.m) == [1, 1, 2, 3, 4, 5]  # money stays on percentiles


def test_saved_cuts_keep_the_score_of_who_did_not_move(empty):
    book_each(empty, SIX)
    saved = rfm.cuts(empty, AS_OF)
    before = rfm.score(empty, AS_OF, cuts=saved).set_index("customer_id")
    # "f" buys again on the last day, ten times its old money; nobody else moves
    empty.execute(
        "insert into order_lines (import_id, row_no, order_id, customer_id, order_on, amount)"
        " values (2, 1, 'new', 'f', $day, 6000)",
        {"day": AS_OF},
    )
    daily.refresh(empty)
    after = rfm.score(empty, AS_OF, cuts=saved).set_index("customer_id")
    pd.testing.assert_frame_equal(after.drop(index="f"), before.drop(index="f"))
    assert (before.loc["f", "r"], after.loc["f", "r"]) == (1, 5)
    moved = rfm.score(empty, AS_OF).set_index("customer_id")
    assert list(moved.r.drop("f")) != list(before.r.drop("f"))


def test_an_unknown_frequency_is_refused(empty):
    book_each(empty, SIX)
    with pytest.raises(errors.RuleInvalid) as caught:
        rfm.score(empty, AS_OF, frequency="visits")
    assert str(caught.value) == (
        "There is no frequency 'visits': choose one of orders, active_months, projects, products."
    )


# ---- the cuts in words


def words_of(frame, dimension):
    part = frame[frame.dimension == dimension]
    return list(zip(part.score, part.words, part.customers, strict=True))


def test_cuts_in_words(empty):
    book_each(empty, SIX)
    frame = rfm.in_words(rfm.score(empty, AS_OF), rfm.cuts(empty, AS_OF))
    assert words_of(frame, "recency") == [
        (5, "bought within 20 days", 2),
        (4, "bought 21 to 30 days ago", 1),
        (3, "bought 31 to 40 days ago", 1),
        (2, "bought 41 to 50 days ago", 1),
        (1, "bought more than 50 days ago", 1),
    ]
    assert words_of(frame, "frequency") == [
        (5, "4 orders or more", 1),
        (4, "no customer can get this score", 0),
        (3, "3 orders", 2),
        (2, "2 orders", 1),
        (1, "1 order", 2),
    ]
    assert words_of(frame, "monetary") == [
        (5, "more than 510", 1),
        (4, "more than 420, up to 510", 1),
        (3, "more than 300, up to 420", 1),
        (2, "more than 200, up to 300", 1),
        (1, "up to 200", 2),
    ]


def test_cuts_with_fractions_in_words(empty):
    book_each(empty, SIX)
    cuts = cutting.Cuts((0.5, 1, 2.9, 1365), (1.5, 2, 3, 4000), (0.5, 10.25, 99, 1234.56))
    frame = rfm.in_words(rfm.score(empty, AS_OF, cuts=cuts), cuts, "projects")
    assert [words for _, words, _ in words_of(frame, "recency")] == [
        "bought a project or resale within 0 days",
        "bought a project or resale 1 day ago",
        "bought a project or resale 2 days ago",
        "bought a project or resale 3 to 1,365 days ago",
        "bought a project or resale more than 1,365 days ago",
    ]
    assert [words for _, words, _ in words_of(frame, "frequency")] == [
        "4,000 project and resale orders or more",
        "3 to 3,999 project and resale orders",
        "2 project and resale orders",
        "no customer can get this score",
        "1 project or resale order",
    ]
    assert [words for _, words, _ in words_of(frame, "monetary")] == [
        "1,235 or more",
        "99 or more, less than 1,235",
        "10.25 or more, less than 99",
        "0.50 or more, less than 10.25",
        "less than 0.50",
    ]


def test_cuts_that_coincide_leave_scores_that_nobody_can_get(empty):
    book_each(empty, SIX)
    cuts = cutting.Cuts((-1, 0, 0, 9), (0, 2, 3, 3), (5, 5, 7, 7))
    frame = rfm.in_words(rfm.score(empty, AS_OF, cuts=cuts), cuts)
    nobody = "no customer can get this score"
    assert [words for _, words, _ in words_of(frame, "recency")] == [
        nobody,
        "bought within 0 days",
        nobody,
        "bought 1 to 9 days ago",
        "bought more than 9 days ago",
    ]
    assert [words for _, words, _ in words_of(frame, "frequency")] == [
        "3 orders or more",
        nobody,
        "2 orders",
        "1 order",
        nobody,
    ]
    assert [words for _, words, _ in words_of(frame, "monetary")] == [
        "7 or more",
        nobody,
        "5 or more, less than 7",
        nobody,
        "less than 5",
    ]
    assert frame[frame.words == nobody][["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("method", ["quintiles", "generic", "b2b_services", "r_package"])
def test_every_customer_lies_between_the_ends_of_their_score(golden, method):
    conn, published, _ = golden
    scores = rfm.score(conn, published.as_of, published.revenue, cuts=method)
    cuts = rfm.cuts(conn, published.as_of, published.revenue, method=method)
    ends = rfm.in_words(scores, cuts).set_index(["dimension", "score"])
    for dimension, value, score in [
        ("recency", "recency_days", "r"),
        ("frequency", "frequency", "f"),
        ("monetary", "monetary", "m"),
    ]:
        mine = ends.loc[dimension]
        assert mine.customers.sum() == len(scores)
        low = scores[score].map(mine.low).fillna(-math.inf)
        high = scores[score].map(mine.high).fillna(math.inf)
        assert scores[value].between(low, high).all(), dimension


# ---- what must always hold

orders = st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 400), st.integers(-5_000, 20_000))


def put(conn, drawn, unit=1):
    """Make the drawn orders (customer, days ago, cents) the only ones."""
    conn.execute("delete from order_lines")
    book(
        conn,
        [
            (str(number), customer, AS_OF - timedelta(days), cents * unit / 100)
            for number, (customer, days, cents) in enumerate(drawn)
        ],
    )


def never_falls(scores, values):
    """Whether a greater value never has a smaller score, and an equal one an equal score."""
    pairs = sorted(zip(values, scores, strict=True))
    return all(
        low[1] <= high[1] and (low[0] != high[0] or low[1] == high[1])
        for low, high in itertools.pairwise(pairs)
    )


@settings(max_examples=25, deadline=None)
@given(
    drawn=st.lists(orders, min_size=1, max_size=40), method=st.sampled_from(["quintiles", "saas"])
)
def test_better_customers_never_score_lower_and_equal_ones_equal(shared, drawn, method):
    put(shared, drawn)
    frame = rfm.score(shared, AS_OF, cuts=method)
    assert never_falls(frame.r, -frame.recency_days)
    assert never_falls(frame.f, frame.frequency)
    assert never_falls(frame.m, frame.monetary)
    assert frame[["r", "f", "m", "fm"]].isin(range(1, 6)).all(axis=None)
    buyers = {customer for customer, _, cents in drawn if cents > 0}
    assert list(frame.customer_id) == sorted(buyers)


@settings(max_examples=20, deadline=None)
@given(drawn=st.lists(orders, min_size=1, max_size=40), random=st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_currency_unit_matters(shared, drawn, random):
    put(shared, drawn)
    frame = rfm.score(shared, AS_OF)
    shuffled = random.sample(drawn, len(drawn))
    put(shared, shuffled, unit=100)
    again = rfm.score(shared, AS_OF)
    assert (again.monetary - 100 * frame.monetary).abs().max() < 1e-6 or frame.empty
    pd.testing.assert_frame_equal(again.drop(columns="monetary"), frame.drop(columns="monetary"))
