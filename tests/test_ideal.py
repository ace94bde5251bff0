"""The ideal list, and the sort beside A to D."""

from datetime import date, datetime

import pandas as pd
import pytest

from icp import ideal, judgements, sorting, tiers
from icp.sorting import Sort
from tests.conftest import book

NOW, AS_OF = datetime(2026, 11, 22, 9), date(2026, 11, 1)


def listed(conn, *rows):
    """Customers: id, name, referred_by, nps."""
    for number, row in enumerate(rows, start=1):
        conn.execute(
            "insert into customer_rows (import_id, row_no, customer_id, name, referred_by, nps)"
            " values (1, ?, ?, ?, ?, ?)",
            [number, *row],
        ).fetchall()


def sort(conn, who, **verdicts):
    sorts = [Sort(one, *(v if isinstance(v, tuple) else (v,))) for one, v in verdicts.items()]
    sorting.save(conn, sorts, who, NOW)


def worth(conn):
    frame = ideal.worth(conn, AS_OF).set_index("customer_id")
    return {
        one: tuple(
            None if pd.isna(v) else v for v in frame.loc[one, ["margin", "referrals", "nps"]]
        )
        for one in frame.index
    }


def test_referrals_are_counted_by_number_or_name_and_what_somebody_said_counts(empty):
    listed(
        empty,
        ("a", "Acme Ltd", None, 9),
        ("b", "Bolt", "a", None),
        ("c", "Cid", " acme LTD ", 3),
        ("d", "Dot", "a friend", None),
    )
    assert worth(empty) == {
        "a": (None, 2, 9),
        "b": (None, 0, None),
        "c": (None, 0, 3),
        "d": (None, 0, None),
    }
    judgements.save(empty, "b", "Referred us", "yes", NOW)
    judgements.save(empty, "a", "Referred us", "no", NOW)
    assert (worth(empty)["a"][1], worth(empty)["b"][1]) == (2, 1)


def test_a_name_that_two_customers_bear_says_not_who_referred(empty):
    rows = [("a", "Acme", None, None), ("b", "ACME", None, None), ("c", "Cid", "Acme", None)]
    listed(empty, *rows)
    assert {one: known[1] for one, known in worth(empty).items()} == {"a": 0, "b": 0, "c": 0}


def test_without_any_word_of_referrals_they_are_unknown_not_zero(empty):
    listed(empty, ("a", "Acme", None, None), ("b", "Bolt", None, None))
    assert worth(empty) == {"a": (None, None, None), "b": (None, None, None)}
    judgements.save(empty, "a", "Referred us", "no", NOW)
    assert worth(empty) == {"a": (None, 0, None), "b": (None, None, None)}


def test_what_is_left_is_that_of_12_months_and_unknown_without_every_cost(empty):
    book(
        empty,
        [
            ("1", "a", date(2026, 10, 1), 100),
            ("2", "a", date(2025, 10, 31), 1000),
            ("3", "b", date(2026, 10, 1), 100),
            ("4", "b", date(2026, 10, 2), 100),
            ("5", "c", date(2026, 10, 1), 50),
        ],
        cost=[30, 1, 10, None, 80],
    )
    assert {one: known[0] for one, known in worth(empty).items()} == {"a": 70, "b": None, "c": -30}


def test_the_latest_nps_up_to_the_day_counts(empty):
    listed(empty, ("a", "Acme", None, 10))
    for number, (day, nps) in enumerate([("2026-03-01", 6), ("2025-03-01", 9), ("2026-12-01", 8)]):
        empty.execute(
            "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on, nps)"
            " values (2, ?, ?, 'a', ?, ?)",
            [number, f"f{number}", day, nps],
        ).fetchall()
    assert worth(empty)["a"][2] == 6


KNOWN = pd.DataFrame(
    [
        # customer_id, margin, profit, referrals, nps
        ("both", 50.0, 40.0, 2.0, None),
        ("profit", 70.0, 60.0, 0.0, 5.0),
        ("loses", 70.0, -5.0, 0.0, None),
        ("margin", 30.0, None, None, None),
        ("fan", -1.0, None, 0.0, 9.0),
        ("told", None, None, None, None),
        ("nobody", None, None, None, None),
        ("bad", 900.0, 900.0, 9.0, 10.0),
    ],
    columns=["customer_id", "margin", "profit", "referrals", "nps"],
)


def test_ideal_is_good_and_profitable_or_referring_and_unknown_stays_unknown(empty):
    sort(empty, "Ann", **{one: "good" for one in KNOWN["customer_id"]} | {"bad": "bad"})
    sort(empty, "Ann", told=("good", (ideal.REFERS,)))
    found = ideal.among_good(sorting.tally(empty), KNOWN)
    marks = {
        row.customer_id: tuple(
            None if pd.isna(v) else bool(v) for v in (row.profitable, row.refers, row.ideal)
        )
        for row in found.itertuples()
    }
    assert marks == {
        "profit": (True, False, True),
        "both": (True, True, True),
        "margin": (True, None, True),
        "fan": (False, True, True),
        "told": (None, True, True),
        "loses": (False, False, False),
        "nobody": (None, None, False),
    }
    assert list(found["customer_id"]) == [*marks]  # the ideal first, then by what they leave
    assert found.set_index("customer_id")["after_support"].to_dict()["margin"] is False
    more = ideal.among_good(sorting.tally(empty), KNOWN, least=40.0).set_index("customer_id")
    assert [bool(more.at[one, "profitable"]) for one in ("both", "profit")] == [False, True]


def test_nobody_good_is_an_empty_list(empty):
    assert ideal.among_good(sorting.tally(empty), KNOWN).empty
    assert ideal.crossed(ideal.beside(sorting.tally(empty), CLASSIFIED)).to_numpy().sum() == 0


CLASSIFIED = pd.DataFrame(
    [("a", "A", 90.0, ["x"]), ("b", "B", 60.0, []), ("c", "C", 30.0, []), ("d", "D", 5.0, ["y"])],
    columns=["customer_id", "tier", "points", "reasons"],
)


def test_the_sort_stands_beside_the_tiers(empty):
    sort(empty, "Ann", a="bad", b="good", c="good", d="good", e="ok")
    sort(empty, "Ben", b="bad", d="good")
    both = ideal.beside(sorting.tally(empty), CLASSIFIED).set_index("customer_id")
    assert both["verdict"].to_dict() == {
        "a": "bad",
        "b": "split",
        "c": "good",
        "d": "good",
        "e": "ok",
    }
    assert both.at["d", "tier_reasons"] == ["y"]
    table = ideal.crossed(both.reset_index())
    assert list(table.columns) == ["A", "B", "C", "D", tiers.NOT_ENOUGH, "no orders"]
    assert table.loc["good"].tolist() == [0, 0, 1, 1, 0, 0]
    assert table.loc["bad"].tolist() == [1, 0, 0, 0, 0, 0]
    assert table.loc["split"].tolist() == [0, 1, 0, 0, 0, 0]
    assert table.loc["ok"].tolist() == [0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("shift", [1, 2, 3])
def test_the_order_of_rows_changes_nothing(empty, shift):
    sort(empty, "Ann", **{one: "good" for one in KNOWN["customer_id"]})
    tally = sorting.tally(empty)
    mixed = pd.concat([KNOWN[shift:], KNOWN[:shift]])
    pd.testing.assert_frame_equal(
        ideal.among_good(tally, mixed), ideal.among_good(tally.iloc[::-1], KNOWN)
    )
