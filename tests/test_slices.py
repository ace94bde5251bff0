"""Slices by a trait: counted by hand, the unknown apart, two crossed, the sample company."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from icp import slices, standards
from tests.conftest import book

AS_OF = date(2025, 12, 10)


def listed(conn, **industry):
    conn.executemany(
        "insert into customer_rows (import_id, row_no, customer_id, industry) values (1, ?, ?, ?)",
        [(n, name, value) for n, (name, value) in enumerate(industry.items())],
    )
    standards.refresh(conn)


def own(conn, trait, **values):
    """A column of the user's."""
    conn.executemany(
        "insert into attributes (import_id, record_id, name, value) values (1, ?, ?, ?)",
        [(name, trait, str(value)) for name, value in values.items()],
    )


@pytest.fixture
def six(empty):
    """Two law firms (one gone), two shops, two of which nothing is known (one never bought)."""
    recent, old = date(2025, 6, 1), date(2024, 1, 1)
    lines = [("a", recent, 60), ("b", old, 900), ("c", recent, 30), ("d", recent, 10)]
    lines += [("e", recent, 100), ("f", recent, -5), ("d", recent, 10)]
    book(empty, [(str(n), *line) for n, line in enumerate(lines)])
    listed(empty, a="Law", b="Law", c="Retail", d="Retail", e=None, f="Law")
    return empty


def sliced(conn, trait, **options):
    base = slices.customers(conn, AS_OF, **options)
    return slices.by(base, slices.values(conn, trait), base["buys"]).set_index("value")


def test_each_value_is_counted_and_the_unknown_stands_apart(six):
    frame = sliced(six, "industry")
    assert list(frame.index) == ["Law", "Retail", "unknown"]
    assert frame["customers"].tolist() == [2, 2, 1]  # f never bought
    assert frame["revenue"].tolist() == [60, 50, 100]
    assert frame["buys"].tolist() == [1, 2, 1]
    assert frame["median"].tolist() == [60, 25, 100]  # of those who buy: 60; 30 and 20; 100
    assert frame["customers_share"].tolist()[:2] == [0.5, 0.5]
    assert frame["revenue_share"].tolist()[:2] == pytest.approx([60 / 110, 50 / 110])
    assert np.isnan(frame.loc["unknown", ["customers_share", "revenue_share"]].tolist()).all()


def test_a_share_comes_with_its_interval(six):
    frame = sliced(six, "industry")
    assert frame["hit_share"].tolist() == [0.5, 1, 1]
    # Wilson for 1 of 2: the middle is a half, (1 +- sqrt(z2 / (2 + z2))) / 2 with z2 = 3.8415
    assert frame.loc["Law", "low"] == pytest.approx(0.0945, abs=5e-5)
    assert frame.loc["Law", "high"] == pytest.approx(0.9055, abs=5e-5)


def test_all_orders_or_those_of_a_window(six):
    assert sliced(six, "industry", window_months=None).loc["Law", "revenue"] == 960
    assert sliced(six, "industry", window_months=24).loc["Law", "buys"] == 2


def test_refunds_reduce_unless_sales_are_asked(six):
    book(six, [("x", "a", date(2025, 7, 1), -20)])
    six.execute("update order_lines set import_id = 2 where order_id = 'x'").fetchall()
    assert sliced(six, "industry").loc["Law", "revenue"] == 40
    assert sliced(six, "industry", revenue="sales").loc["Law", "revenue"] == 60


def test_what_comes_after_the_day_is_not_known_yet(empty):
    book(empty, [("1", "a", AS_OF, 10), ("2", "b", AS_OF + timedelta(1), 10)])
    assert slices.customers(empty, AS_OF)["customer_id"].tolist() == ["a"]


def test_two_traits_are_crossed(six):
    own(six, "Dog", a="yes", c="yes", d="no", e="no")
    base = slices.customers(six, AS_OF)
    first, second = slices.values(six, "industry"), slices.values(six, "Dog")
    frame = slices.crossed(base, first, second, base["buys"])
    assert frame[["first", "second", "customers", "revenue"]].to_numpy().tolist() == [
        ["unknown", "no", 1, 100],
        ["Law", "yes", 1, 60],
        ["Retail", "yes", 1, 30],
        ["Retail", "no", 1, 20],
        ["Law", "unknown", 1, 0],
    ]
    assert frame["customers"].sum() == len(base)


def test_many_different_numbers_become_bands_at_round_numbers(empty):
    names = [f"c{n:02}" for n in range(16)]
    book(empty, [(name, name, AS_OF, 10) for name in names])
    listed(empty, **dict.fromkeys(names))
    own(empty, "Seats", **{name: 101 * (n + 1) for n, name in enumerate(names)})
    # 101 to 1616: the quarters lie at 479.75, 858.5 and 1237.25, in two figures 480, 860, 1200
    bands = slices.values(empty, "Seats")["value"].value_counts()
    assert bands.to_dict() == {
        "under 480": 4,
        "480 to under 860": 4,
        "860 to under 1,200": 3,
        "1,200 and more": 5,
    }


def test_few_different_numbers_and_mixed_text_stay_as_they_are(empty):
    names = [f"c{n:02}" for n in range(16)]
    book(empty, [(name, name, AS_OF, 10) for name in names])
    listed(empty, **dict.fromkeys(names))
    own(empty, "Floor", **{name: n % 12 for n, name in enumerate(names)})
    own(empty, "Code", **{name: n if n else "none yet" for n, name in enumerate(names)})
    assert slices.values(empty, "Floor")["value"].nunique() == 12
    assert slices.values(empty, "Code")["value"].nunique() == 16


def test_one_number_for_nearly_all_makes_fewer_bands(empty):
    names = [f"c{n:02}" for n in range(40)]
    book(empty, [(name, name, AS_OF, 10) for name in names])
    listed(empty, **dict.fromkeys(names))
    own(empty, "Seats", **{name: max(5, n - 20) for n, name in enumerate(names)})
    # 26 fives, then 6 to 19: the quarters lie at 5, 5 and 9.25; nobody has 9 and a fifth seats
    assert slices.values(empty, "Seats")["value"].value_counts().to_dict() == {
        "5 to under 10": 30,
        "10 and more": 10,
    }


def test_the_best_known_traits_come_first_and_one_value_is_none(six):
    own(six, "Dog", a="yes", c="yes", d="no")
    own(six, "Same", a="x", b="x", c="x", d="x", e="x")
    frame = slices.traits(six)
    assert frame[["title", "known", "different"]].to_numpy().tolist() == [
        ["Industry", 5, 2],
        ["Dog", 3, 2],
    ]


def test_without_customers_there_are_no_slices(empty):
    base = slices.customers(empty, AS_OF)
    assert slices.by(base, slices.values(empty, "industry"), base["buys"]).empty
    assert slices.traits(empty).empty


def test_unit_and_order_of_rows_change_no_share(six):
    base = slices.customers(six, AS_OF)
    value = slices.values(six, "industry")
    frame = slices.by(base, value, base["buys"])
    turned = base.iloc[::-1].assign(money=base["money"] * 100)
    again = slices.by(turned, value.iloc[::-1], turned["buys"])
    money = ["revenue", "median"]
    pd.testing.assert_frame_equal(frame.drop(columns=money), again.drop(columns=money))
    pd.testing.assert_frame_equal(frame[money] * 100, again[money])


def test_the_sample_company_by_industry_and_size(sample_company):
    as_of = date(2026, 11, 1)
    base = slices.customers(sample_company, as_of)
    industry, employees = (slices.values(sample_company, one) for one in ("industry", "employees"))
    frame = slices.by(base, industry, base["buys"]).set_index("value")
    # the key: 180 customers, 147 active, 8,054,744; 25 industries are blank; 24 law firms of 10-49
    assert frame["customers"].sum() == 180
    assert frame["buys"].sum() == 147
    assert frame["revenue"].sum() == pytest.approx(8_054_744)
    assert frame.loc["unknown", "customers"] == 25
    pairs = slices.crossed(base, industry, employees, base["buys"]).set_index(["first", "second"])
    assert pairs.loc[("Law", "10-49 people"), "customers"] == 24
