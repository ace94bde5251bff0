"""How often and how fast deals are won, worked by hand and by the sample's answer key."""

import json
from datetime import date

import numpy as np
import pytest
from scipy.stats import binom

from icp import drivers, intervals, win_rates
from tests.conftest import ROOT

AS_OF = date(2026, 11, 1)
LATER = date(2026, 12, 1)
# id, source, outcome, created, closed
DEALS = [
    ("w1", "Fair", "won", date(2026, 1, 1), date(2026, 1, 11)),
    ("w2", "Fair", "won", date(2026, 1, 1), date(2026, 1, 31)),
    ("w3", "Web", "won", date(2026, 1, 1), date(2026, 1, 21)),
    ("w4", "Web", "won", None, date(2026, 1, 21)),
    ("w5", "Web", "won", date(2026, 2, 1), date(2026, 1, 1)),
    ("l1", "Fair", "lost", date(2026, 1, 1), date(2026, 9, 1)),
    ("l2", None, "lost", date(2026, 1, 1), date(2026, 9, 1)),
    ("o1", "Web", "open", date(2026, 1, 1), None),
    ("o2", None, "open", date(2026, 1, 1), None),
    ("f1", "Web", "won", date(2026, 1, 1), LATER),
    ("f2", "Web", "open", LATER, None),
    ("u1", "Web", None, date(2026, 1, 1), None),
]


def by_trait(conn):
    return win_rates.by_trait(drivers.read(conn, "deal", AS_OF), win_rates.deals(conn, AS_OF))


@pytest.fixture
def sold(empty):
    empty.executemany(
        "insert into deal_rows"
        " (import_id, row_no, deal_id, lead_source, outcome, created_on, closed_on)"
        " values (1, 1, ?, ?, ?, ?, ?)",
        DEALS,
    )
    return empty


def test_deals_count_as_they_stood_on_the_day(sold):
    found = win_rates.deals(sold, AS_OF)
    told = win_rates.summary(found)
    # f1 closed later and so is open; f2 is not begun; u1 does not say
    assert (told.won, told.lost, told.open, told.unknown, told.closed) == (5, 2, 3, 1, 7)
    # days of w1, w2, w3: 10, 30, 20; w4 has no first day, w5 is the wrong way round
    assert (told.days, told.days_n) == (20.0, 3)
    assert found.set_index("deal_id")["days"]["f1"] != 334


def test_each_source_has_its_won_of_closed_and_the_middle_of_its_days(sold):
    found = by_trait(sold).set_index("value")
    assert found.loc["Fair", ["n", "ideal_n", "known", "unknown"]].tolist() == [3, 2, 6, 1]
    assert found.loc["Fair", ["days", "days_n", "rest_days", "rest_days_n"]].tolist() == [
        20.0,
        2,
        20.0,
        1,
    ]
    assert found.loc["Web", ["n", "ideal_n", "open", "open_unknown"]].tolist() == [3, 3, 2, 1]
    assert np.isnan(found.loc["Fair", "days_low"])  # two deals tell no interval


def test_without_deals_there_is_nothing(empty):
    assert by_trait(empty).empty
    assert win_rates.summary(win_rates.deals(empty, AS_OF)).closed == 0


def test_the_interval_of_a_middle_number_is_that_of_the_sign_test():
    # Conover, table of the binomial distribution: of 10 the 2nd and 9th (97.9 %), of 6 both ends
    assert intervals.middle(range(10, 0, -1)) == (5.5, 2, 9)
    assert intervals.middle(range(6)) == (2.5, 0, 5)
    assert intervals.middle([3, 1, 2])[0] == 2
    assert np.isnan(intervals.middle([3, 1, 2, 4, 5])[1])
    assert np.isnan(intervals.middle([])).all()


@pytest.mark.parametrize("n", [7, 19, 100, 1001, 50_000])
def test_its_ends_are_those_of_scipy(n):
    place = int(binom.ppf(0.025, n, 0.5))
    assert intervals.middle(np.arange(1, n + 1))[1:] == (place, n + 1 - place)


def test_the_referral_door_of_the_sample_company(sample_company):
    told = json.loads((ROOT / "data" / "sample" / "answer_key.json").read_text())["story_11"]
    found = by_trait(sample_company)
    row = found[(found["trait"] == "lead_source") & (found["value"] == "Referral")].iloc[0]
    assert (row["ideal_n"], row["n"]) == (told["inside"]["k"], told["inside"]["n"])
    assert row["low"] == pytest.approx(told["inside"]["low"], abs=1e-4)
    assert row["high"] == pytest.approx(told["inside"]["high"], abs=1e-4)
    assert row["ideal_known"] - row["ideal_n"] == told["others"]["k"]
    assert row["known"] - row["n"] == told["others"]["n"]
    assert row["days"] == told["days_won_referred"]
    assert row["rest_days"] == told["days_won_others"]
    assert row["unknown"] + row["open_unknown"] == told["unknown_source"]
    assert win_rates.summary(win_rates.deals(sample_company, AS_OF)).open == told["open"]
