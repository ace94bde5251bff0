"""Who we say no to: worked by hand, and the sample company against its answer key."""

import json
from datetime import date

import pandas as pd
import pytest

from icp import drivers, say_no, sorting, status
from icp.ideals import Ideals
from tests.conftest import ROOT, book

AS_OF = date(2026, 11, 1)
TALLY = pd.DataFrame(
    {"customer_id": ["a", "b", "c"], "verdict": ["bad", "good", None], "reasons": [[], [], []]}
)


@pytest.fixture
def few(empty):
    """Six customers: a to d of size 1-9 or not, on blocks or not; a and b left, c and d did not.

    a small, blocks, left · b small, blocks, left · c small, blocks, stays with 300 ·
    d small, seats, stays with 50 · e large, unknown, stays with 70 · f unknown, blocks, stays
    with 90
    """
    facts = {
        "a": ("5", "blocks"),
        "b": ("6", "blocks"),
        "c": ("7", "blocks"),
        "d": ("8", "seats"),
        "e": ("60", None),
        "f": (None, "blocks"),
    }
    empty.executemany(
        "insert into customer_rows (import_id, row_no, customer_id, employees, business_type)"
        " values (1, 1, ?, ?, ?)",
        [(name, *known) for name, known in facts.items()],
    )
    days = {"a": date(2024, 1, 5), "b": date(2023, 1, 5)}
    amounts = {"a": 10.0, "b": 20.0, "c": 300.0, "d": 50.0, "e": 70.0, "f": 90.0}
    book(
        empty,
        [(f"o{n}", n, days.get(n, date(2026, 10, 1)), amount) for n, amount in amounts.items()],
    )
    return empty


def code(traits, value):
    return int(traits.values.index[traits.values["value"] == value][0])


def test_who_left_is_lapsed_or_lost_and_tenure_says_nothing_of_it(few):
    known = say_no.known(few, AS_OF, status.DEFAULT)
    assert list(known["customer_id"]) == list("abcdef")
    bad = say_no.bad(known, TALLY, "gone")
    assert (bad.ids, bad.among, bad.without) == (("a", "b"), tuple("abcdef"), ("tenure",))


def test_sorted_as_bad_is_among_those_who_were_sorted(few):
    bad = say_no.bad(say_no.known(few, AS_OF, status.DEFAULT), TALLY, "bad")
    assert (bad.ids, bad.among) == (("a",), ("a", "b"))


def test_late_is_beyond_the_bound_and_unknown_is_not_late():
    known = pd.DataFrame(
        {
            "customer_id": ["a", "b", "c"],
            "days_late": [30.0, 30.5, None],
            "profit": [-0.01, 0.0, None],
        }
    )
    late = say_no.bad(known, TALLY, "late", 30)
    assert (late.ids, late.among) == (("b",), ("a", "b"))
    assert late.words == "pay more than 30 days late"
    loss = say_no.bad(known, TALLY, "loss")
    assert (loss.ids, loss.among) == (("a",), ("a", "b"))


def test_a_rule_holds_for_who_has_all_of_it_and_is_unknown_where_a_part_is(few):
    traits = drivers.read(few)
    bad = Ideals("left", ("a", "b"), tuple("abcdef"))
    rule = [code(traits, "1-9 people"), code(traits, "blocks")]
    found = say_no.by_rule(traits, rule, bad, ["b", "c", "e"]).set_index("customer_id")
    # e is large, so of it the rule is false although its blocks are unknown; f may be small
    assert found["has"].astype(object).where(found["has"].notna(), None).to_dict() == {
        "a": True,
        "b": True,
        "c": True,
        "d": False,
        "e": False,
        "f": None,
    }
    assert list(found.index[found["bad"]]) == ["a", "b"]
    assert list(found.index[found["good"]]) == ["c", "e"]  # b left, and so is not lost by a no


def test_a_no_costs_the_good_ones_and_what_they_bring(few):
    traits = drivers.read(few)
    bad = Ideals("left", ("a", "b"), tuple("abcdef"))
    codes = [(code(traits, "1-9 people"),), (code(traits, "1-9 people"), code(traits, "blocks"))]
    money = pd.Series({"b": 20.0, "c": 300.0, "d": 50.0})
    found = say_no.costs(traits, pd.DataFrame({"codes": codes}), bad, ["b", "c", "d"], money)
    assert list(found["good_n"]) == [2, 1]
    assert list(found["good_money"]) == [350.0, 300.0]


def test_good_is_what_the_user_means_by_it(few):
    known = say_no.known(few, AS_OF, status.DEFAULT).assign(left=[1.0, -1, 0, 5, None, 2])
    worth = pd.DataFrame(
        {
            "customer_id": ["b"],
            "name": ["b"],
            "margin": [5.0],
            "profit": [None],
            "referrals": [None],
            "nps": [None],
        }
    )
    tally = TALLY.assign(customer_id=["a", "b", "c"])
    assert say_no.good(known, tally, worth, "profitable") == ["a", "d", "f"]
    assert say_no.good(known, tally, worth, "good") == ["b"]
    assert say_no.good(known, tally, worth, "ideal") == ["b"]


@pytest.fixture(scope="module")
def left(sample_company):
    known = say_no.known(sample_company, AS_OF, status.DEFAULT)
    traits = drivers.read(sample_company, "customer", AS_OF)
    return known, traits, say_no.bad(known, sorting.tally(sample_company), "gone")


@pytest.fixture(scope="module")
def key():
    return json.loads((ROOT / "data" / "sample" / "answer_key.json").read_text())["story_14"]


def test_half_of_those_on_hourly_blocks_left_and_they_pay_late(left, key):
    known, traits, bad = left
    found = drivers.compare(traits, bad.ids, bad.among, bad.without)
    row = found[found["value"] == "Hourly blocks"].iloc[0]
    assert (row["ideal_n"], row["n"]) == (key["inside"]["k"], key["inside"]["n"])
    others = row["ideal_known"] - row["ideal_n"], row["known"] - row["n"]
    assert others == (key["others"]["k"], key["others"]["n"])
    assert row["p"] == pytest.approx(key["p"], abs=1e-6)
    assert row["verdict"] == "strong"
    rule = say_no.by_rule(traits, [int(row["code"])], bad, [])
    late = rule["customer_id"].map(known.set_index("customer_id")["days_late"])
    assert round(late[rule["has"].fillna(False)].mean(), 1) == key["days_late"]
