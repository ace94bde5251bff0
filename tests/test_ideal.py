"""The ideal list, and the sort beside A to D."""

from datetime import date, datetime

import pandas as pd
import pytest

from icp import costs, ideal, sorting, tiers
from icp.sorting import Sort
from tests.conftest import book

NOW, AS_OF = datetime(2026, 11, 22, 9), date(2026, 11, 1)


def sort(conn, who, **verdicts):
    sorts = [Sort(one, *(v if isinstance(v, tuple) else (v,))) for one, v in verdicts.items()]
    sorting.save(conn, sorts, who, NOW)


def test_everybody_is_there_with_what_is_known_of_their_worth(empty):
    empty.execute(
        "insert into customer_rows (import_id, row_no, customer_id, name, referred_by, nps) values"
        " (1, 1, 'a', 'Acme', null, 9), (1, 2, 'b', 'Bolt', 'Acme', null),"
        " (1, 3, 'new', 'New', null, 10)"
    )
    lines = [("1", "a", date(2026, 10, 1), 100), ("2", "b", date(2026, 10, 1), 50)]
    book(empty, lines, cost=[30, 80])
    costs.save(empty, costs.Rates(hours=10))
    empty.execute(
        "insert into feedback_rows (import_id, row_no, feedback_id, customer_id, given_on, hours)"
        " values (2, 1, 'f', 'a', date '2026-10-05', 4)"
    )
    found = ideal.worth(empty, AS_OF).set_index("customer_id")
    assert list(found["name"]) == ["Acme", "Bolt", "New"]
    assert found.loc["a", list(ideal.MEASURES)].tolist() == [70, 30, 1, 9]  # 4 hours at 10 each
    assert found.at["b", "margin"] == -30
    assert found.loc["new", list(ideal.MEASURES)].isna().all()  # never bought: nothing is known


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
