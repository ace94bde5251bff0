"""Measures of value: each worked out by hand, and what is unknown stays so."""

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp import costs, daily, db, errors, judgements, measures, standards
from tests.conftest import book

AS_OF = date(2026, 1, 1)  # the window: 1 January 2025 to 1 January 2026
THIS, BEFORE = date(2025, 6, 1), date(2024, 6, 1)


def of(conn, name, as_of=AS_OF, **options):
    """customer_id -> the value of a measure, None where it is unknown."""
    frame = measures.customers(conn, as_of, **options).set_index("customer_id")
    return {who: None if np.isnan(value) else round(value, 9) for who, value in frame[name].items()}


def listed(conn, **rows):
    """Put customers with fields of a customer list: a={"nps": 9}."""
    for number, (who, fields) in enumerate(rows.items()):
        names = ["import_id", "row_no", "customer_id", *fields]
        marks = ", ".join("?" for _ in names)
        conn.execute(
            f"insert into customer_rows ({', '.join(names)}) values ({marks})",
            [1, number, who, *fields.values()],
        )
    standards.refresh(conn)


def noted(conn, who, name, value):
    conn.execute("insert into attributes values (1, ?, ?, ?)", [who, name, value])


def told(conn, *rows, number=True):
    """Put feedback: (customer, day, {field: value})."""
    start = conn.execute("select count(*) from feedback_rows").fetchall()[0][0]
    for n, (who, day, fields) in enumerate(rows, start=start):
        names = ["import_id", "row_no", "feedback_id", "customer_id", "given_on", *fields]
        marks = ", ".join("?" for _ in names)
        mark = f"T{n}" if number else f"row {n} of import 3"
        conn.execute(
            f"insert into feedback_rows ({', '.join(names)}) values ({marks})",
            [3, n, mark, who, day, *fields.values()],
        )


def dealt(conn, *rows):
    """Put deals: (number, customer number or None, name, outcome, created, closed)."""
    conn.executemany(
        "insert into deal_rows (import_id, row_no, deal_id, customer_id, customer_name, outcome,"
        " created_on, closed_on) values (4, 1, ?, ?, ?, ?, ?, ?)",
        list(rows),
    )


def charge(conn, **rates):
    with db.transaction(conn):
        costs.save(conn, costs.Rates(**rates))


def one_order_each(conn, *names, amount=100):
    book(conn, [(f"o {name}", name, THIS, amount) for name in names])


# ---- the list of measures


def test_every_measure_says_what_it_is():
    for one in measures.ALL.values():
        assert one.title
        assert one.about.endswith(".")
        assert one.need.endswith(".")
        assert one.better in {"high", "low"}
        assert one.source in {"orders", "support", "deals", "customers", "judgement", "rates"}


def test_what_is_reckoned_with_rates_is_called_an_estimate():
    for name in ("cost_to_serve", "profit"):
        assert measures.ALL[name].title.endswith("(estimate)")


def test_coverage_counts_those_of_whom_a_measure_is_known(empty):
    one_order_each(empty, "a", "b", "c")
    listed(empty, a={"nps": 9}, b={"nps": None})
    table = measures.coverage(measures.customers(empty, AS_OF)).set_index("measure")
    assert list(table.index) == list(measures.ALL)
    assert tuple(table.loc["nps", ["known", "customers"]]) == (1, 3)
    assert table.loc["revenue", "known"] == 3
    assert table.loc["hours", "known"] == 0


def test_no_customers_give_an_empty_frame_with_every_measure(empty):
    frame = measures.customers(empty, AS_OF)
    assert frame.empty
    assert set(measures.ALL) <= set(frame.columns)
    assert measures.coverage(frame).known.sum() == 0


def test_who_never_bought_anything_is_in_no_row(empty):
    book(empty, [("1", "a", THIS, 5), ("2", "refund", THIS, -5), ("3", "later", AS_OF, 5)])
    listed(empty, silent={"nps": 9})
    assert set(of(empty, "revenue", date(2025, 12, 31))) == {"a"}


# ---- orders


def test_kinds_of_revenue_stand_apart_and_are_unknown_where_a_line_says_none(empty):
    book(
        empty,
        [
            ("1", "a", THIS, 70),
            ("1", "a", THIS, 20),
            ("2", "a", THIS, 10),
            ("3", "b", THIS, 50),
            ("4", "b", THIS, 5),
            ("5", "gone", BEFORE, 9),
        ],
        revenue_kind=["recurring", "project", "resale", "recurring", None, "resale"],
    )
    assert of(empty, "revenue") == {"a": 100, "b": 55, "gone": 0}
    assert of(empty, "recurring") == {"a": 70, "b": None, "gone": 0}
    assert of(empty, "project") == {"a": 20, "b": None, "gone": 0}
    assert of(empty, "resale") == {"a": 10, "b": None, "gone": 0}


def test_kinds_and_costs_of_the_gone_are_unknown_where_nobody_has_any(empty):
    book(empty, [("1", "a", THIS, 70), ("2", "gone", BEFORE, 9)])
    for name in ("recurring", "project", "resale", "cost", "margin", "profit"):
        assert of(empty, name) == {"a": None, "gone": None}


def test_margin_is_revenue_less_cost_of_sale_where_every_cost_is_known(empty):
    book(
        empty,
        [
            ("1", "a", THIS, 100),
            ("2", "a", THIS, 100),
            ("3", "b", THIS, 80),
            ("4", "b", AS_OF, 1),
            ("5", "gone", BEFORE, 9),
        ],
        cost=[30, 50, 20, None, 4],
    )
    assert of(empty, "cost") == {"a": 80, "b": None, "gone": 0}  # nothing sold costs nothing
    assert of(empty, "margin") == {"a": 120, "b": None, "gone": 0}
    assert of(empty, "margin_share") == {"a": 0.6, "b": None, "gone": None}


def test_payment_is_the_mean_of_the_days_late_and_never_early(empty):
    due = [THIS] * 4
    paid = [THIS - timedelta(9), THIS + timedelta(6), THIS + timedelta(12), None]
    lines = [(str(n), who, THIS, 10) for n, who in enumerate("aaab")]
    book(empty, lines, due_on=due, paid_on=paid)
    assert of(empty, "payment") == {"a": 6, "b": None}


def test_who_came_back_bought_in_both_windows(empty):
    days = {
        "both": [THIS, BEFORE],
        "left": [BEFORE],
        "won back": [THIS, date(2023, 6, 1)],
        "new": [THIS],
        "first day": [date(2024, 1, 1), date(2025, 1, 1)],
        "first day alone": [date(2025, 1, 1)],
        "late back": [date(2023, 6, 1), date(2025, 1, 1)],
        "long gone": [date(2022, 1, 1)],
    }
    book(empty, [(f"{who} {day}", who, day, 5) for who, when in days.items() for day in when])
    assert of(empty, "retention") == {
        "both": 1,
        "first day": 1,
        "first day alone": None,
        "late back": 0,
        "left": 0,
        "long gone": 0,
        "new": None,
        "won back": 0,
    }


def test_growth_compares_whole_windows(empty):
    book(
        empty,
        [
            ("1", "a", date(2023, 12, 1), 1),
            ("2", "a", date(2024, 1, 1), 80),
            ("3", "a", date(2024, 12, 31), 20),
            ("4", "a", date(2025, 1, 1), 150),
            ("5", "half seen", BEFORE, 10),
            ("6", "half seen", THIS, 90),
            ("7", "in its first month", date(2024, 1, 31), 40),
            ("8", "silent before", date(2023, 12, 1), 40),
            ("9", "silent before", THIS, 40),
        ],
    )
    assert of(empty, "growth") == {
        "a": 0.5,
        "half seen": None,
        "in its first month": -1,
        "silent before": None,
    }


def test_growth_is_unknown_where_the_data_begin_too_late(empty):
    book(empty, [("1", "a", date(2024, 2, 1), 10), ("2", "a", THIS, 20)])
    listed(empty, a={"customer_since": date(2010, 1, 1)})
    assert of(empty, "growth") == {"a": None}
    assert of(empty, "growth", window_months=6) == {"a": -1}  # from 20 in half a year to 0
    assert of(empty, "tenure")["a"] == 16


# ---- support


def test_support_is_summed_in_the_window_and_unknown_for_who_is_in_no_row(empty):
    one_order_each(empty, "a", "b", "c", "d", "answered")
    told(
        empty,
        ("answered", THIS, {"nps": 7}),
        ("a", date(2024, 12, 1), {"hours": 100, "tickets": 9}),
        ("a", date(2025, 1, 1), {"hours": 2.5, "tickets": 1}),
        ("a", date(2026, 1, 1), {"hours": 3, "tickets": 2}),
        ("a", date(2026, 2, 1), {"hours": 50, "tickets": 9}),
        ("b", date(2024, 5, 1), {"hours": 7, "visits": 2}),
        ("c", None, {"hours": 4, "visits": 1}),
        number=False,
    )
    nothing = {"answered": None, "d": None}
    assert of(empty, "hours") == {"a": 5.5, "b": 0, "c": 4, **nothing}
    assert of(empty, "tickets") == {"a": 3, "b": None, "c": None, **nothing}
    assert of(empty, "visits") == {"a": None, "b": 0, "c": 1, **nothing}


def test_a_numbered_row_without_an_answer_is_one_ticket(empty):
    one_order_each(empty, "a")
    told(empty, ("a", THIS, {"comment": "printer"}), ("a", THIS, {"hours": 1}))
    told(empty, ("a", THIS, {"nps": 9, "comment": "fine"}))
    told(empty, ("a", THIS, {"comment": "hello"}), number=False)
    assert of(empty, "tickets") == {"a": 2}


def test_cost_to_serve_takes_the_rates_that_were_entered(empty):
    book(
        empty,
        [("1", "a", THIS, 1000), ("2", "b", THIS, 1000)],
        cost=[400, 400],
        due_on=[THIS, None],
        paid_on=[THIS + timedelta(10), None],
    )
    told(empty, ("a", THIS, {"hours": 2, "tickets": 3}), ("b", THIS, {"hours": 5}), number=False)
    assert of(empty, "cost_to_serve") == {"a": None, "b": None}
    assert of(empty, "profit") == {"a": None, "b": None}
    charge(empty, hours=95, visits=50)  # nobody writes visits down, so they cannot count
    assert of(empty, "cost_to_serve") == {"a": 190, "b": 475}
    assert of(empty, "profit") == {"a": 410, "b": 125}
    charge(empty, hours=95, late_days=2)  # b has paid nothing yet
    assert of(empty, "cost_to_serve") == {"a": 190 + 20, "b": None}
    charge(empty, hours=95, tickets=10, late_days=2)
    assert of(empty, "cost_to_serve") == {"a": 190 + 30 + 20, "b": None}
    assert of(empty, "profit") == {"a": 360, "b": None}


def test_rates_are_kept_replaced_and_refused_by_name(empty):
    assert costs.load(empty) == costs.Rates()
    before = db.data_version(empty)
    charge(empty, hours=95, tickets=0)
    assert costs.load(empty) == costs.Rates(hours=95, tickets=0)
    assert db.data_version(empty) > before
    charge(empty, visits=12.5)
    assert costs.load(empty).entered == {"visits": 12.5}
    charge(empty, hours=1e9)
    assert costs.load(empty).entered == {"hours": 1e9}
    for rate, said in ((-1, "-1"), (1e9 + 1, "1,000,000,001"), (999999999999, "999,999,999,999")):
        with pytest.raises(errors.RuleInvalid) as caught:
            costs.Rates(hours=rate)
        assert str(caught.value) == (
            f"{said} can't be the cost of an hour of support: enter 0 to 1,000,000,000, or leave "
            "it blank to not count it. Nothing was stored."
        )
    for rate in (float("nan"), float("inf")):
        with pytest.raises(errors.RuleInvalid):
            costs.Rates(tickets=rate)


@pytest.mark.parametrize(
    ("first", "late"),
    [
        (date(2025, 1, 1), False),
        (date(2025, 1, 31), False),
        (date(2025, 2, 1), True),
        (None, False),
    ],
)
def test_support_that_begins_inside_the_window_is_noticed(empty, first, late):
    assert costs.begins_late(empty, AS_OF, 12) is None
    told(empty, ("a", first, {"hours": 1}), ("a", date(2025, 6, 1), {"nps": 9}))
    assert costs.begins_late(empty, AS_OF, 12) == (first if late else None)


# ---- deals, referrals, what people say


def test_deals_are_found_by_number_or_name(empty):
    one_order_each(empty, "a", "b", "c")
    listed(empty, a={"name": "Acme Ltd"}, b={"name": "Bolt"})
    dealt(
        empty,
        ("1", "a", None, "won", date(2025, 1, 1), date(2025, 1, 31)),
        ("2", None, " ACME ltd", "won", date(2025, 1, 1), date(2025, 2, 10)),
        ("3", "a", None, "lost", date(2025, 1, 1), date(2025, 12, 1)),
        ("4", "a", None, "won", date(2025, 12, 1), date(2026, 3, 1)),
        ("5", None, "Bolt", "open", date(2025, 1, 1), None),
        ("6", "c", None, "won", date(2026, 1, 2), date(2026, 1, 3)),
    )
    assert of(empty, "deals_won") == {"a": 2, "b": 0, "c": None}
    assert of(empty, "cycle_days") == {"a": 35, "b": None, "c": None}


def test_referrals_are_counted_once_wherever_they_are_written(empty):
    book(
        empty,
        [(f"o {who}", who, THIS, money) for who, money in zip("abcd", (1, 20, 300, 4), strict=True)]
        + [("later", "late", date(2026, 6, 1), 50)],
    )
    listed(
        empty,
        a={"name": "Acme"},
        b={"name": "Bolt", "referred_by": "ACME"},
        c={"name": "Cog", "referred_by": "a"},
        d={"name": "Dale", "referred_by": "Dale"},  # nobody sends themselves
        late={"name": "Late", "referred_by": "Acme"},
    )
    dealt(
        empty,
        ("1", "b", "Bolt", "won", THIS, THIS),  # Bolt again
        ("2", None, "Edge", "lost", THIS, THIS),
        ("3", None, "Future", "open", date(2026, 5, 1), None),
    )
    empty.execute("insert into attributes select 4, deal_id, 'Referred By', 'Acme' from deal_rows")
    told(empty, ("b", THIS, {"referral": "Edge"}), ("c", THIS, {"referral": "no"}))
    assert of(empty, "referrals") == {"a": 3, "b": 1, "c": 0, "d": 0}  # Bolt, Cog, Edge; Edge
    assert of(empty, "referred_money") == {"a": 320, "b": 0, "c": 0, "d": 0}


def test_a_name_that_two_customers_bear_is_nobodys(empty):
    one_order_each(empty, "a", "b", "c")
    listed(empty, a={"name": "Acme"}, b={"name": "Acme"}, c={"name": "Cog", "referred_by": "Acme"})
    dealt(empty, ("1", None, "Acme", "won", THIS, THIS))
    assert set(of(empty, "deals_won").values()) == {None}
    assert set(of(empty, "referrals").values()) == {None}


def test_referrals_are_unknown_where_no_file_names_senders(empty):
    one_order_each(empty, "a", "b")
    assert of(empty, "referrals") == of(empty, "referred_money") == {"a": None, "b": None}
    noted_at = datetime(2026, 1, 1)
    daily.refresh(empty)
    judgements.save(empty, "a", "Referred us", "yes", noted_at)
    judgements.save(empty, "b", "Referred us", "no", noted_at)
    assert of(empty, "referrals") == {"a": 1, "b": 0}


def test_nps_is_the_latest_dated_answer_else_that_of_the_list(empty):
    one_order_each(empty, "a", "b", "c")
    listed(empty, a={"nps": 3}, b={"nps": 4})
    told(
        empty,
        ("a", date(2025, 3, 1), {"nps": 9}),
        ("a", date(2025, 8, 1), {"nps": 6}),
        ("a", date(2025, 9, 1), {"hours": 1}),
        ("a", date(2026, 8, 1), {"nps": 1}),
        ("a", None, {"nps": 10}),
    )
    assert of(empty, "nps") == {"a": 6, "b": 4, "c": None}


def test_a_testimonial_is_on_record_or_not_or_nobody_asked(empty):
    one_order_each(empty, "a", "b", "c", "d")
    assert set(of(empty, "testimonial").values()) == {None}
    listed(empty, a={"testimonial": "Yes"}, b={"testimonial": "No"}, c={"testimonial": None})
    told(empty, ("d", THIS, {"testimonial": "They saved us."}))
    assert of(empty, "testimonial") == {"a": 1, "b": 0, "c": 0, "d": 1}


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Net 45", 45),
        ("NET30", 30),
        ("2/10 net 30", 30),
        ("30 days", 30),
        ("14", 14),
        ("Due on receipt", 0),
        ("Prepaid", 0),
        ("end of month", None),
        (None, None),
    ],
)
def test_payment_terms_are_read_as_days(empty, written, days):
    one_order_each(empty, "a")
    listed(empty, a={"payment_terms": written})
    assert of(empty, "payment_terms") == {"a": days}


def test_own_columns_and_judgements_are_read_as_they_mean(empty):
    one_order_each(empty, "a", "b", "c")
    listed(empty, a={}, b={}, c={})
    for who, name, value in (
        ("a", "Glad when they call", "5"),
        ("b", "Glad when they call", "9"),
        ("a", "Result they get", "High"),
        ("b", "result they get", "so-so"),
        ("a", "Customer health", "shrinking"),
        ("b", "Health", "growing"),
        ("a", "Lighthouse", "yes"),
        ("b", "Lighthouse", "no"),
        ("a", "CAC", "1,250.50"),
        ("a", "Cost to acquire", "$900"),
        ("b", "CAC", "not known"),
    ):
        noted(empty, who, name, value)
    assert of(empty, "glad") == {"a": 5, "b": None, "c": None}
    assert of(empty, "result") == {"a": 3, "b": None, "c": None}
    assert of(empty, "health") == {"a": 1, "b": 3, "c": None}
    assert of(empty, "lighthouse") == {"a": 1, "b": 0, "c": None}
    assert of(empty, "cost_to_acquire") == {"a": 900, "b": None, "c": None}
    judgements.save(empty, "a", "Result they get", "low", datetime(2026, 1, 1))
    assert of(empty, "result")["a"] == 1


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_columns_with_one_name_the_lesser_counts_whatever_their_order(empty, turned):
    one_order_each(empty, "a")
    listed(empty, a={})
    both = [("Glad when they call", "4"), ("GLAD WHEN THEY CALL", "5")]
    for name, value in reversed(both) if turned else both:
        noted(empty, "a", name, value)
    assert of(empty, "glad") == {"a": 4}


# ---- what must always hold

lines_drawn = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.integers(0, 900).map(lambda days: AS_OF - timedelta(days)),
        st.integers(-5_000, 20_000),
        st.sampled_from(["recurring", "project", "resale", None]),
        st.none() | st.integers(0, 9_000),
    ),
    min_size=1,
    max_size=20,
)


@pytest.fixture(scope="module")
def shared():
    with db.open(":memory:") as conn:
        charge(conn, hours=10)
        told(conn, ("a", THIS, {"hours": 3}), ("b", THIS, {"hours": 1}))
        yield conn


def put(conn, lines, unit):
    conn.execute("delete from order_lines")
    rows = [(str(n), who, day, cents * unit / 100) for n, (who, day, cents, *_) in enumerate(lines)]
    costs_of = [None if cost is None else cost * unit / 100 for *_, cost in lines]
    book(conn, rows, revenue_kind=[kind for *_, kind, _ in lines], cost=costs_of)
    return measures.customers(conn, AS_OF)


@settings(max_examples=8, deadline=None)
@given(lines=lines_drawn, random=st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_unit_of_money_matters(shared, lines, random):
    frame = put(shared, lines, 1)
    again = put(shared, random.sample(lines, len(lines)), 100)
    money = [one.name for one in measures.ALL.values() if one.unit == "money"]
    served = {"cost_to_serve", "profit"}  # these are at rates in one unit
    for name in ("revenue", "recurring", "project", "resale", "cost", "margin"):
        assert list(again[name]) == pytest.approx(list(frame[name] * 100), nan_ok=True)
    for name in set(measures.ALL) - set(money) - served:
        assert list(again[name]) == pytest.approx(list(frame[name]), nan_ok=True), name


@settings(max_examples=8, deadline=None)
@given(lines=lines_drawn)
def test_parts_of_the_money_add_up(shared, lines):
    frame = put(shared, lines, 1)
    kinds = frame[["recurring", "project", "resale"]].sum(axis=1, skipna=False)
    known = kinds.notna()
    assert list(kinds[known]) == pytest.approx(list(frame.loc[known, "revenue"]))
    left = frame["revenue"] - frame["cost"] - frame["cost_to_serve"]
    pd.testing.assert_series_equal(left, frame["profit"], check_names=False)
    assert frame["profit"].isna().equals(frame["cost"].isna() | frame["cost_to_serve"].isna())
