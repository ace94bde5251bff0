"""Whom to call first: signs that are counted, no bad ones, equals by lot and not by row."""

from datetime import date, datetime

import pandas as pd
import pytest

from icp import db, sorting, successful
from tests.conftest import book

AT, AS_OF = datetime(2026, 1, 1), date(2026, 1, 1)


def known(**customers):
    """A frame as `successful.known` gives it: name -> tier, points, result, nps, profit."""
    columns = ["tier", "points", "result", "nps", "profit"]
    frame = pd.DataFrame.from_dict(customers, orient="index", columns=columns)
    frame = frame.assign(customer_id=frame.index, name=frame.index, margin=None, referrals=None)
    numbers = [*columns[1:], "margin", "referrals"]
    return frame.reset_index(drop=True).astype(dict.fromkeys(numbers, "float64"))


def tally(conn, **verdicts):
    with db.transaction(conn):
        for customer_id, (verdict, *reasons) in verdicts.items():
            sorting.save(conn, [sorting.Sort(customer_id, verdict, tuple(reasons))], "Ann", AT)
    return sorting.tally(conn)


def ids(calls):
    return list(calls.customers["customer_id"])


def test_each_sign_has_its_own_rule(empty):
    found = successful.signs(
        known(
            a=("A", 80, 3, 9, None),
            b=("B", 70, 2, 8, None),
            c=("not enough data", 90, None, 10, None),
            d=(None, None, 3, None, None),
            e=("D", 1, 1, 0, None),
        ),
        tally(empty, b=("good", "refers others to us"), e=("good",)),
    ).set_index("customer_id")
    assert {name: "".join(found.index[found[name]]) for name in successful.SIGNS} == {
        "listed": "b",
        "best": "a",
        "result": "ad",
        "promoter": "ac",
    }
    assert list(found["signs"]) == [3, 1, 1, 1, 0]


def test_the_bad_are_left_out_and_counted(empty):
    found = successful.signs(
        known(a=("A", 80, 3, 10, None), b=("A", 90, 3, 10, None)), tally(empty, b=("bad", "rude"))
    )
    assert ids(successful.first(found, "best")) == ["a"]
    assert found.attrs["left_out"] == 1


def test_more_signs_come_first_then_more_points(empty):
    found = successful.signs(
        known(
            a=("A", 99, None, None, None),
            b=("A", 76, 3, None, None),
            c=("A", 88, None, 9, None),
            d=("A", 75, 3, 9, None),
        ),
        tally(empty),
    )
    calls = successful.first(found, "best")
    assert ids(calls) == ["d", "c", "b", "a"]
    assert (calls.of, calls.drawn, calls.equals) == (4, 0, 0)


def test_equals_are_drawn_by_lot_whatever_the_order_of_rows(empty):
    many = {f"c{n}": ("A", 80 + n / 100, None, None, None) for n in range(20)}
    found = successful.signs(known(best=("A", 90, 3, None, None), **many), tally(empty))
    calls = successful.first(found, "best")
    assert ids(calls)[0] == "best"
    assert ids(calls)[1:] != ["c0", "c1", "c2", "c3"]
    assert (calls.of, calls.drawn, calls.equals) == (21, 4, 20)
    for seed in (1, 2, 3):
        shuffled = found.sample(frac=1, random_state=seed)
        assert ids(successful.first(shuffled, "best")) == ids(calls)


def test_a_lot_is_told_only_where_it_chose(empty):
    many = {f"c{n}": ("A", 80, None, None, None) for n in range(5)}
    found = successful.signs(known(**many, low=("A", 79, None, None, None)), tally(empty))
    calls = successful.first(found, "best")
    assert (calls.drawn, calls.equals) == (0, 0)
    assert "low" not in ids(calls)


def test_who_is_passed_over_makes_room_for_the_next(empty):
    many = {f"c{n}": ("A", 90 - n, None, None, None) for n in range(7)}
    found = successful.signs(known(**many), tally(empty))
    assert ids(successful.first(found, "best", ["c1", "elsewhere"])) == [
        "c0",
        "c2",
        "c3",
        "c4",
        "c5",
    ]
    assert ids(successful.first(found, "best", many)) == []


def test_each_is_told_why_also_what_speaks_against(empty):
    found = successful.signs(
        known(a=("A", 79.5, 3, 10, -5.0)), tally(empty, a=("good", "refers others to us"))
    )
    assert successful.why(found.iloc[0]) == [
        "on the ideal list: refers others to us",
        "tier A with 80 of 100 points",
        "gets a high result",
        "would recommend us (10 of 10)",
        "but costs us more than it brings, after support",
    ]


def test_it_is_read_from_orders_answers_and_attributes(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name, nps) values"
        " (1, 1, 'a', 'Acme', 9), (1, 2, 'b', 'Bolt', 8), (1, 3, 'z', 'No orders', 10)"
    )
    empty.execute("insert into attributes values (1, 'b', 'Result they get', 'high')")
    book(empty, [("1", "a", date(2025, 12, 1), 10.0), ("2", "b", date(2025, 12, 1), 10.0)])
    found = successful.signs(successful.known(empty, AS_OF), sorting.tally(empty))
    assert list(found["customer_id"]) == ["a", "b", "z"]
    assert list(found["promoter"]) == [True, False, False]
    assert list(found["result"]) == [False, True, False]


@pytest.mark.parametrize("amount", [None, 0.0, -5.0])
def test_without_customers_or_revenue_nobody_is_called(empty, amount):
    book(empty, [] if amount is None else [("1", "a", date(2025, 12, 1), amount)])
    found = successful.signs(successful.known(empty, AS_OF), sorting.tally(empty))
    assert not found[list(successful.SIGNS)].any(axis=None)
    assert ids(successful.first(found, "best")) == []


def test_the_loved_customer_that_loses_money_is_named_with_it_in_the_sample(sample_company):
    found = successful.signs(
        successful.known(sample_company, date(2026, 11, 1)), sorting.tally(sample_company)
    )
    little_oaks = found[found["name"] == "Little Oaks Foundation"].iloc[0]
    assert little_oaks["promoter"]
    assert "would recommend us (10 of 10)" in successful.why(little_oaks)
