"""Who sent whom, worked by hand, and the sample company against its answer key."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from icp import referrals
from tests.conftest import ROOT, book

AS_OF = date(2026, 11, 1)


@pytest.fixture
def chain(empty):
    """a sent b and c, b sent d, d sent a; Lost Deal Ltd, sent by a and
    asked twice, never became a customer.
    """
    empty.executemany(
        "insert into customer_rows (import_id, row_no, customer_id, name, referred_by)"
        " values (1, 1, ?, ?, ?)",
        [("a", "Ann", "Dan"), ("b", "Bob", "a"), ("c", "Cy", "Ann"), ("d", "Dan", "b")],
    )
    empty.execute(
        "insert into deal_rows (import_id, row_no, deal_id, customer_name, outcome)"
        " values (2, 1, 'x', 'Lost Deal Ltd', 'lost'), (2, 2, 'y', 'lost deal  LTD', 'lost')"
    )
    empty.execute(
        "insert into attributes values (2, 'x', 'Referred by', 'Ann'), (2, 'y', 'Referred by', 'a')"
    )
    day, old = date(2026, 5, 1), date(2024, 5, 1)
    orders = [("a", day, 1.0), ("b", day, 10.0), ("c", old, 70.0), ("d", day, 100.0)]
    book(empty, [(f"o{who}", who, on, amount) for who, on, amount in orders])
    return empty


def test_each_pair_brings_what_the_one_who_was_sent_spent_in_12_months(chain):
    found = referrals.pairs(chain, AS_OF)
    rows = list(zip(found["referrer"], found["name"], found["money"], found["bought"], strict=True))
    assert rows[:4] == [
        ("Bob", "Dan", 100.0, True),
        ("Ann", "Bob", 10.0, True),
        ("Ann", "Cy", 0.0, True),  # bought before those 12 months
        ("Ann", "Lost Deal Ltd", pytest.approx(np.nan, nan_ok=True), False),
    ]
    assert rows[4] == ("Dan", "Ann", 1.0, True)


def test_a_chain_is_followed_and_nobody_comes_by_themselves(chain):
    found = referrals.senders(referrals.pairs(chain, AS_OF)).set_index("customer_id")
    # a -> b, c; by b d. b -> d; by d a, by a c (b again is b). d -> a; by a b, c (d is d)
    assert found[["sent", "bought", "money"]].loc["a"].tolist() == [3, 2, 10.0]
    assert found["further"].to_dict() == {"a": 1, "b": 2, "d": 2}
    assert found["further_money"].to_dict() == {"a": 100.0, "b": 1.0, "d": 10.0}
    assert list(found.index) == ["b", "a", "d"]


def test_who_comes_after_the_day_was_not_sent_yet(chain):
    assert referrals.pairs(chain, date(2025, 1, 1))["name"].tolist() == ["Cy", "Lost Deal Ltd"]


def test_who_first_orders_on_the_day_was_sent_by_then(chain):
    first = date(2026, 5, 1)  # of all but Cy
    assert len(referrals.pairs(chain, first)) == len(referrals.pairs(chain, AS_OF)) == 5
    assert len(referrals.pairs(chain, date(2026, 4, 30))) == 2


def people(**columns):
    frame = {
        "customer_id": list("abcdef"),
        "name": list("ABCDEF"),
        "revenue": [10.0, 20, 30, 40, 50, 60],
        "nps": [9.0, 8, None, 10, 10, None],
        "glad": [None, 3.0, 4, 5, 5, None],
        "testimonial": [0.0, 0, 0, 1, 0, 0],
        "referrals": [2.0, 0, 0, 0, 0, 0],
    }
    return pd.DataFrame(frame | columns)


STATUSES = pd.DataFrame({"customer_id": list("abcdef"), "status": ["active"] * 4 + ["lost", "new"]})
TALLY = pd.DataFrame({"customer_id": ["b", "d"], "verdict": ["good", "bad"]})
PAIRS = pd.DataFrame({"referrer_id": ["a", "a"], "bought": [True, False]})


def test_who_buys_and_speaks_well_of_us_is_asked_those_with_most_signs_first():
    found = referrals.to_ask(people(), STATUSES, TALLY, PAIRS)
    # a: NPS 9 and sent 2; b: sorted as good; c: glad 4; d is bad, e is lost, f shows nothing
    assert found["customer_id"].tolist() == ["a", "c", "b"]
    assert found["signs"].tolist() == [2, 1, 1]
    assert referrals.reasons(found) == [
        "sent us 2 before, one of them bought; would recommend us (9 of 10)",
        "glad when we call (4 of 5); never sent us anybody",
        "sorted as good; never sent us anybody",
    ]


def test_where_nothing_says_who_sent_whom_nobody_never_did():
    found = referrals.to_ask(people(referrals=[np.nan] * 6), STATUSES, TALLY, PAIRS.head(0))
    assert len(found) == 3
    assert "never" not in " ".join(referrals.reasons(found))


def test_whom_they_sent_is_told_only_where_somebody_says_it():
    found = referrals.to_ask(people(), STATUSES, TALLY, PAIRS.assign(bought=False))
    assert referrals.reasons(found)[0].startswith("sent us 2 before, none of them bought")
    found = referrals.to_ask(people(), STATUSES, TALLY, PAIRS.head(0))
    assert referrals.reasons(found)[0].startswith("sent us somebody before;")


def test_the_quiet_referrer_of_the_sample_company_is_found(sample_company):
    told = json.loads((ROOT / "data" / "sample" / "answer_key.json").read_text())["story_09"]
    pairs = referrals.pairs(sample_company, AS_OF)
    first = referrals.senders(pairs).iloc[0]
    assert first["customer_id"] == told["customer_id"]
    assert (first["sent"], first["bought"]) == (told["sent"], told["bought"])
    assert first["money"] == pytest.approx(told["revenue_of_bought"])
