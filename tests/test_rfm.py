"""RFM scores: worked out by hand, published by others, and what must always hold."""

import itertools
import math
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import daily, db, errors, rfm
from tests.conftest import book

AS_OF = date(2025, 12, 31)


@pytest.fixture(scope="module")
def shared():
    """A workspace whose lines each test, or each example of one, replaces."""
    with db.open(":memory:") as conn:
        yield conn


def put(conn, lines):
    """Make a frame of order_id, customer_id, order_on, amount the only order lines."""
    conn.register("put_lines", lines)
    conn.execute("delete from order_lines")
    conn.execute(
        "insert into order_lines (import_id, row_no, order_id, customer_id, order_on, amount)"
        " select 1, row_number() over (), order_id, customer_id, order_on, amount from put_lines"
    )
    conn.unregister("put_lines")
    daily.refresh(conn)


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


def test_the_cuts_of_six_customers(empty):
    book_each(empty, SIX)
    assert rfm.cuts(empty, AS_OF) == rfm.Cuts(
        (20, 30, 40, 50), (1, 2, 3, 3), (200, 300, 420, 510), "quintiles"
    )


def test_cuts_lie_between_two_values_where_a_quantile_does(empty):
    # two customers: 20 % of the way from 10 to 20 days is 12, from 100 to 200 is 120
    book_each(empty, {"a": (10, 1, 100), "b": (20, 1, 200)})
    cuts = rfm.cuts(empty, AS_OF)
    assert cuts.recency == pytest.approx((12, 14, 16, 18))
    assert cuts.frequency == (1, 1, 1, 1)
    assert cuts.monetary == pytest.approx((120, 140, 160, 180))


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
        frequency: list(rfm.score(empty, AS_OF, frequency=frequency).frequency)
        for frequency in ("orders", "active_months", "projects")
    }
    assert counts == {"orders": [3, 1], "active_months": [2, 1], "projects": [2, 0]}
    no_project = rfm.score(empty, AS_OF, frequency="projects", cuts="b2b_services").iloc[1]
    assert (no_project.customer_id, no_project.f) == ("b", 1)


def test_an_empty_workspace_gives_an_empty_frame_with_all_columns(empty):
    frame = rfm.score(empty, AS_OF)
    assert frame.empty
    assert list(frame.columns) == [
        "customer_id",
        "name",
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


@dataclass
class Golden:
    """Order lines and the values and scores that others computed from them."""

    lines: pd.DataFrame
    expected: pd.DataFrame
    as_of: date
    revenue: str


def rfm_r_orders(folder):
    orders = pd.read_csv(folder / "rfm_r_orders" / "rfm_data_orders.csv")
    lines = pd.DataFrame(
        {
            "order_id": [str(n) for n in range(len(orders))],
            "customer_id": orders["customer_id"],
            "order_on": pd.to_datetime(orders["order_date"]),
            "amount": orders["revenue"],
        }
    )
    expected = pd.read_csv(folder / "rfm_r_orders" / "expected_scores_four_tie_rules.csv")
    return Golden(lines, expected, date(2006, 12, 31), "net")


def superstore(folder):
    rows = pd.read_csv(folder / "superstore" / "Sample - Superstore.csv", encoding="utf-8-sig")
    lines = pd.DataFrame(
        {
            "order_id": rows["Order ID"],
            "customer_id": rows["Customer ID"],
            "order_on": pd.to_datetime(rows["Order Date"], format="%m/%d/%Y"),
            "amount": rows["Sales"],
        }
    )
    expected = pd.read_csv(folder / "superstore" / "expected_customers.csv")
    expected = expected.rename(columns={"Customer ID": "customer_id"})
    return Golden(lines, expected, date(2019, 12, 31), "net")


def online_retail(folder):
    source = folder / "online_retail_2010_2011"
    with duckdb.connect() as reader:
        lines = reader.execute(
            "select InvoiceNo as order_id, CustomerID::varchar as customer_id,"
            " InvoiceDate::date as order_on, Quantity * UnitPrice as amount"
            " from read_parquet(?) where CustomerID is not null",
            [str(source / "online_retail.parquet")],
        ).df()
    expected = pd.read_csv(source / "expected_customers.csv")
    expected["customer_id"] = expected["CustomerID"].astype(str)
    return Golden(lines, expected, date(2011, 12, 10), "sales")


@pytest.fixture(scope="module", params=[rfm_r_orders, superstore, online_retail])
def golden(request, real):
    """Each published data set in a workspace of its own, with its expected table."""
    with db.open(":memory:") as conn:
        published = request.param(real)
        put(conn, published.lines)
        published.expected = published.expected.sort_values("customer_id", ignore_index=True)
        yield conn, published


@pytest.mark.parametrize(
    ("method", "rule"),
    [("quintiles", "quantile_type7_ties_together"), ("r_package", "r_package_rfm_plus1")],
)
def test_published_scores_of_every_customer(golden, method, rule):
    conn, published = golden
    frame = rfm.score(conn, published.as_of, published.revenue, cuts=method)
    expected = published.expected
    assert list(frame.customer_id) == list(expected.customer_id)
    assert list(frame.recency_days) == list(expected.recency_days)
    assert list(frame.frequency) == list(expected.frequency)
    assert (frame.monetary - expected.monetary).abs().max() < 0.005
    for score in "rfm":
        assert list(frame[score]) == list(expected[f"{score.upper()}_{rule}"]), score


def test_the_published_data_sets_are_whole(golden):
    _, published = golden
    assert len(published.expected) in {995, 793, 4338}


def test_cuts_of_the_r_package(shared, real):
    # rfm_r_orders/expected_thresholds.csv: the upper ends of its five bins, the last apart
    put(shared, rfm_r_orders(real).lines)
    bins = pd.read_csv(real / "rfm_r_orders" / "expected_thresholds.csv")
    cuts = rfm.cuts(shared, date(2006, 12, 31), method="r_package")
    for dimension in ("recency", "frequency", "monetary"):
        upper = list(bins[f"{dimension}_upper"].head(4))
        assert getattr(cuts, dimension) == pytest.approx(upper)


def test_fixed_cuts_of_the_r_package_documentation(shared, real):
    # oracle.json, custom_threshold_example: bins 115 181 297 482, 4 5 6 8, 256 382 506 666
    put(shared, rfm_r_orders(real).lines)
    cuts = rfm.Cuts((115, 181, 297, 482), (4, 5, 6, 8), (256, 382, 506, 666), "r_package")
    frame = rfm.score(shared, date(2006, 12, 31), cuts=cuts)
    table = "expected_scores_custom_thresholds.csv"
    expected = pd.read_csv(real / "rfm_r_orders" / table).sort_values("customer_id")
    assert list(frame.r) == list(expected.recency_score)
    assert list(frame.f) == list(expected.frequency_score)
    assert list(frame.m) == list(expected.monetary_score)


# ---- fixed, own and saved cuts


@pytest.mark.parametrize(
    ("method", "days", "counts"),
    [
        ("generic", (30, 90, 180, 365), (10, 5, 3, 2)),
        ("b2b_services", (60, 180, 365, 730), (5, 3, 2, 1)),
        ("saas", (30, 60, 90, 180), (5, 3, 2, 1)),
        ("manufacturing", (90, 365, 730, 1095), (8, 4, 2, 1)),
    ],
)
def test_presets_score_5_4_3_2_up_to_their_days_and_from_their_counts(empty, method, days, counts):
    book_each(empty, SIX)
    cuts = rfm.cuts(empty, AS_OF, method=method)
    assert list(cuts.scores("recency", days)) == [5, 4, 3, 2]
    assert list(cuts.scores("recency", [day + 1 for day in days])) == [4, 3, 2, 1]
    assert list(cuts.scores("frequency", counts)) == [5, 4, 3, 2]
    assert list(cuts.scores("frequency", [count - 1 for count in counts])) == [4, 3, 2, 1]
    assert cuts.monetary == rfm.cuts(empty, AS_OF).monetary
    assert cuts.method == method


def test_a_method_is_scored_by_its_name(empty):
    book_each(empty, SIX)
    frame = rfm.score(empty, AS_OF, cuts="generic")
    assert list(frame.r) == [5, 5, 5, 4, 4, 4]
    assert list(frame.f) == [1, 1, 2, 3, 3, 4]
    assert list(frame.m) == [1, 1, 2, 3, 4, 5]  # money stays on percentiles


def test_own_cuts_begin_at_their_counts_and_money(empty):
    cuts = rfm.Cuts((7, 14, 21, 28), (2, 4, 6, 8), (10, 20, 30, 40))
    assert cuts.method == "own"
    assert list(cuts.scores("recency", [0, 7, 8, 28, 29])) == [5, 5, 4, 2, 1]
    assert list(cuts.scores("frequency", [1, 2, 7, 8])) == [1, 2, 4, 5]
    assert list(cuts.scores("monetary", [9.99, 10, 40])) == [1, 2, 5]


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


@pytest.mark.parametrize(
    ("cuts", "message"),
    [
        (
            {"recency": (1, 2, 3)},
            "The recency cuts must be four numbers: give exactly four.",
        ),
        (
            {"monetary": (1, 2, 3, math.nan)},
            "The monetary cuts must be four numbers: give exactly four.",
        ),
        (
            {"frequency": (1, 2, "x", 4)},
            "The frequency cuts must be four numbers: give exactly four.",
        ),
        (
            {"frequency": (10, 5, 3, 2)},
            "The frequency cuts must rise, and 10, 5, 3, 2 do not: write the smallest first.",
        ),
        (
            {"method": "deciles"},
            "There is no method 'deciles': choose one of quintiles, generic, b2b_services, "
            "saas, manufacturing, r_package, own.",
        ),
    ],
)
def test_cuts_that_cannot_be_applied_are_refused(cuts, message):
    four = (1, 2, 3, 4)
    with pytest.raises(errors.RuleInvalid) as caught:
        rfm.Cuts(**{"recency": four, "frequency": four, "monetary": four, **cuts})
    assert str(caught.value) == message


def test_unknown_choices_are_refused(empty):
    book_each(empty, SIX)
    with pytest.raises(errors.RuleInvalid) as caught:
        rfm.score(empty, AS_OF, frequency="visits")
    assert str(caught.value) == (
        "There is no frequency 'visits': choose one of orders, active_months, projects."
    )
    with pytest.raises(errors.RuleInvalid, match="no method 'own': choose one of quintiles, "):
        rfm.cuts(empty, AS_OF, method="own")


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
    cuts = rfm.Cuts((0.5, 1, 2.9, 1365), (1.5, 2, 3, 4000), (0.5, 10.25, 99, 1234.56))
    frame = rfm.in_words(rfm.score(empty, AS_OF, cuts=cuts), cuts, "projects")
    assert [words for _, words, _ in words_of(frame, "recency")] == [
        "bought within 0 days",
        "bought 1 day ago",
        "bought 2 days ago",
        "bought 3 to 1,365 days ago",
        "bought more than 1,365 days ago",
    ]
    assert [words for _, words, _ in words_of(frame, "frequency")] == [
        "4,000 projects or more",
        "3 to 3,999 projects",
        "2 projects",
        "no customer can get this score",
        "0 to 1 projects",
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
    cuts = rfm.Cuts((-1, 0, 0, 9), (0, 2, 3, 3), (5, 5, 7, 7))
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
    conn, published = golden
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


# ---- advice


def spread(n, values):
    """Scores of n customers whose three measures take so many different values."""
    frame = pd.DataFrame({"n": range(n)})
    for column, different in zip(("recency_days", "frequency", "monetary"), values, strict=True):
        frame[column] = frame["n"] % different
    return frame


@pytest.mark.parametrize(
    ("n", "values", "method", "reason"),
    [
        (50, (5, 5, 5), "quintiles", "50 customers who differ enough can be cut into fifths."),
        (
            49,
            (9, 9, 9),
            "b2b_services",
            "Only 49 customers have bought, too few to be cut into fifths: "
            "fixed cuts are steadier.",
        ),
        (
            60,
            (9, 4, 9),
            "b2b_services",
            "How often they bought takes only 4 different values, too few for fifths: "
            "fixed cuts are clearer.",
        ),
        (
            60,
            (9, 9, 1),
            "b2b_services",
            "How much they bought takes only 1 different value, too few for fifths: "
            "fixed cuts are clearer.",
        ),
        (
            1,
            (1, 1, 1),
            "b2b_services",
            "Only 1 customer has bought, too few to be cut into fifths: fixed cuts are steadier.",
        ),
    ],
)
def test_the_method_to_start_with_and_why(n, values, method, reason):
    assert rfm.suggested_method(spread(n, values)) == rfm.Suggestion(method, reason)


def book_months(conn, customers):
    """Orders on the 5th of the given months of 2025 (1-12; 0 and below: 2024)."""
    lines = [
        (f"{name}{month}", name, date(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 5), 10)
        for name, months in customers.items()
        for month in months
    ]
    book(conn, lines)


def test_monthly_invoicing_is_noticed(empty):
    # June to December are 7 months; "gaps" has 6 of 7 (86 %), "rare" 2 of 7, "new" is too new
    book_months(
        empty,
        {"always": range(6, 13), "gaps": [6, 7, 8, 10, 11, 12], "rare": [6, 9], "new": [10, 12]},
    )
    assert rfm.trap(empty, AS_OF) == rfm.Trap(
        2,
        3,
        "2 of 3 customers order nearly every month, so the number of their orders only says "
        "how long they have been customers: count projects or months with an order instead.",
    )


def test_monthly_invoicing_of_less_than_half_is_no_trap(empty):
    # January to December: 10 of 12 months are over 80 %, 9 of 12 are not
    book_months(empty, {"ten": range(1, 11), "nine": range(1, 10), "few": [1, 12], "fewer": [2]})
    assert rfm.trap(empty, AS_OF) is None
    book_months(empty, {"as many": range(1, 13), "rare": []})
    found = rfm.trap(empty, AS_OF)
    assert found is None  # 2 of 5
    empty.execute("delete from order_lines where customer_id = 'fewer'")
    daily.refresh(empty)
    found = rfm.trap(empty, AS_OF)
    assert found is not None
    assert (found.n, found.of) == (2, 4)  # exactly half


def test_eighty_percent_of_the_months_is_enough(empty):
    # from August 2024 to December 2025 are 17 months; within a window of 10 months 8 are 80 %
    book_months(empty, {"eight": [-4, *range(3, 11)]})
    assert rfm.trap(empty, AS_OF, window_months=10) is not None
    assert rfm.trap(empty, AS_OF) is None  # 9 of 17


def test_half_a_year_of_history_is_counted_from_the_first_purchase(empty):
    book_months(empty, {"a": range(6, 13)})  # from 5 June on
    found = rfm.trap(empty, date(2025, 12, 5))
    assert found is not None
    assert (found.n, found.of) == (1, 1)
    assert rfm.trap(empty, date(2025, 12, 4)) is None
    assert rfm.trap(empty, date(2025, 6, 1)) is None  # nobody has bought yet


def test_thin_data_is_labelled_calmly(empty):
    book_each(empty, {"a": (40, 2, 10), "b": (45, 1, 10)})
    found = rfm.gate(empty, AS_OF)
    # "a" bought 40 and 140 days before
    assert (found.buyers, found.days, found.recency_days, found.regulars) == (2, 100, 40, 0)
    assert found.sentences == (
        "2 customers have bought; scores become steady from about 500, so with fewer read them "
        "as a start for a talk, name by name.",
        "The orders cover 100 days; from about 180 days on one sees who comes back.",
        "The last order is 40 days old, so nobody looks recent: load newer orders, "
        "or choose an earlier date.",
        "Nobody has bought three times yet, so how often they buy says little so far.",
    )


def many_buyers(buyers, days, recency, orders):
    """`buyers` with one purchase, the first of them with `orders`, over `days` in all."""
    last = AS_OF - timedelta(recency)
    first = last - timedelta(days)
    return pd.DataFrame(
        [(f"{n}", f"c{n}", last, 10) for n in range(buyers)]
        + [(f"again {n}", "c0", first, 10) for n in range(orders - 1)],
        columns=["order_id", "customer_id", "order_on", "amount"],
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ((500, 180, 30, 3), []),
        ((499, 180, 30, 3), ["499 customers have bought"]),
        ((500, 179, 30, 3), ["The orders cover 179 days"]),
        ((500, 180, 31, 3), ["The last order is 31 days old"]),
        ((500, 180, 30, 2), ["Nobody has bought three times yet"]),
    ],
)
def test_the_gate_stands_at_500_buyers_180_days_30_days_and_3_orders(shared, data, said):
    put(shared, many_buyers(*data))
    sentences = rfm.gate(shared, AS_OF).sentences
    assert len(sentences) == len(said)
    assert all(sentence.startswith(start) for sentence, start in zip(sentences, said, strict=True))


def test_the_gate_of_one_and_of_no_buyer(empty):
    assert rfm.gate(empty, AS_OF) == rfm.Gate(
        0, 0, None, 0, ("Nobody has bought yet: load orders to see scores.",)
    )
    book_each(empty, {"a": (1, 1, 10)})
    assert rfm.gate(empty, AS_OF).sentences[0].startswith("1 customer has bought;")


# ---- what must always hold

orders = st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 400), st.integers(-5_000, 20_000))


def as_lines(drawn, unit=1):
    return pd.DataFrame(
        [
            (str(number), customer, AS_OF - timedelta(days), cents * unit / 100)
            for number, (customer, days, cents) in enumerate(drawn)
        ],
        columns=["order_id", "customer_id", "order_on", "amount"],
    )


def never_falls(scores, values):
    """Whether a greater value never has a smaller score, and an equal one an equal score."""
    pairs = sorted(zip(values, scores, strict=True))
    return all(
        low[1] <= high[1] and (low[0] != high[0] or low[1] == high[1])
        for low, high in itertools.pairwise(pairs)
    )


@settings(max_examples=60, deadline=None)
@given(
    drawn=st.lists(orders, min_size=1, max_size=40), method=st.sampled_from(["quintiles", "saas"])
)
def test_better_customers_never_score_lower_and_equal_ones_equal(shared, drawn, method):
    put(shared, as_lines(drawn))
    frame = rfm.score(shared, AS_OF, cuts=method)
    assert never_falls(frame.r, -frame.recency_days)
    assert never_falls(frame.f, frame.frequency)
    assert never_falls(frame.m, frame.monetary)
    assert frame[["r", "f", "m", "fm"]].isin(range(1, 6)).all(axis=None)
    buyers = {customer for customer, _, cents in drawn if cents > 0}
    assert list(frame.customer_id) == sorted(buyers)


@settings(max_examples=40, deadline=None)
@given(drawn=st.lists(orders, min_size=1, max_size=40), random=st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_currency_unit_matters(shared, drawn, random):
    put(shared, as_lines(drawn))
    frame = rfm.score(shared, AS_OF)
    shuffled = random.sample(drawn, len(drawn))
    put(shared, as_lines(shuffled, unit=100))
    again = rfm.score(shared, AS_OF)
    assert (again.monetary - 100 * frame.monetary).abs().max() < 1e-6 or frame.empty
    pd.testing.assert_frame_equal(again.drop(columns="monetary"), frame.drop(columns="monetary"))
